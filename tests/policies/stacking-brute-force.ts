import type { Day, Fen } from "@wutong/kernel";
import type { Grant, TakenBenefit } from "@wutong/policy";

/**
 * The best lawful set by trying every one, written from the words of docs/reference/stacking.md and sharing nothing with
 * the optimiser but its types. Slow, and meant to be read beside the words.
 */
export type BestSet = {
  readonly keys: readonly string[];
  readonly valueFen: Fen;
  /** What each of the set pays. */
  readonly dues: ReadonlyMap<string, bigint>;
};

export type StackCase = {
  readonly grants: readonly Grant[];
  readonly taken: readonly TakenBenefit[];
  readonly asOf: Day;
};

export function bestByTryingAll({ grants, taken, asOf }: StackCase): BestSet {
  const inOrder = [...grants].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const enemies = inOrder.map((a) =>
    inOrder.reduce((bits, b, at) => (a !== b && clash(a, b) ? bits | (1 << at) : bits), 0),
  );
  const barred = inOrder.reduce((bits, a, at) => (taken.some((b) => clashTaken(a, b)) ? bits | (1 << at) : bits), 0);
  const world = worldOf({ grants: inOrder, taken, asOf });
  let best = account([], world);
  let bestBits = 0;
  // A set may stand when it may stand without its last member, and that one is no enemy of the others.
  const mayStand = new Uint8Array(1 << inOrder.length);
  mayStand[0] = 1;
  for (let bits = 1; bits < 1 << inOrder.length; bits += 1) {
    const last = 31 - Math.clz32(bits);
    if (mayStand[bits ^ (1 << last)] === 0 || bits & barred || bits & (enemies[last] ?? 0)) continue;
    mayStand[bits] = 1;
    const set = inOrder.filter((_, at) => bits & (1 << at));
    if (overYearLimit(set, taken, asOf)) continue;
    const found = account(set, world);
    if (set.some((each) => found.dues.get(each) === 0n)) continue;
    if (found.value < best.value) continue;
    if (found.value === best.value && found.stopped > best.stopped) continue;
    if (found.value === best.value && found.stopped === best.stopped && !earlier(bits, bestBits)) continue;
    best = found;
    bestBits = bits;
  }
  return {
    keys: inOrder.filter((_, at) => bestBits & (1 << at)).map(({ key }) => key),
    valueFen: best.value as Fen,
    dues: new Map([...best.dues].map(([{ key }, fen]) => [key, fen])),
  };
}

/** At the first place where they differ, the earlier set has the grant. */
function earlier(bits: number, than: number): boolean {
  const different = bits ^ than;
  return (bits & different & -different) !== 0;
}

type Side = Grant | TakenBenefit;
type Account = { readonly value: bigint; readonly stopped: number; readonly dues: ReadonlyMap<Grant, bigint> };

/** What doesn't change from set to set: the days, and who stops whom, looked up once. */
type World = {
  readonly taken: readonly TakenBenefit[];
  readonly asOf: Day;
  readonly parts: Left;
  readonly stoppers: ReadonlyMap<Side, readonly Side[]>;
};

function worldOf({ grants, taken, asOf }: StackCase): World {
  const all: readonly Side[] = [...taken, ...grants];
  return {
    ...{ taken, asOf },
    parts: new Map(all.map((each) => [each, partsOf(each, asOf)])),
    stoppers: new Map(all.map((each) => [each, all.filter((other) => stops(other, each))])),
  };
}

