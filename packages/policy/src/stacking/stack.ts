import { type Day, type Fen, partsOfDay } from "@wutong/kernel";
import type { Grant, LostReason, StackedBenefits, TakenBenefit } from "./grant.ts";
import { conflictBetween, ends } from "./relations.ts";

/** 2^12 sets and their prefixes are 8,191 nodes: the bound is far above what 12 benefits need. */
const NODES_MAX = 200_000;

type Search = {
  readonly grants: readonly Grant[];
  readonly taken: readonly TakenBenefit[];
  readonly asOf: Day;
  readonly conflicts: readonly (readonly boolean[])[];
  /** The most that the grants from an index on could still add. */
  readonly tail: readonly bigint[];
  best: bigint;
  bestSet: readonly number[];
  nodes: number;
};

/**
 * The lawful set of benefits with the highest value: money already paid (fixed) plus the instalments due under that
 * set, nominal in fen, from the earliest dates. Equal values: the earlier clause wins. A grant that would bring
 * nothing under the set is left out of it.
 */
export function stack(grants: readonly Grant[], alreadyTaken: readonly TakenBenefit[], asOf: Day): StackedBenefits {
  const ordered = [...grants].sort((a, b) => a.rank - b.rank || compareKeys(a.key, b.key));
  const open = ordered.filter((grant) => mayBeTaken(grant, alreadyTaken, asOf));
  const search: Search = {
    grants: open,
    taken: alreadyTaken,
    asOf,
    conflicts: open.map((a) => open.map((b) => a !== b && bothWays(a, b))),
    tail: tailsOf(open),
    best: valueUnder([], alreadyTaken, asOf),
    bestSet: [],
    nodes: 0,
  };
  descend(search, 0, []);
  const chosen = search.bestSet.map((index) => open[index]).filter((grant) => grant !== undefined);
  const paid = alreadyTaken.reduce<bigint>((sum, each) => sum + each.paidFen, 0n);
  return {
    chosen: chosen.map((grant) => grant.key),
    valueFen: (search.best + paid) as Fen,
    lost: ordered.filter((grant) => !chosen.includes(grant)).map((grant) => whyLost(grant, chosen, alreadyTaken, asOf)),
    endsRunning: endedRunning(chosen, alreadyTaken, asOf),
    exact: search.nodes < NODES_MAX,
  };
}

/** Includes before it leaves out, so that of equal sets the one with the earlier clauses is met first and kept. */
function descend(search: Search, index: number, set: readonly number[]): void {
  search.nodes += 1;
  if (search.nodes >= NODES_MAX) return;
  const chosen = set.map((each) => search.grants[each]).filter((grant) => grant !== undefined);
  const value = valueUnder(chosen, search.taken, search.asOf);
  if (index === search.grants.length) {
    if (value > search.best) {
      search.best = value;
      search.bestSet = set;
    }
    return;
  }
  if (value + (search.tail[index] ?? 0n) <= search.best) return;
  if (mayJoin(search, index, set, chosen)) descend(search, index + 1, [...set, index]);
  descend(search, index + 1, set);
}

function mayJoin(search: Search, index: number, set: readonly number[], chosen: readonly Grant[]): boolean {
  const grant = search.grants[index];
  if (!grant || set.some((other) => search.conflicts[index]?.[other])) return false;
  const together = [...chosen, grant];
  return (
    withinYear(together, search) && together.every((each) => dueUnder(each, together, search.taken, search.asOf) > 0n)
  );
}

function withinYear(set: readonly Grant[], { taken, asOf }: Pick<Search, "taken" | "asOf">): boolean {
  return set.every((grant) => {
    const limit = grant.stacking.perYear;
    if (!limit) return true;
    const same = set.filter((other) => other.policyId === grant.policyId).length;
    return same + countedThisYear(grant, taken, asOf) <= limit.max;
  });
}

/** The register and the commitments tell of the same benefits, at different times: the larger count holds. */
function countedThisYear(grant: Grant, taken: readonly TakenBenefit[], asOf: Day): number {
  const { year } = partsOfDay(asOf);
  const committed = taken.filter((each) => each.policyId === grant.policyId && partsOfDay(each.from).year === year);
  return Math.max(grant.alreadyThisYear ?? 0, committed.length);
}

