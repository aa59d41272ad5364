import type { Facts, FeelValue, ListFact } from "@wutong/feel";
import type { Day, Truth } from "@wutong/kernel";
import { type Judged, judge } from "../decide/judge.ts";
import { leavesBehind, truthOf } from "../decide/truth-tree.ts";
import { type Chance, chanceOf } from "./chance-to-settle.ts";
import { joinReads, type Reads } from "./reads.ts";
import type { Watched, WatchedPolicy } from "./watched-policy.ts";

/** How much of a policy each fact that it still needs would settle, from 0 to 1. */
export type Wishes = ReadonlyMap<string, number>;

/** Whether asking a fact (of a list: these fields) would bring anything. */
export type IsOpen = (fact: string, fields: ReadonlySet<string>) => boolean;

/** Of a policy that is decided but for its sum, its dates, or what would be one step: less than an outcome is worth. */
const WORTH = { outcome: 1, amount: 0.5, rest: 0.3, step: 0.2, claim: 0.6, later: 0.02 } as const;

/** Empty when nothing that could be asked changes what the policy says, its sums, dates and steps included. */
export function wishesOf(watched: WatchedPolicy, facts: Facts, asOf: Day, isOpen: IsOpen): Wishes {
  const { claim, policy } = watched;
  const wishes = new Map<string, number>();
  const add = (fact: string, gain: number) => wishes.set(fact, Math.max(wishes.get(fact) ?? 0, gain));
  if (!claim) {
    collect({ watched, facts: { ...facts, asOf }, isOpen, add });
    return wishes;
  }
  const fields = watched.reads.get(claim.list.name) ?? new Set();
  if (isOpen(claim.list.name, fields)) {
    add(claim.list.name, WORTH.claim);
    return wishes;
  }
  const rows = (facts[claim.list.name] as ListFact | undefined)?.rows ?? [];
  for (const row of rows) {
    collect({ watched, facts: { ...facts, asOf, [policy.envelope.subject]: row as FeelValue }, isOpen, add });
  }
  return wishes;
}

type Collecting = {
  readonly watched: WatchedPolicy;
  readonly facts: Facts;
  readonly isOpen: IsOpen;
  readonly add: (fact: string, gain: number) => void;
};

function collect(collecting: Collecting): void {
  const { watched, facts } = collecting;
  const judged = judge(watched.policy, facts);
  if (judged.outcome === "notEntitled") {
    if (judged.amount.state !== "noRow") wishForSteps(collecting, judged);
    return;
  }
  const left = wishForTruth(collecting, judged.truths, WORTH.outcome);
  // Where nothing that could be asked settles the conditions, the sum is told as it would be.
  const decided = judged.root === true || left === 0;
  if (judged.amount.state === "unknown") wishFor(collecting, watched.amount, decided ? WORTH.amount : WORTH.later);
  if (judged.keyDate === null) wishFor(collecting, [watched.keyDate], decided ? WORTH.amount : WORTH.later);
  if (decided) wishFor(collecting, watched.rest, WORTH.rest);
}

/** Refused for one thing that can be mended: whether that is all that is missing may still hang on what is unknown. */
function wishForSteps(collecting: Collecting, { truths }: Judged): void {
  const { policy, conditions } = collecting.watched;
  for (const [index, { remedy }] of conditions.entries()) {
    if (!remedy || truths[index] !== false) continue;
    const mendable = remedy.expression.evaluate(collecting.facts);
    const mended = truths.map((truth, each) => (each === index ? true : truth));
    const root = truthOf(policy.tree, mended);
    if (mendable === false || root === false) continue;
    if (mendable === null) wishFor(collecting, [remedy], WORTH.step);
    wishForTruth(collecting, mended, WORTH.step);
  }
}

/** What would settle the tree, each fact by how likely it does: a condition that it alone decides holds or fails alike. Returns how many facts. */
function wishForTruth(collecting: Collecting, truths: readonly Truth[], worth: number): number {
  const { watched, add } = collecting;
  const { tree } = watched.policy;
  const open = new Map<number, readonly string[]>();
  for (const index of leavesBehind(tree, truths, null)) {
    const condition = watched.conditions[index];
    if (condition) open.set(index, openFacts(collecting, condition.reads));
  }
  const facts = new Set([...open.values()].flat());
  for (const fact of facts) {
    const { yes, no } = chanceOf(tree, (index) => {
      const truth = truths[index] ?? null;
      if (truth !== null) return truth ? YES : NO;
      const lacking = open.get(index) ?? [];
      return lacking.includes(fact) ? { yes: 0.5 / lacking.length, no: 0.5 / lacking.length } : UNKNOWN;
    });
    add(fact, worth * Math.max(yes + no, WORTH.later));
  }
  return facts.size;
}

const YES: Chance = { yes: 1, no: 0 };
const NO: Chance = { yes: 0, no: 1 };
const UNKNOWN: Chance = { yes: 0, no: 0 };

/** The facts that unknown expressions still lack. */
function wishFor(collecting: Collecting, expressions: readonly Watched[], worth: number): void {
  const unknown = expressions.filter(({ expression }) => expression.evaluate(collecting.facts) === null);
  const facts = openFacts(collecting, joinReads(unknown.map(({ reads }) => reads)));
  for (const fact of facts) collecting.add(fact, worth / facts.length);
}

function openFacts({ isOpen }: Collecting, reads: Reads): readonly string[] {
  return [...reads].flatMap(([fact, fields]) => (isOpen(fact, fields) ? [fact] : []));
}
