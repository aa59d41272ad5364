import { type CompiledFeel, type Facts, type FeelValue, type ListFact, toClosureSet } from "@wutong/feel";
import type { Day, Fen } from "@wutong/kernel";
import type { CompiledPolicy, Expression } from "../compile/compiled-policy.ts";
import { outcomeOf } from "./judge.ts";
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
  readonly amountFen: Fen | null;
};

/** `policy` counts the policies given, `subject` the person's known certificates where the policy is about these, else 0. */
export type SeeDecision = (decision: MaskDecision, policy: number, subject: number) => void;

/**
 * The fast path for many people on one day: the same three-valued answers as `decideSubjects`, policy by policy, with the
 * reasons as masks and without words and plan. What several conditions, amounts or policies ask of a person is found once.
 */
export function createMaskDecider(
  policies: readonly CompiledPolicy[],
  asOf: Day,
): (facts: Facts, see: SeeDecision) => void {
  const expressions: CompiledFeel[] = [];
  const plans = policies.map((policy) => planOf(policy, expressions));
  const set = toClosureSet(expressions, { constants: { asOf }, subject: "certificate" });
  const judges = plans.map((plan) => judgeOf(plan, set.answers));
  return (facts, see) => {
    set.read(facts);
    for (let index = 0; index < judges.length; index += 1) {
      const { judge, aboutCertificates } = judges[index] as Judge;
      if (!aboutCertificates) {
        see(judge(), index, 0);
        continue;
      }
      const certificates = (facts["certificates"] as ListFact | undefined)?.rows ?? [];
      for (let subject = 0; subject < certificates.length; subject += 1) {
        set.turnTo(certificates[subject]);
        see(judge(), index, subject);
      }
    }
  };
}

/** A policy whose expressions are places in one list of expressions. */
type Plan = {
  readonly policy: CompiledPolicy;
  readonly tests: readonly number[];
  readonly rows: readonly { readonly matches: number; readonly amountFen: Fen }[];
  readonly keyDate: number;
  readonly remedies: readonly { readonly mendable: number; readonly bit: number }[];
};

function planOf(policy: CompiledPolicy, expressions: CompiledFeel[]): Plan {
  const placeOf = ({ feel }: Expression): number => expressions.push(feel) - 1;
  const { conditions, amount } = policy;
  const rows = amount.kind === "table" ? amount.rows : [];
  return {
    policy,
    tests: conditions.map(({ test }) => placeOf(test)),
    rows: rows.map(({ matches, amountFen }) => ({ matches: placeOf(matches), amountFen })),
    keyDate: placeOf(policy.keyDate),
    remedies: conditions.flatMap(({ remedy, index }) =>
      remedy ? [{ mendable: placeOf(remedy.mendable), bit: 1 << index }] : [],
    ),
  };
}

type Answer = () => FeelValue;
type Judge = { readonly judge: () => MaskDecision; readonly aboutCertificates: boolean };

function judgeOf(plan: Plan, answers: readonly Answer[]): Judge {
  const answerAt = (place: number): Answer => answers[place] as Answer;
  const { policy } = plan;
  const tests = plan.tests.map(answerAt);
  const keyDate = answerAt(plan.keyDate);
  const root = truthOfMasks(policy.tree);
  const amountOf = amountFinder(plan, answerAt);
  const stepsOf = stepFinder(plan, answerAt, amountOf);
  const judge = (): MaskDecision => {
    let met = 0;
    let unknown = 0;
    for (let index = 0; index < tests.length; index += 1) {
      const truth = (tests[index] as Answer)();
      if (truth === true) met |= 1 << index;
      else if (truth === null) unknown |= 1 << index;
    }
    const truth = root(met, unknown);
    if (truth === false) return { outcome: 0, met, unknown, steps: stepsOf(met, unknown), amountFen: null };
    const amount = amountOf();
    const state = amount === "noRow" || amount === "unknown" ? amount : "known";
    const outcome = outcomeOf(truth, state, keyDate() as Day | null);
    const amountFen = typeof amount === "bigint" && outcome !== "notEntitled" ? amount : null;
    return { outcome: OUTCOME_CODES[outcome], met, unknown, steps: 0, amountFen };
  };
  return { judge, aboutCertificates: policy.envelope.subject === "certificate" };
}

type Amount = Fen | "noRow" | "unknown";

/** As `findAmount`, without words. */
function amountFinder({ policy, rows }: Plan, answerAt: (place: number) => Answer): () => Amount {
  const { amount } = policy;
  if (amount.kind === "fixed") return () => amount.amountFen;
  const isFirst = amount.hitPolicy === "FIRST";
  const matches = rows.map((row) => answerAt(row.matches));
  const amounts = rows.map((row) => row.amountFen);
  return () => {
    let found: Amount = "noRow";
    for (let index = 0; index < matches.length; index += 1) {
      const truth = (matches[index] as Answer)();
      if (truth === null) return "unknown";
      if (truth !== true) continue;
      if (found !== "noRow") return "unknown";
      found = amounts[index] as Fen;
      if (isFirst) return found;
    }
    return found;
  };
}

type StepFinder = (met: number, unknown: number) => number;

function stepFinder(plan: Plan, answerAt: (place: number) => Answer, amountOf: () => Amount): StepFinder {
  const remedies = plan.remedies.map(({ mendable, bit }) => ({ mendable: answerAt(mendable), bit }));
  const root = truthOfMasks(plan.policy.tree);
  if (remedies.length === 0) return () => 0;
  return (met, unknown) => {
    let steps = 0;
    for (const { mendable, bit } of remedies) {
      if (((met | unknown) & bit) !== 0 || root(met | bit, unknown) !== true) continue;
      if (mendable() === true) steps |= bit;
    }
    return steps !== 0 && amountOf() === "noRow" ? 0 : steps;
  };
}