/** What is due under a set: of the grants in it, and of what is running already. */
function valueUnder(set: readonly Grant[], taken: readonly TakenBenefit[], asOf: Day): bigint {
  let sum = 0n;
  for (const grant of set) sum += dueUnder(grant, set, taken, asOf);
  for (const each of taken) sum += dueUnder(each, set, taken, asOf);
  return sum;
}

function dueUnder(
  benefit: Grant | TakenBenefit,
  set: readonly Grant[],
  taken: readonly TakenBenefit[],
  asOf: Day,
): bigint {
  const end = endOf(benefit, set, taken, asOf);
  let sum = 0n;
  for (const each of benefit.instalments) if (each.due < end) sum += each.amountFen;
  return sum;
}

/** The first day from which another benefit stops this one. */
function endOf(
  benefit: Grant | TakenBenefit,
  set: readonly Grant[],
  taken: readonly TakenBenefit[],
  asOf: Day,
): number {
  let end = Number.POSITIVE_INFINITY;
  for (const each of taken) if (ends(each, benefit)) end = Math.min(end, each.from);
  for (const each of set) if (ends(each, benefit)) end = Math.min(end, asOf);
  return end;
}

function mayBeTaken(grant: Grant, taken: readonly TakenBenefit[], asOf: Day): boolean {
  return whyBarred(grant, taken, asOf) === null;
}

function whyBarred(
  grant: Grant,
  taken: readonly TakenBenefit[],
  asOf: Day,
): { why: LostReason; by?: TakenBenefit } | null {
  if (grant.instalments.length === 0) return { why: "nothingLeft" };
  for (const by of taken) {
    const why = conflictBetween(grant, by);
    if (why) return { why, by };
  }
  if (!withinYear([grant], { taken, asOf })) return { why: "yearLimit" };
  if (dueUnder(grant, [grant], taken, asOf) > 0n) return null;
  const by = taken.find((each) => ends(each, grant));
  return by ? { why: "endedBy", by } : { why: "nothingLeft" };
}

function bothWays(a: Grant, b: Grant): boolean {
  return conflictBetween(a, b) !== null || conflictBetween(b, a) !== null;
}

function whyLost(
  grant: Grant,
  chosen: readonly Grant[],
  taken: readonly TakenBenefit[],
  asOf: Day,
): StackedBenefits["lost"][number] {
  const lostTo = (why: LostReason, to: Grant | TakenBenefit | undefined) => ({
    key: grant.key,
    toPolicy: to?.policyId ?? null,
    toKey: to?.key ?? null,
    why,
  });
  const barred = whyBarred(grant, taken, asOf);
  if (barred) return lostTo(barred.why, barred.by);
  for (const other of chosen) {
    const why = conflictBetween(grant, other) ?? conflictBetween(other, grant);
    if (why) return lostTo(why, other);
  }
  const ender = chosen.find((other) => ends(other, grant));
  if (ender) return lostTo("endedBy", ender);
  const ended = [...chosen, ...taken].find((other) => ends(grant, other));
  if (ended) return lostTo("wouldEnd", ended);
  return lostTo(
    "yearLimit",
    chosen.find((other) => other.policyId === grant.policyId),
  );
}

function endedRunning(
  chosen: readonly Grant[],
  taken: readonly TakenBenefit[],
  asOf: Day,
): StackedBenefits["endsRunning"] {
  return taken.flatMap((running) => {
    const by = chosen.find((grant) => ends(grant, running));
    const stillDue = running.instalments.some((each) => each.due >= asOf);
    return by && stillDue ? [{ key: running.key, by: by.key, from: asOf }] : [];
  });
}

function tailsOf(grants: readonly Grant[]): readonly bigint[] {
  const tail: bigint[] = new Array<bigint>(grants.length + 1).fill(0n);
  for (let index = grants.length - 1; index >= 0; index -= 1) {
    const whole = grants[index]?.instalments.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) ?? 0n;
    tail[index] = (tail[index + 1] ?? 0n) + whole;
  }
  return tail;
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
