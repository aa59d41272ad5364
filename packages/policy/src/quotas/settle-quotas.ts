import type { Day, Fen } from "@wutong/kernel";
import type { Grant, StackedBenefits, TakenBenefit } from "../stacking/grant.ts";
import { stack } from "../stacking/stack.ts";
import type { QuotaCandidate } from "./order-candidates.ts";
import { type Asking, type Line, type LineName, linesOf, type PolicyInLine } from "./quota-lines.ts";

/** A person (or household) with all that they could take now. */
export type PersonInLine = {
  readonly key: string;
  readonly grants: readonly Grant[];
  readonly taken: readonly TakenBenefit[];
  /** By the grant's key: what the line of its policy orders by. A grant that is not here confirmed first of all. */
  readonly asks: Readonly<Record<string, Omit<QuotaCandidate, "key">>>;
};

export type SettledPerson = {
  readonly key: string;
  /** The best lawful set of what they can get a place and money for. */
  readonly stacked: StackedBenefits;
  /** What they would take if they were let in; `place` is theirs in the queue of the line. */
  readonly waiting: readonly { readonly grant: string; readonly line: LineName; readonly place: number }[];
};

export type SettledQuotas = {
  /** By key. */
  readonly people: readonly SettledPerson[];
  /** How often all lines were drawn. */
  readonly rounds: number;
  /** How many were let in again because others who stood before them took something else in the end. */
  readonly letIn: number;
  /** How often anybody's benefits were stacked. */
  readonly stackings: number;
};

/**
 * Stacks everybody, draws the lines, takes from those who wait the grant that they wait for and stacks them again, until nobody
 * takes what they can't get. Who waits is barred from nothing else. Then places and money left over, because somebody before took
 * another benefit after all, go to those who wait, in their order. The result doesn't depend on the order of people or policies.
 *
 * It ends, and nobody with a place or money comes after somebody who waits for it (but for reserves): a line's bar only ever rises
 * in the first part, over everyone behind one who was refused; in the second nobody is barred, and people are let in only in the
 * order of the line and where all who then ask get in everywhere. `leftFen` is what is left of each line of money; without it a
 * line has the year's sum that its policy states.
 */
export function settleQuotas(
  people: readonly PersonInLine[],
  policies: readonly PolicyInLine[],
  at: { readonly asOf: Day; readonly leftFen?: ReadonlyMap<string, Fen> },
): SettledQuotas {
  const sorted = people.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const asking = sorted.flatMap(askingOf);
  const lines = linesOf(policies, asking, { asOf: at.asOf, leftFen: at.leftFen ?? new Map() });
  const byGrant = indexed(asking);
  const town: Town = { people: sorted, byGrant, lines, asOf: at.asOf, sets: [], wishes: new Map(), stackings: 0 };
  for (const index of sorted.keys()) restack(town, index);
  const rounds = barUntilAllFit(town);
  const letIn = letInWhoCan(town);
  const queues = queuesOf(town);
  return {
    people: sorted.map(({ key }, index) => ({ key, stacked: setOf(town, index), waiting: queues.get(index) ?? [] })),
    rounds,
    letIn,
    stackings: town.stackings,
  };
}

type Town = {
  readonly people: readonly PersonInLine[];
  /** By person, then by the grant's key. */
  readonly byGrant: ReadonlyMap<number, ReadonlyMap<string, Asking>>;
  readonly lines: readonly Line[];
  readonly asOf: Day;
  /** What each person takes as the bars stand. */
  readonly sets: StackedBenefits[];
  /** By asking: whether they would take it if they were let in, as the bars stand. */
  readonly wishes: Map<string, boolean>;
  stackings: number;
};

function askingOf(person: PersonInLine, index: number): readonly Asking[] {
  return person.grants.map((grant) => {
    // The certificate stands behind the policy's id in the grant's key: two certificates of one person are two candidates.
    const key = `${person.key}${grant.key.startsWith(grant.policyId) ? grant.key.slice(grant.policyId.length) : ` ${grant.key}`}`;
    const candidate = { confirmed: 0, ...person.asks[grant.key], key };
    return { id: `${person.key} ${grant.key}`, person: index, grant, candidate };
  });
}

function indexed(asking: readonly Asking[]): Town["byGrant"] {
  const people = new Map<number, Map<string, Asking>>();
  for (const each of asking) {
    const grants = people.get(each.person) ?? new Map<string, Asking>();
    people.set(each.person, grants.set(each.grant.key, each));
  }
  return people;
}

/** Draws all lines and bars whoever was refused, and everybody behind them; as long as somebody is. Returns how often. */
function barUntilAllFit(town: Town): number {
  for (let rounds = 1; ; rounds += 1) {
    const refused = refusedNow(town);
    if (refused.length === 0) return rounds;
    const touched = new Set<number>();
    for (const { line, ids } of refused) for (const each of barBehind(line, ids)) touched.add(each.person);
    for (const person of touched) restack(town, person);
  }
}

