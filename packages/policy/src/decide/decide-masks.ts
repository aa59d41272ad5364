import { type Facts, type FeelValue, toClosures } from "@wutong/feel";
import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { findAmount, outcomeOf } from "./judge.ts";
import { truthOfMasks } from "./truth-tree.ts";

/** Outcomes as columns carry them. */
export const OUTCOME_CODES = { notEntitled: 0, possible: 1, entitled: 2 } as const;

/** A decision for one of many people: bit i stands for condition i; a condition in neither mask is not met. */
export type MaskDecision = {
  readonly outcome: 0 | 1 | 2;
  readonly met: number;
  readonly unknown: number;
  /** The remediable conditions of which each alone would make the root true. */
  readonly steps: number;
  /** Null while unknown, or when not entitled. */
  readonly amountFen: bigint | null;
};

/**
 * The fast path for many people: the same three-valued answer as `decide`, with the reasons as masks and without words
 * and plan. The facts carry `asOf` (and `certificate`).
 */
export function createMaskDecider(policy: CompiledPolicy): (facts: Facts) => MaskDecision {
  const test = toClosures(policy.conditions.map((each) => each.test.feel));
  const truths: FeelValue[] = policy.conditions.map(() => null);
  const root = truthOfMasks(policy.tree);
  const stepsOf = stepFinder(policy, root);
  return (facts) => {
    let met = 0;
    let unknown = 0;
    test(facts, truths);
    for (let index = 0; index < truths.length; index += 1) {
      const truth = truths[index];
      if (truth === true) met |= 1 << index;
      else if (truth !== false) unknown |= 1 << index;
    }
    const truth = root(met, unknown);
    if (truth === false) {
      return { outcome: 0, met, unknown, steps: stepsOf(facts, met, unknown), amountFen: null };
    }
    const amount = findAmount(policy.amount, facts);
    const outcome = outcomeOf(truth, amount.state, policy.keyDate.evaluate(facts) as Day | null);
    const amountFen = outcome === "notEntitled" ? null : amount.amountFen;
    return { outcome: OUTCOME_CODES[outcome], met, unknown, steps: 0, amountFen };
  };
}

type StepFinder = (facts: Facts, met: number, unknown: number) => number;

function stepFinder(policy: CompiledPolicy, root: ReturnType<typeof truthOfMasks>): StepFinder {
  const remedies = policy.conditions.flatMap(({ remedy, index }) => (remedy ? [{ remedy, bit: 1 << index }] : []));
  if (remedies.length === 0) return () => 0;
  return (facts, met, unknown) => {
    let steps = 0;
    for (const { remedy, bit } of remedies) {
      if (((met | unknown) & bit) !== 0 || root(met | bit, unknown) !== true) continue;
      if (remedy.mendable.evaluate(facts) === true) steps |= bit;
    }
    return steps !== 0 && findAmount(policy.amount, facts).state === "noRow" ? 0 : steps;
  };
}
