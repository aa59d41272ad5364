import { REGISTER_KINDS, type RegisterKind, type Team } from "@wutong/codes";
import { type Day, firstDayOf, lastDayOf } from "@wutong/kernel";
import { type LabourMarket, makeCareer } from "./career.ts";
import { firstMonthCovered, lastMonthCovered } from "./coverage.ts";
import { makeFamily, makeStatuses } from "./household.ts";
import { identityOf, type Life } from "./identity.ts";
import type { OfficeOptions, Person } from "./model.ts";
import { makeName } from "./names.ts";
import { makeEarlierBenefits, makeHomes } from "./property.ts";
import { Random } from "./random.ts";
import { makeEducation } from "./schooling.ts";
import { makeSkillRecord } from "./skill-record.ts";

const PERSON = 5;
const TEAM_OF_LIFE: Readonly<Record<Life, Team>> = {
  fresh: "professional",
  mover: "enterpriseManagement",
  settled: "professional",
  skilled: "skilled",
  public: "partyGovernment",
  scholar: "professional",
  jobless: "skilled",
  veteran: "rural",
};
const FIRST_DAY = Object.fromEntries(
  REGISTER_KINDS.map((kind) => [kind, firstDayOf(firstMonthCovered(kind))]),
) as Readonly<Record<RegisterKind, Day>>;
const CLASSES = ["A", "B", "C", "D", "E", "F"];

/** The n-th person of an office, whole. */
export function makePerson(options: OfficeOptions, market: LabourMarket, index: number): Person {
  const identity = identityOf(options, index);
  const random = new Random(options.seed, index, PERSON);
  const last = lastMonthCovered(options.asOf);
  const until = lastDayOf(last);
  const district = String(options.office);
  const name = makeName(random, identity.sex);
  const career = makeCareer(random, identity, market, last);
  const homes = makeHomes(random, identity, district, until);
  const skill = makeSkillRecord(random, identity, { district, until });
  const benefits = [...makeEarlierBenefits(random, identity, homes, { district, until }), ...skill.benefits];
  return {
    index,
    name,
    document: identity.document,
    birth: identity.birth,
    sex: identity.sex,
    phone: identity.phone,
    nativePlace: identity.nativePlace,
    residence: random.chance(0.8) ? district : random.pick(["330603", "330604", "330681"]),
    team: random.chance(0.9) ? TEAM_OF_LIFE[identity.life] : "socialWork",
    talentClass: random.chance(0.7) ? "" : (CLASSES[5 - random.leaningLow(0, 5)] ?? "F"),
    inLibrary: random.chance(0.85),
    insurance: career.insurance,
    education: hideBefore("education", makeEducation(random, identity, until), (one) => one.graduated),
    contracts: hideBefore("contracts", career.contracts, (one) => one.from),
    homes: hideBefore("housing", homes, (one) => one.bought),
    benefits: hideBefore("benefits", benefits, (one) => one.from),
    family: hideBefore("family", makeFamily(random, options, index, identity, until), (one) => one.since),
    statuses: hideBefore("statuses", makeStatuses(random, identity, lastDayWorked(career), until), (one) => one.from),
    certificates: hideBefore("certificates", skill.certificates, (one) => one.issued),
  };
}

function lastDayWorked(career: ReturnType<typeof makeCareer>): Day | null {
  const spell = career.insurance.at(-1);
  return spell === undefined ? null : lastDayOf(spell.to);
}

/** Marks what happened before the register began: true, but in no file. */
function hideBefore<Row extends { readonly hidden: boolean }>(
  register: RegisterKind,
  rows: readonly Row[],
  dayOf: (row: Row) => Day,
): readonly Row[] {
  const first = FIRST_DAY[register];
  return rows.some((row) => dayOf(row) < first)
    ? rows.map((row) => (dayOf(row) < first ? { ...row, hidden: true } : row))
    : rows;
}
