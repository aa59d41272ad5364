import type { Day } from "@wutong/kernel";
import type { Grant, LostReason, StackedBenefits, TakenBenefit } from "@wutong/policy";
import { bestByTryingAll, names, type StackCase, stops } from "./stacking-brute-force.ts";

export type Stack = (grants: readonly Grant[], taken: readonly TakenBenefit[], asOf: Day) => StackedBenefits;

/** What differs between the optimiser's answer and trying every set; undefined where nothing does. */
export function differenceOf(one: StackCase, stack: Stack): string | undefined {
  const found = stack(one.grants, one.taken, one.asOf);
  const best = bestByTryingAll(one);
  if (!found.exact) return "the search was given up";
  if (found.valueFen !== best.valueFen) return `worth ${found.valueFen}, the best is ${best.valueFen} (${best.keys})`;
  if (`${found.chosen}` !== `${best.keys}`) return `chose ${found.chosen}, of equal value is ${best.keys}`;
  for (const [index, due] of found.dues.entries()) {
    if (due.key !== found.chosen[index]) return `what is due of ${due.key} stands at another place`;
    if (due.dueFen !== best.dues.get(due.key)) return `${due.key} pays ${due.dueFen}, not ${best.dues.get(due.key)}`;
    const off = due.less.reduce((sum, { fen }) => sum + fen, 0n);
    if (due.fullFen - off !== due.dueFen) return `${due.key}: what was taken off does not add up`;
  }
  return lostWrongly(one, found) ?? endedWrongly(one, found);
}

function lostWrongly({ grants, taken }: StackCase, found: StackedBenefits): string | undefined {
  const left = grants.filter(({ key }) => !found.chosen.includes(key));
  if (left.length !== found.lost.length) return "not every grant is either chosen or lost, once";
  const winners = new Map<string, Side>([
    ...taken.map((each) => [each.key, each] as const),
    ...grants.filter(({ key }) => found.chosen.includes(key)).map((each) => [each.key, each] as const),
  ]);
  for (const { key, toKey, toPolicy, why } of found.lost) {
    const grant = left.find((each) => each.key === key);
    const to = toKey === null ? undefined : winners.get(toKey);
    if (!grant) return `${key} is lost, and not one of those that could be`;
    if (toKey !== null && to?.policyId !== toPolicy) return `${key} lost to ${toKey}, which nobody has`;
    if (!LAWFUL[why](grant, to, winners)) return `${key} did not lose to ${toKey} by ${why}`;
  }
  return undefined;
}

type Side = Grant | TakenBenefit;
type Lawful = (grant: Grant, to: Side | undefined, winners: ReadonlyMap<string, Side>) => boolean;

/** What must be true of a loss for its reason to be one. */
const LAWFUL: Readonly<Record<LostReason, Lawful>> = {
  nothingLeft: (grant, to) => to === undefined && grant.instalments.every(({ amountFen }) => amountFen === 0n),
  endedBy: (grant, to) => to !== undefined && stops(to, grant),
  wouldEnd: (grant, to) => to !== undefined && stops(grant, to),
  chooseOne: (grant, to) => shares(grant, to, ({ stacking }) => stacking.chooseOne),
  onceOnly: (grant, to) =>
    shares(grant, to, ({ benefit }) => benefit) && says(grant, to, "person", "occupationAndLevel"),
  onceInHousehold: (grant, to) => grant.benefit === to?.benefit && says(grant, to, "household"),
  onceForHome: (grant, to) => grant.benefit === to?.benefit && grant.home !== undefined && grant.home === to.home,
  higherLevel: (grant, to) => grant.stacking.higherBarsLower && isHigher(to, grant),
  barsLower: (grant, to) => to?.stacking.higherBarsLower === true && isHigher(grant, to),
  notTogether: (grant, to) => to !== undefined && (excludes(grant, to) || excludes(to, grant)),
  otherOffice: (grant, to) =>
    shares(grant, to, ({ stacking }) => stacking.oneJurisdiction) && grant.office !== to?.office,
  yearLimit: (grant, to, winners) =>
    to === undefined ||
    (to.policyId === grant.policyId && [grant, ...winners.values()].some(({ stacking }) => stacking.perYear)),
  deducted: (grant, to) => to !== undefined && "from" in to && names(grant.stacking.deducts, grant, to),
  toppedUp: (grant, to) => shares(grant, to, ({ stacking }) => stacking.topUp),
  monthsUsed: (grant, to) =>
    to === undefined
      ? grant.stacking.combined !== undefined
      : shares(grant, to, ({ stacking }) => stacking.combined?.group),
  jointCap: (grant, to) => {
    if (!grant.jointCap) return false;
    if (!to) return grant.jointCap.capFen === 0n;
    return grant.home === to.home && grant.jointCap.group === to.stacking.jointCap?.group;
  },
  // Only a search that was given up may have no better reason.
  worthLess: () => false,
};

function shares(grant: Grant, to: Side | undefined, by: (side: Side) => string | undefined): boolean {
  return to !== undefined && grant.person === to.person && by(grant) !== undefined && by(grant) === by(to);
}
function says(grant: Grant, to: Side | undefined, ...words: readonly string[]): boolean {
  return [grant, to].some((each) => each?.stacking.oncePer !== undefined && words.includes(each.stacking.oncePer));
}
function excludes(one: Side, other: Side): boolean {
  return names(one.stacking.notWith, one, other);
}
function isHigher(higher: Side | undefined, lower: Side | undefined): boolean {
  const [high, low] = [higher?.certificate, lower?.certificate];
  return high !== undefined && low !== undefined && high.occupation === low.occupation && high.level < low.level;
}

function endedWrongly({ grants, taken, asOf }: StackCase, found: StackedBenefits): string | undefined {
  const chosen = grants.filter(({ key }) => found.chosen.includes(key));
  for (const running of taken) {
    const ended = found.endsRunning.find(({ key }) => key === running.key);
    const enders = chosen.filter((each) => stops(each, running));
    const earlier = taken.filter((each) => stops(each, running)).map(({ from }) => from);
    const due = running.instalments.some(
      (each) => each.amountFen > 0n && each.due >= asOf && earlier.every((from) => each.due < from),
    );
    if ((ended !== undefined) !== (enders.length > 0 && due)) return `${running.key}: whether it is ended`;
    if (ended && !enders.some(({ key }) => key === ended.by)) return `${running.key} is ended by ${ended.by}`;
  }
  return undefined;
}
