import { type CompiledPolicy, createMaskDecider, type MaskDecision } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";
import { createRandom } from "../random.ts";
import type { Person } from "../random-people.ts";
import { supplyFact } from "../supply-fact.ts";
import { AS_OF, randomPeople } from "./people.ts";
import { randomPolicy } from "./random-policy.ts";

export type LawReport = {
  /** Facts supplied, one a step, each followed by a decision. */
  readonly steps: number;
  /** Conditions and outcomes that were definite before a step, and held. */
  readonly held: number;
  /** Outcomes that a step settled. */
  readonly settled: number;
  readonly broken: readonly LawBroken[];
};

export type LawBroken = {
  readonly what: string;
  readonly policy: string;
  readonly before: Person;
  readonly after: Person;
};

const PEOPLE_PER_POLICY = 40;
const STEPS_PER_PERSON = 12;

/**
 * More knowledge never flips a definite answer: facts are supplied one by one to random people under random policies, and
 * after each the outcome, every condition and the amount must be what they were, unless they were unknown.
 */
export function runLaw({ seed, steps }: { readonly seed: number; readonly steps: number }): LawReport {
  const random = createRandom(seed);
  const report = { steps: 0, held: 0, settled: 0, broken: [] as LawBroken[] };
  while (report.steps < steps && report.broken.length === 0) {
    const made = randomPolicy(random, ["person"]);
    if (!made) continue;
    const decide = deciderOf(made.policy);
    const conditions = made.policy.conditions.length;
    for (const person of randomPeople(PEOPLE_PER_POLICY, random)) {
      let [facts, before] = [person, decide(person)];
      for (let step = 0; step < STEPS_PER_PERSON; step += 1) {
        const more = supplyFact(parityScope, facts, random);
        if (!more) break;
        const known = { ...more, asOf: AS_OF };
        const after = decide(known);
        const what = flipped(before, after);
        if (what) report.broken.push({ what, policy: made.text, before: facts, after: known });
        report.steps += 1;
        report.held += (before.outcome === 1 ? 0 : 1) + conditions - bitsIn(before.unknown);
        report.settled += before.outcome === 1 && after.outcome !== 1 ? 1 : 0;
        [facts, before] = [known, after];
      }
    }
  }
  return report;
}

function deciderOf(policy: CompiledPolicy): (person: Person) => MaskDecision {
  const decide = createMaskDecider([policy], AS_OF);
  return (person) => {
    const decisions: MaskDecision[] = [];
    decide(person, (decision) => decisions.push({ ...decision }));
    const [only] = decisions;
    if (!only) throw new Error("a policy about a person gave no decision");
    return only;
  };
}

/** What definite answer became another; undefined when none did. */
export function flipped(before: MaskDecision, after: MaskDecision): string | undefined {
  if (before.outcome !== 1 && after.outcome !== before.outcome) return `outcome ${before.outcome} → ${after.outcome}`;
  if ((before.met & ~after.met) !== 0) return "a condition that was met";
  const [failed, nowFailed] = [~(before.met | before.unknown), ~(after.met | after.unknown)];
  if ((failed & ~nowFailed) !== 0) return "a condition that was not met";
  if (before.amountFen === null || after.outcome === 0 || after.amountFen === before.amountFen) return undefined;
  return `amount ${before.amountFen} → ${after.amountFen}`;
}

function bitsIn(mask: number): number {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
}
