import { addMonthsToDay, type Day, partsOfDay } from "@wutong/kernel";
import { birthday, type Identity, identityOf, isPairedIndex, relativeNumber } from "./identity.ts";
import type { FamilyTie, OfficeOptions, Status } from "./model.ts";
import { Random } from "./random.ts";

const HOUSEHOLD = 4;
const MARRY_FROM = 24;

/** Spouse and child. Neighbours in the run may be each other's spouse: both then say the same day. */
export function makeFamily(
  random: Random,
  options: OfficeOptions,
  index: number,
  identity: Identity,
  until: Day,
): readonly FamilyTie[] {
  const ties: FamilyTie[] = [];
  const partner = index % 2 === 1 ? index + 1 : index - 1;
  if (isPairedIndex(options, index) && partner <= options.people) {
    const other = identityOf(options, partner);
    const younger = other.birth > identity.birth ? other : identity;
    const since = marriageDay(new Random(options.seed, Math.ceil(index / 2), HOUSEHOLD), younger, until);
    if (since !== null) ties.push(tie("spouse", other.document.number, since));
  } else if (random.chance(0.2)) {
    const since = marriageDay(random, identity, until);
    const year = identity.birthYear;
    const sex = identity.sex === "M" ? "F" : "M";
    if (since !== null) ties.push(tie("spouse", relativeNumber(options, index, sex, year), since));
  }
  const married = ties[0]?.since;
  if (married === undefined || !random.chance(0.55)) return ties;
  const born = partsOfDay((married + random.between(300, 1_500)) as Day).year;
  const number = relativeNumber(options, index, random.chance(0.5) ? "M" : "F", born);
  const birth = birthIn(number);
  if (birth !== null && birth <= until) ties.push(tie("child", number, birth));
  return ties;
}

/** Selected graduates among those in public service; unemployment benefit for those out of work. */
export function makeStatuses(
  random: Random,
  identity: Identity,
  lastWorked: Day | null,
  until: Day,
): readonly Status[] {
  const statuses: Status[] = [];
  const selectedChance = identity.life === "public" ? 0.3 : identity.life === "fresh" ? 0.01 : 0;
  if (random.chance(selectedChance)) {
    const from = birthday(identity, random.between(23, 27));
    if (from <= until) statuses.push({ kind: "selectedGraduate", from, to: null, hidden: false });
  }
  if (identity.life === "jobless" && lastWorked !== null && lastWorked < until && random.chance(0.75)) {
    const from = (lastWorked + 1) as Day;
    const end = addMonthsToDay(from, random.between(3, 24));
    statuses.push({ kind: "receivingUnemploymentBenefit", from, to: end <= until ? end : null, hidden: false });
  }
  return statuses;
}

function tie(relation: FamilyTie["relation"], otherDocumentNumber: string, since: Day): FamilyTie {
  return { relation, otherDocumentNumber, since, hidden: false };
}

/** Drawn alike from either side: only what both know goes in. Null where the younger is still too young. */
function marriageDay(random: Random, younger: Identity, until: Day): Day | null {
  const share = random.next();
  const earliest = birthday(younger, MARRY_FROM);
  return earliest >= until ? null : ((earliest + Math.floor(share * Math.min(until - earliest, 4_000))) as Day);
}

function birthIn(residentNumber: string): Day | null {
  const year = Number(residentNumber.slice(6, 10));
  const month = Number(residentNumber.slice(10, 12));
  return (Date.UTC(year, month - 1, Number(residentNumber.slice(12, 14))) / 86_400_000) as Day;
}
