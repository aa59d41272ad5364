import type { Facts } from "@wutong/feel";
import type { Day, Fen } from "@wutong/kernel";
import type { CompiledPolicy, CompiledValue, Expression } from "../compile/compiled-policy.ts";
import { planByParts } from "../envelope/pay-plans.ts";
import { type Instalment, planInstalments } from "../pay-plan/plan-instalments.ts";

/**
 * What a plan takes from the facts; null is unknown, undefined is not asked for. `servedMonths` and `servedThrough` are
 * those of the plan or of its window.
 */
export type PlanNumbers = {
  readonly paidBefore?: number | null;
  readonly atMost?: number | null;
  readonly servedMonths?: number | null;
  readonly servedThrough?: Day | null;
  readonly windowFrom?: Day | null;
  readonly every?: number | null;
  readonly stageFrom?: readonly (Day | null | undefined)[];
};

type Granted = { readonly amountFen: Fen; readonly weights?: readonly number[] };

/** The dated instalments of a grant; null while the amount, or a number that the plan takes from the facts, is unknown. */
export function plannedInstalments(
  policy: CompiledPolicy,
  facts: Facts,
  asOf: Day,
  { amountFen, weights }: { readonly amountFen: Fen | null; readonly weights?: readonly number[] },
): readonly Instalment[] | null {
  if (amountFen === null) return null;
  const numbers = planNumbers(policy, facts);
  const { stageFrom = [], ...single } = numbers;
  if ([...Object.values(single), ...stageFrom].includes(null) || (numbers.every ?? 1) < 1) return null;
  return instalmentsOf(policy, { asOf, amountFen, ...(weights ? { weights } : {}) }, numbers, facts);
}

/** As `plannedInstalments`, with nothing paid and nothing served where that is unknown: for comparing benefits only. */
export function assumedPlan(policy: CompiledPolicy, facts: Facts, asOf: Day, amountFen: Fen): readonly Instalment[] {
  const weights = weightsFound(policy, facts);
  return instalmentsOf(policy, { asOf, amountFen, ...(weights ? { weights } : {}) }, planNumbers(policy, facts), facts);
}

/** The plan of numbers that were found before, the unknown ones assumed as `assumedPlan` does. */
export function planOfNumbers(
  policy: CompiledPolicy,
  granted: Granted & { readonly asOf: Day },
  numbers: PlanNumbers,
): readonly Instalment[] {
  return instalmentsOf(policy, granted, numbers, {});
}

function planNumbers({ plan }: CompiledPolicy, facts: Facts): PlanNumbers {
  const { stageFrom } = plan;
  const found = Object.fromEntries(
    (["paidBefore", "atMost", "servedMonths", "servedThrough", "windowFrom", "every"] as const).flatMap((name) => {
      const expression = plan[name];
      return expression ? [[name, expression.evaluate(facts)]] : [];
    }),
  ) as PlanNumbers;
  if (!stageFrom) return found;
  return { ...found, stageFrom: stageFrom.map((each) => each && (each.evaluate(facts) as Day | null)) };
}

/** How the instalments share the sum: by what applies now. */
function weightsFound({ amount }: CompiledPolicy, facts: Facts): readonly number[] | undefined {
  const values: readonly (CompiledValue & { readonly matches?: Expression })[] =
    amount.kind === "table" ? amount.rows : [amount];
  if (values.every(({ weights }) => weights === undefined)) return undefined;
  return values.find(({ matches }) => matches === undefined || matches.evaluate(facts) === true)?.weights;
}

/** Nothing paid, nothing served and the whole plan where that is unknown, a period of a year, and days as if they were today. */
function instalmentsOf(
  policy: CompiledPolicy,
  { asOf, amountFen, weights }: Granted & { readonly asOf: Day },
  numbers: PlanNumbers,
  facts: Facts,
): readonly Instalment[] {
  const { payPlan, amount } = policy.envelope;
  const { paidBefore, atMost, servedMonths, servedThrough, windowFrom, every, stageFrom } = numbers;
  return planInstalments({
    plan: planByParts(payPlan, weights),
    per: amount.per,
    amountFen,
    asOf,
    ...(weights ? { weights } : {}),
    paidBefore: paidBefore ?? 0,
    ...(typeof atMost === "number" ? { atMost } : {}),
    served: { months: servedMonths ?? 0, through: servedThrough ?? asOf },
    windowFrom: windowFrom ?? asOf,
    every: Math.max(1, every ?? 12),
    ...(stageFrom ? { stageFrom: stageFrom.map((each) => each ?? undefined) } : {}),
    ...(policy.plan.stageProof
      ? { stageProven: policy.plan.stageProof.map((each) => each?.evaluate(facts) === true) }
      : {}),
    needs: policy.conditions.filter((each) => each.when === "atEachInstalment").map((each) => each.id),
    ...(amount.tax ? { taxPercent: amount.tax.percent } : {}),
    inKind: amount.inKind !== undefined,
  });
}
