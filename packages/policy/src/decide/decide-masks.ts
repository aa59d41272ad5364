import { type CompiledFeel, type Facts, type FeelValue, type ListFact, toClosureSet } from "@wutong/feel";
import type { Day, Fen } from "@wutong/kernel";
import type { CompiledPolicy, CompiledValue, Expression } from "../compile/compiled-policy.ts";
import type { SubjectKind } from "../facts/fact-catalogue.ts";
import { type PolicySubject, subjectOf } from "../facts/subjects.ts";
import { fenOf, outcomeOf } from "./judge.ts";
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

/** `policy` counts the policies given, `subject` the person's known claims where the policy is about these, else 0. */
export type SeeDecision = (decision: MaskDecision, policy: number, subject: number) => void;

/**
 * The fast path for many subjects of one kind on one day: the same three-valued answers as `decideSubjects`, policy by
 * policy, with the reasons as masks and without words and plan. What several conditions, amounts or policies ask alike is
 * found once. Policies about subjects of another kind are passed over.
 */
export function createMaskDecider(
  policies: readonly CompiledPolicy[],
  asOf: Day,
  kind: SubjectKind = "person",
): (facts: Facts, see: SeeDecision) => void {
  const placed = policies.flatMap((policy, place) => {
    const subject = subjectOf(policy.envelope.subject, policy.extension);
    return subject?.kind === kind ? [{ policy, place, subject }] : [];
  });
  const claims = new Set(placed.flatMap(({ subject }) => (subject.claim ? [subject.name] : [])));
  const [first = "", ...others] = claims;
  // A set turns to the elements of one list; what is asked of the person alone goes with the first.
  const groups = [first, ...others].map((claim) =>
    groupOf(
      placed.filter(({ subject }) => (subject.claim ? subject.name === claim : claim === first)),
      claim,
      asOf,
    ),
  );
  return (facts, see) => {
    for (const group of groups) group(facts, see);
  };
}

type Placed = { readonly policy: CompiledPolicy; readonly place: number; readonly subject: PolicySubject };

function groupOf(placed: readonly Placed[], claim: string, asOf: Day): (facts: Facts, see: SeeDecision) => void {
  const expressions: CompiledFeel[] = [];
  const plans = placed.map((each) => ({ ...each, plan: planOf(each.policy, expressions) }));
  const set = toClosureSet(expressions, { constants: { asOf }, ...(claim === "" ? {} : { subject: claim }) });
  const judges = plans.map(({ plan, place, subject }) => ({
    judge: judgeOf(plan, set.answers),
    place,
    list: subject.claim?.list.name,
  }));
  return (facts, see) => {
    set.read(facts);
    for (let index = 0; index < judges.length; index += 1) {
      const { judge, place, list } = judges[index] as Judge;
      if (list === undefined) {
        see(judge(), place, 0);
        continue;
      }
      const rows = (facts[list] as ListFact | undefined)?.rows ?? [];
      for (let subject = 0; subject < rows.length; subject += 1) {
        set.turnTo(rows[subject]);
        see(judge(), place, subject);
      }
    }
  };
}

/** A policy whose expressions are places in one list of expressions. */
type Plan = {
  readonly policy: CompiledPolicy;
  readonly tests: readonly number[];
  readonly rows: readonly { readonly matches: number; readonly sum: Sum }[];
  /** Of an amount without rows. */
  readonly sum: Sum | undefined;
  readonly keyDate: number;
  readonly remedies: readonly { readonly mendable: number; readonly bit: number }[];
};

/** A sum that is written, or the place of the expression that computes it. */
type Sum = Fen | number;

function planOf(policy: CompiledPolicy, expressions: CompiledFeel[]): Plan {
  const placeOf = ({ feel }: Expression): number => expressions.push(feel) - 1;
  const sumOf = ({ amountFen, computed }: CompiledValue): Sum => (computed ? placeOf(computed) : amountFen);
  const { conditions, amount } = policy;
  const rows = amount.kind === "table" ? amount.rows : [];
  return {
    policy,
    tests: conditions.map(({ test }) => placeOf(test)),
    rows: rows.map(({ matches, ...value }) => ({ matches: placeOf(matches), sum: sumOf(value) })),
    sum: amount.kind === "fixed" ? sumOf(amount) : undefined,
    keyDate: placeOf(policy.keyDate),
    remedies: conditions.flatMap(({ remedy, index }) =>
      remedy ? [{ mendable: placeOf(remedy.mendable), bit: 1 << index }] : [],
    ),
  };
}

type Answer = () => FeelValue;
type Judge = { readonly judge: () => MaskDecision; readonly place: number; readonly list: string | undefined };

function judgeOf(plan: Plan, answers: readonly Answer[]): () => MaskDecision {
  const answerAt = (place: number): Answer => answers[place] as Answer;
  const { policy } = plan;
  const tests = plan.tests.map(answerAt);
  const keyDate = answerAt(plan.keyDate);
  const root = truthOfMasks(policy.tree);
  const amountOf = amountFinder(plan, answerAt);
  const stepsOf = stepFinder(plan, answerAt, amountOf);
  return (): MaskDecision => {
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
}

type Amount = Fen | "noRow" | "unknown";

/** As `findAmount`, without words. */
function amountFinder({ policy, rows, sum }: Plan, answerAt: (place: number) => Answer): () => Amount {
  const finderOf = (given: Sum): (() => Amount) => {
    if (typeof given !== "number") return () => given;
    const computed = answerAt(given);
    return () => fenOf(computed()) ?? "unknown";
  };
  if (sum !== undefined || policy.amount.kind === "fixed") return finderOf(sum ?? (0n as Fen));
  const isFirst = policy.amount.hitPolicy === "FIRST";
  const matches = rows.map((row) => answerAt(row.matches));
  const sums = rows.map((row) => finderOf(row.sum));
  return () => {
    let found = -1;
    for (let index = 0; index < matches.length; index += 1) {
      const truth = (matches[index] as Answer)();
      if (truth === null) return "unknown";
      if (truth !== true) continue;
      if (found >= 0) return "unknown";
      found = index;
      if (isFirst) break;
    }
    return found < 0 ? "noRow" : (sums[found] as () => Amount)();
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