/** Everything that is paid under a set: the five steps, one after the other. */
function account(set: readonly Grant[], { taken, asOf, parts, stoppers }: World): Account {
  const here: readonly Side[] = [...taken, ...set];
  // 1. What another one ends is not paid from that day on; what was due before today is due today.
  const left = new Map<Side, readonly Part[]>();
  let stopped = 0;
  for (const each of here) {
    const all = parts.get(each) ?? [];
    const enders = (stoppers.get(each) ?? []).filter((other) => here.includes(other));
    if (enders.length === 0) {
      left.set(each, all);
      continue;
    }
    const before = (those: readonly Side[]) =>
      all.filter(({ day }) => those.every((other) => day < startOf(other, asOf)));
    left.set(each, before(enders));
    if (!("from" in each)) continue;
    if (sum(before(enders.filter((other) => "from" in other))) > sum(left.get(each) ?? [])) stopped += 1;
  }
  // 2. Months that are counted together run out.
  const amounts = new Map<Grant, bigint>();
  for (const grant of set) amounts.set(grant, amountWithinMonths(grant, set, taken, left));
  // 3. What was paid before is deducted.
  for (const grant of set) {
    if (grant.stacking.deducts.length === 0) continue;
    const before = here.filter((other) => names(grant.stacking.deducts, grant, other));
    const paid = before.map((other) => paidOf(other) + sum((left.get(other) ?? []).filter(({ day }) => day < asOf)));
    amounts.set(grant, atLeastNothing((amounts.get(grant) ?? 0n) - total(paid)));
  }
  // 4. A group that tops up never pays more than its best.
  for (const grant of toppedUp(set, taken, left, amounts)) amounts.set(grant[0], grant[1]);
  // 5. A joint cap lets the earlier clause go first.
  for (const grant of set) {
    if (!grant.jointCap) continue;
    const { group, capFen } = grant.jointCap;
    const standing = taken.filter((each) => each.stacking.jointCap?.group === group && each.home === grant.home);
    const ahead = set
      .slice(0, set.indexOf(grant))
      .filter((each) => each.jointCap?.group === group && each.home === grant.home);
    const used =
      total(standing.map((each) => paidOf(each) + sum(left.get(each) ?? []))) +
      total(ahead.map((each) => amounts.get(each) ?? 0n));
    const room = atLeastNothing(capFen - used);
    const amount = amounts.get(grant) ?? 0n;
    amounts.set(grant, amount < room ? amount : room);
  }
  const standing = total(taken.map((each) => paidOf(each) + sum(left.get(each) ?? [])));
  return { value: standing + total(amounts.values()), stopped, dues: amounts };
}

function startOf(each: Side, asOf: Day): number {
  return "from" in each ? each.from : asOf;
}

type Part = { readonly day: number; readonly fen: bigint; readonly months: number };
type Left = ReadonlyMap<Side, readonly Part[]>;

function partsOf(each: Side, asOf: Day): readonly Part[] {
  return each.instalments.map(({ due, amountFen, months }) => ({
    day: "from" in each || due > asOf ? due : asOf,
    fen: amountFen,
    months: months ?? 0,
  }));
}

function amountWithinMonths(grant: Grant, set: readonly Grant[], taken: readonly TakenBenefit[], left: Left): bigint {
  const group = grant.stacking.combined?.group;
  if (group === undefined) return sum(left.get(grant) ?? []);
  const mates = set.filter((each) => each.stacking.combined?.group === group && each.person === grant.person);
  const before = taken.filter((each) => each.stacking.combined?.group === group && each.person === grant.person);
  let count = before.reduce(
    (months, each) =>
      months + (each.paidMonths ?? 0) + (left.get(each) ?? []).reduce((all, part) => all + part.months, 0),
    0,
  );
  const line = mates
    .flatMap((each, place) => (left.get(each) ?? []).map((part) => ({ ...part, each, place })))
    .sort((a, b) => a.day - b.day || a.place - b.place);
  let amount = 0n;
  for (const { each, fen, months } of line) {
    const room = Math.max(0, (each.stacking.combined?.months ?? 0) - count);
    const counted = Math.min(months, room);
    count += counted;
    if (each === grant) amount += months === counted ? fen : halfUp(fen * BigInt(counted), BigInt(months));
  }
  return amount;
}

function halfUp(dividend: bigint, divisor: bigint): bigint {
  const whole = dividend / divisor;
  return (dividend - whole * divisor) * 2n >= divisor ? whole + 1n : whole;
}

