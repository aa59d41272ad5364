import type { Facts } from "@wutong/feel";
import type { Day, Fen } from "@wutong/kernel";
import type { CompiledPolicy, Expression } from "../compile/compiled-policy.ts";
import { type Instalment, planInstalments } from "../pay-plan/plan-instalments.ts";

/** The dated instalments of a grant; null while the amount, or a number that the plan takes from the facts, is unknown. */
export function plannedInstalments(
  policy: CompiledPolicy,
  facts: Facts,
  asOf: Day,
  amountFen: Fen | null,
): readonly Instalment[] | null {
  const numbers = planNumbers(policy, facts);
  const { paidBefore, months, through } = numbers;
  if (amountFen === null || paidBefore === null || months === null || through === null) return null;
  return instalmentsOf(policy, { asOf, amountFen, paidBefore, months, through: through ?? asOf });
}

/** As `plannedInstalments`, with nothing paid and nothing served where that is unknown: for comparing benefits only. */
export function assumedPlan(policy: CompiledPolicy, facts: Facts, asOf: Day, amountFen: Fen): readonly Instalment[] {
  const { paidBefore, months, through } = planNumbers(policy, facts);
  return instalmentsOf(policy, {
    asOf,
    amountFen,
    paidBefore: paidBefore ?? 0,
    months: months ?? 0,
    through: through ?? asOf,
  });
}

type Numbers = {
  readonly paidBefore: number | null;
  readonly months: number | null;
  readonly through: Day | null | undefined;
};

/** Null is unknown; what the plan does not ask for is 0, or undefined for the day. */
function planNumbers({ plan }: CompiledPolicy, facts: Facts): Numbers {
  const number = (expression: Expression | undefined) =>
    expression ? (expression.evaluate(facts) as number | null) : 0;
  const through = plan.servedThrough && (plan.servedThrough.evaluate(facts) as Day | null);
  return { paidBefore: number(plan.paidBefore), months: number(plan.servedMonths), through };
}

type Known = {
  readonly asOf: Day;
  readonly amountFen: Fen;
  readonly paidBefore: number;
  readonly months: number;
  readonly through: Day;
};

function instalmentsOf(policy: CompiledPolicy, known: Known): readonly Instalment[] {
  const { asOf, amountFen, paidBefore, months, through } = known;
  return planInstalments({
    plan: policy.envelope.payPlan,
    per: policy.envelope.amount.per,
    amountFen,
    asOf,
    paidBefore,
    served: { months, through },
    needs: policy.conditions.filter((each) => each.when === "atEachInstalment").map((each) => each.id),
  });
}
