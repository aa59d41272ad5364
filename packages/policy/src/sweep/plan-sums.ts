import type { PayPlan } from "../envelope/envelope.ts";
import { monthsOfInstalments, wholeWeights } from "../pay-plan/instalment-amounts.ts";
import { type CostInput, everySql, ownCountSql } from "./plan-columns.ts";

/** SQL for what the instalments after number `paid` and up to number `last` come to; `last` is never below `paid`. */
export type Between = (paid: string, last: string) => string;

/**
 * The sums of every plan but a staged one, whose instalments need not fall due in their order. BIGINT throughout: HUGEINT
 * divides fifty times as slowly; so a product with the sum is taken apart wherever it could be too large.
 */
export function betweenSql(input: CostInput, plan: Exclude<PayPlan, { kind: "staged" }>): Between {
  const { policy, amount, weights } = input;
  const { per } = policy.envelope.amount;
  if (per === "instalment") return (paid, last) => `${amount} * (${minus(last, paid)})`;
  if (plan.kind === "periodic") {
    const every = everySql(plan, input);
    const span: Span = input.every === undefined ? { kind: "column", every } : { kind: "months", span: Number(every) };
    const months = (number: string) => (number === "0" ? "0" : `least(${plan.months}, (${number}) * ${every})`);
    const through = (number: string) =>
      per === "year"
        ? yearlySql(amount, span, months(number))
        : evenlySql(amount, { months: plan.months, every, number });
    return (paid, last) => minus(through(last), through(paid));
  }
  const months = monthsOfInstalments({ plan });
  const own = "atMost" in plan && plan.atMost !== undefined ? ownCountSql(plan.count, input.columns) : undefined;
  if (per === "whole" && own !== undefined) return evenlyAmong(amount, own);
  if (per === "whole") return weightedSql(amount, wholeWeights({ plan, ...(weights ? { weights } : {}) }, months));
  const span = months[0] ?? 12;
  if (span === 12) return (paid, last) => `${amount} * (${minus(last, paid)})`;
  const through = (number: string) => yearlySql(amount, { kind: "months", span }, number);
  return (paid, last) => minus(through(last), through(paid));
}

function minus(a: string, b: string): string {
  return b === "0" ? `(${a})` : `(${a} - ${b})`;
}

/** `amount × part / whole` rounded down, for a part that is not above the whole. */
export function shareSql(amount: string, part: number | string, whole: number): string {
  if (part === 1) return `(${amount} // ${whole})`;
  return `((${amount} // ${whole}) * ${part} + (${amount} % ${whole}) * ${part} // ${whole})`;
}

type Periods = { readonly months: number; readonly every: string; readonly number: string };

/** Each full period its share of the months, rounded down; the last takes the remainder. */
function evenlySql(amount: string, { months, every, number }: Periods): string {
  if (number === "0") return "0";
  const part = shareSql(amount, every, months);
  return `CASE WHEN (${number}) * ${every} >= ${months} THEN ${amount} ELSE (${number}) * ${part} END`;
}

/** Each instalment its share by weight, rounded down; the last takes the remainder. Neighbours of one weight go together. */
function weightedSql(amount: string, weights: readonly number[]): Between {
  const reduced = reducedWeights(weights);
  const whole = reduced.reduce((sum, weight) => sum + weight, 0);
  const runs: { weight: number; from: number; to: number }[] = [];
  for (const [index, weight] of reduced.entries()) {
    const run = runs.at(-1);
    if (run?.weight === weight) run.to = index + 1;
    else runs.push({ weight, from: index, to: index + 1 });
  }
  const given = runs.map(({ weight, from, to }) => `${to - from} * ${shareSql(amount, weight, whole)}`).join(" + ");
  const count = weights.length;
  return (paid, last) => {
    const parts = runs.map(({ weight, from, to }) => {
      const lower = from === 0 ? paid : `greatest(${from}, ${paid})`;
      const upper = to === count ? last : `least(${to}, ${last})`;
      const number = runs.length === 1 ? minus(upper, lower) : `greatest(0, ${minus(upper, lower)})`;
      return `${number} * ${shareSql(amount, weight, whole)}`;
    });
    const remainder = whole === count && runs.length === 1 ? `${amount} % ${whole}` : `${amount} - (${given})`;
    return `(${parts.join(" + ")} + CASE WHEN ${last} >= ${count} AND ${paid} < ${count} THEN ${remainder} ELSE 0 END)`;
  };
}

/** Equal shares of as many instalments as the subject has, each rounded down; the last takes the remainder. */
function evenlyAmong(amount: string, count: string): Between {
  const divisor = `greatest(1, ${count})`;
  return (paid, last) =>
    `(${minus(last, paid)} * (${amount} // ${divisor}) + CASE WHEN ${last} >= ${count} AND ${paid} < ${count} THEN ${amount} % ${divisor} ELSE 0 END)`;
}

/** In lowest terms, so that products with them stay small. */
export function reducedWeights(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  return divisor <= 1 ? weights : weights.map((weight) => weight / divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** How long a period is: known, or a column. */
type Span = { readonly kind: "months"; readonly span: number } | { readonly kind: "column"; readonly every: string };

/** A sum for a year through so many months: see `yearlyRate` of the plan's amounts. */
function yearlySql(amount: string, span: Span, months: string): string {
  if (months === "0") return "0";
  const part = (count: string) => `((${amount} // 12) * ${count} + ((${amount} % 12) * ${count} + 6) // 12)`;
  const years = `${amount} * ((${months}) // 12)`;
  const rest = `((${months}) % 12)`;
  if (span.kind === "months") return `(${years} + ${within(amount, span.span, rest, part)})`;
  const { every } = span;
  const fits = `least(${amount}, (${rest} // ${every}) * ${part(every)} + ${part(`(${rest} % ${every})`)})`;
  return `(${years} + CASE WHEN ${every} > 12 OR 12 % ${every} <> 0 THEN ${part(rest)} ELSE ${fits} END)`;
}

/** What the months of a year that has not ended come to, in periods of a known length. */
function within(amount: string, span: number, rest: string, part: (count: string) => string): string {
  if (span > 12 || 12 % span !== 0) return part(rest);
  const whole = `(${rest} // ${span}) * ${part(String(span))}`;
  return `least(${amount}, ${span === 1 ? whole : `${whole} + ${part(`(${rest} % ${span})`)}`})`;
}