/** The best goes first; nobody gets what would bring the group above the best of all its members. */
function toppedUp(
  set: readonly Grant[],
  taken: readonly TakenBenefit[],
  left: Left,
  amounts: ReadonlyMap<Grant, bigint>,
): readonly (readonly [Grant, bigint])[] {
  const given: (readonly [Grant, bigint])[] = [];
  if (set.every(({ stacking }) => stacking.topUp === undefined)) return given;
  const worth = (grant: Grant) => amounts.get(grant) ?? 0n;
  const bestFirst = [...set].sort((a, b) => (worth(b) > worth(a) ? 1 : worth(b) < worth(a) ? -1 : 0));
  for (const grant of bestFirst) {
    const group = grant.stacking.topUp;
    if (group === undefined) continue;
    const mate = (each: Side) => each.stacking.topUp === group && each.person === grant.person;
    const standing = taken.filter(mate).map((each) => paidOf(each) + sum(left.get(each) ?? []));
    const most = [...standing, ...set.filter(mate).map(worth)].reduce((a, b) => (a > b ? a : b), 0n);
    const already = total(standing) + total(given.filter(([each]) => mate(each)).map(([, fen]) => fen));
    const room = atLeastNothing(most - already);
    given.push([grant, worth(grant) < room ? worth(grant) : room]);
  }
  return given;
}

/** Whether two that could be taken now may not be taken together. */
function clash(a: Grant, b: Grant): boolean {
  return once(a, b) || apart(a, b) || barsLower(a, b) || barsLower(b, a);
}
function clashTaken(grant: Grant, taken: TakenBenefit): boolean {
  return once(grant, taken) || apart(grant, taken) || barsLower(grant, taken);
}

function once(a: Side, b: Side): boolean {
  if (a.benefit !== b.benefit) return false;
  const says = (word: string) => a.stacking.oncePer === word || b.stacking.oncePer === word;
  if (says("household")) return true;
  if ((a.stacking.oncePerHome || b.stacking.oncePerHome) && a.home && a.home === b.home) return true;
  if (a.person !== b.person) return false;
  return says("person") || (says("occupationAndLevel") && alike(a, b));
}

function apart(a: Side, b: Side): boolean {
  if (a.person !== b.person) return false;
  if (a.stacking.chooseOne && a.stacking.chooseOne === b.stacking.chooseOne) return true;
  const field = a.stacking.oneJurisdiction;
  if (field && field === b.stacking.oneJurisdiction && a.office !== b.office) return true;
  const named = a.stacking.notWith.includes(b.benefit) || b.stacking.notWith.includes(a.benefit);
  const elsewhere = a.certificate && b.certificate && !alike(a, b) && a.certificate.key !== b.certificate.key;
  return named && !elsewhere;
}

function alike(a: Side, b: Side): boolean {
  const [x, y] = [a.certificate, b.certificate];
  return x !== undefined && y !== undefined && x.occupation === y.occupation && x.level === y.level;
}

/** "1" is the highest level, "5" the lowest. */
function barsLower(lower: Grant, higher: Side): boolean {
  const [low, high] = [lower.certificate, higher.certificate];
  if (!lower.stacking.higherBarsLower || lower.benefit !== higher.benefit || lower.person !== higher.person)
    return false;
  return low !== undefined && high !== undefined && low.occupation === high.occupation && high.level < low.level;
}

function overYearLimit(set: readonly Grant[], taken: readonly TakenBenefit[], asOf: Day): boolean {
  return set.some((grant) => {
    if (!grant.stacking.perYear) return false;
    const same = (each: Side) => each.policyId === grant.policyId && each.person === grant.person;
    const thisYear = taken.filter((each) => same(each) && yearOf(each.from) === yearOf(asOf)).length;
    const counted = Math.max(thisYear, grant.alreadyThisYear ?? 0);
    return counted + set.filter(same).length > grant.stacking.perYear.max;
  });
}

export function stops(ender: Side, ended: Side): boolean {
  return names(ender.stacking.ends, ender, ended) || names(ender.stacking.deducts, ender, ended);
}

export function names(list: readonly string[], one: Side, other: Side): boolean {
  return one.key !== other.key && one.person === other.person && list.includes(other.benefit);
}

function paidOf(each: Side): bigint {
  return "paidFen" in each ? each.paidFen : 0n;
}
function sum(parts: readonly Part[]): bigint {
  let all = 0n;
  for (const { fen } of parts) all += fen;
  return all;
}
function total(sums: Iterable<bigint>): bigint {
  let all = 0n;
  for (const each of sums) all += each;
  return all;
}
function atLeastNothing(fen: bigint): bigint {
  return fen > 0n ? fen : 0n;
}
function yearOf(day: Day): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}
