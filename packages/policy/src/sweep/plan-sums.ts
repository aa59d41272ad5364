import type { PayPlan } from "../envelope/envelope.ts";
import { monthsOfInstalments, wholeWeights } from "../pay-plan/instalment-amounts.ts";
import { type CostInput, everySql } from "./plan-columns.ts";

/** SQL for what the instalments up to a number (SQL, from 0) come to together. */
export type Through = (number: string) => string;

/** The sums of every plan but a staged one, whose instalments need not fall due in their order. */
export function throughSql(
  { policy, columns, amount, weights }: CostInput,
  plan: Exclude<PayPlan, { kind: "staged" }>,
): Through {
  const { per } = policy.envelope.amount;
  if (per === "instalment") return (number) => `(${amount} * (${number}))`;
  if (plan.kind === "periodic") {
    const every = everySql(plan, columns);
    const months = (number: string) => `least(${plan.months}, (${number}) * ${every})`;
    return per === "year"
      ? (number) => yearlySql(amount, every, months(number))
      : (number) => evenlySql(amount, { months: plan.months, every, number });
  }
  const months = monthsOfInstalments({ plan });
  if (per === "whole") return weightedSql(amount, wholeWeights({ plan, ...(weights ? { weights } : {}) }, months));
  const span = months[0] ?? 12;
  return (number) => yearlySql(amount, String(span), `((${number}) * ${span})`);
}

type Periods = { readonly months: number; readonly every: string; readonly number: string };

/** Each full period its share of the months, rounded down; the last takes the remainder. */
function evenlySql(amount: string, { months, every, number }: Periods): string {
  return (
    `CASE WHEN (${number}) * ${every} >= ${months} THEN CAST(${amount} AS HUGEINT) ` +
    `ELSE (${number}) * (CAST(${amount} AS HUGEINT) * ${every} // ${months}) END`
  );
}

/** Each instalment its share by weight, rounded down; the last takes the remainder. Neighbours of one weight go together. */
function weightedSql(amount: string, weights: readonly number[]): Through {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const runs: { weight: number; from: number; to: number }[] = [];
  for (const [index, weight] of weights.entries()) {
    const run = runs.at(-1);
    if (run?.weight === weight) run.to = index + 1;
    else runs.push({ weight, from: index, to: index + 1 });
  }
  const part = (weight: number) => `(CAST(${amount} AS HUGEINT) * ${weight} // ${whole})`;
  return (number) => {
    const sums = runs.map(
      ({ weight, from, to }) =>
        `greatest(0, least(${number}, ${to})${from === 0 ? "" : ` - ${from}`}) * ${part(weight)}`,
    );
    return `CASE WHEN ${number} >= ${weights.length} THEN CAST(${amount} AS HUGEINT) ELSE ${sums.join(" + ")} END`;
  };
}

/** A sum for a year through so many months: see `yearlyRate` of the plan's amounts. */
function yearlySql(amount: string, span: string, months: string): string {
  const part = (count: string) => `((CAST(${amount} AS HUGEINT) * ${count} * 2 + 12) // 24)`;
  const years = `${amount} * (${months} // 12)`;
  const rest = `(${months} % 12)`;
  const within = `least(${amount}, (${rest} // ${span}) * ${part(span)} + ${part(`(${rest} % ${span})`)})`;
  return `(${years} + CASE WHEN ${span} > 12 OR 12 % ${span} <> 0 THEN ${part(rest)} ELSE ${within} END)`;
}