/** Money is asked for only by those who have their places. */
function refusedNow(town: Town): readonly { readonly line: Line; readonly ids: readonly string[] }[] {
  const asks = chosenIds(town);
  const refused: { line: Line; ids: readonly string[] }[] = [];
  for (const line of town.lines) {
    const ids = line.refused(asks);
    for (const id of ids) asks.delete(id);
    if (ids.length > 0) refused.push({ line, ids });
  }
  return refused;
}

function barBehind(line: Line, ids: readonly string[]): readonly Asking[] {
  const wasRefused = new Set(ids);
  const ahead: Asking[] = [];
  return line.ordered.filter((each) => {
    const behind = ahead.some((earlier) => line.goesBefore(earlier, each));
    if (!behind && !wasRefused.has(each.id)) return false;
    // Whoever stands behind one of these stands behind the one before them too.
    if (!behind) ahead.push(each);
    if (line.barred.has(each.id)) return false;
    line.barred.add(each.id);
    return true;
  });
}

/** Lets in who waits where that leaves everybody else what they have. Returns how many were. */
function letInWhoCan(town: Town): number {
  let count = 0;
  while (town.lines.some((line) => letInNext(town, line))) count += 1;
  return count;
}

/** Down one line: the first that can be let in without passing by another who waits. */
function letInNext(town: Town, line: Line): boolean {
  if (line.barred.size === 0) return false;
  const passedBy: Asking[] = [];
  for (const each of line.ordered) {
    if (!line.barred.has(each.id) || passedBy.some((earlier) => line.goesBefore(earlier, each))) continue;
    if (!wouldTake(town, each)) continue;
    if (letIn(town, each)) return true;
    passedBy.push(each);
  }
  return false;
}

/** Opens every line for one who waits, and for those before them there who don't want it now; undone where somebody is then refused. */
function letIn(town: Town, asking: Asking): boolean {
  const opened = town.lines
    .filter((line) => line.barred.has(asking.id))
    .map((line) => ({ line, these: [asking, ...barredAhead(line, asking)] }));
  if (
    opened.some(
      ({ line, these }) => line.uncertain.has(asking.id) || these.slice(1).some((each) => wouldTake(town, each)),
    )
  )
    return false;
  const touched = [...new Set(opened.flatMap(({ these }) => these.map((each) => each.person)))];
  const before = touched.map((person) => ({ person, set: setOf(town, person) }));
  for (const { line, these } of opened) for (const each of these) line.barred.delete(each.id);
  for (const person of touched) restack(town, person);
  if (refusedNow(town).length === 0) {
    town.wishes.clear();
    return true;
  }
  for (const { line, these } of opened) for (const each of these) line.barred.add(each.id);
  for (const { person, set } of before) town.sets[person] = set;
  return false;
}

function barredAhead(line: Line, asking: Asking): readonly Asking[] {
  const ahead = line.ordered.slice(0, line.positions.get(asking.id) ?? 0);
  return ahead.filter((each) => line.barred.has(each.id) && line.goesBefore(each, asking));
}

function restack(town: Town, person: number): void {
  town.sets[person] = stackWith(town, person);
}

/** The best set of what isn't barred, and of one more thing. */
function stackWith(town: Town, person: number, more?: Asking): StackedBenefits {
  town.stackings += 1;
  const grants = town.people[person]?.grants ?? [];
  const allowed = grants.filter((grant) => {
    const asking = town.byGrant.get(person)?.get(grant.key);
    return asking === more || !asking || !town.lines.some((line) => line.barred.has(asking.id));
  });
  return stack(allowed, town.people[person]?.taken ?? [], town.asOf);
}

function wouldTake(town: Town, asking: Asking): boolean {
  const known = town.wishes.get(asking.id);
  if (known !== undefined) return known;
  const takes = stackWith(town, asking.person, asking).chosen.includes(asking.grant.key);
  town.wishes.set(asking.id, takes);
  return takes;
}

function chosenIds(town: Town): Set<string> {
  const ids = new Set<string>();
  for (const [person, set] of town.sets.entries()) {
    for (const key of set.chosen) {
      const asking = town.byGrant.get(person)?.get(key);
      if (asking) ids.add(asking.id);
    }
  }
  return ids;
}

function queuesOf(town: Town): ReadonlyMap<number, SettledPerson["waiting"]> {
  const queues = new Map<number, SettledPerson["waiting"][number][]>();
  for (const line of town.lines) {
    const queue = line.ordered.filter((each) => line.barred.has(each.id) && wouldTake(town, each));
    for (const [index, { person, grant }] of queue.entries()) {
      const mine = queues.get(person) ?? [];
      mine.push({ grant: grant.key, line: line.name, place: index + 1 });
      queues.set(person, mine);
    }
  }
  return queues;
}

function setOf(town: Town, person: number): StackedBenefits {
  const set = town.sets[person];
  if (!set) throw new Error("a person was never stacked");
  return set;
}
