import { type Day, type Month, monthOfDay } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { PayPlan } from "../envelope/envelope.ts";
import { planByParts } from "../envelope/pay-plans.ts";
import { lastPayMonth } from "../pay-plan/pay-months.ts";
import { type CostInput, type CostSql, everySql, monthSql, ownCountSql, paidSql, servedSql } from "./plan-columns.ts";
import { betweenSql } from "./plan-sums.ts";
import { type PartName, type PolicyColumns, planParts } from "./policy-columns.ts";
import { stagedCostSql } from "./staged-cost.ts";

/** `amount` is SQL for the amount in fen. NULL while it, or a number that the plan rests on, is unknown. */
export function costSql(policy: CompiledPolicy, columns: PolicyColumns, asOf: Day, amount: string): CostSql {
  const known = `${amount} IS NOT NULL AND ${knownSql(policy, columns)}`;
  // Beside the sum, not around it: DuckDB finds equal parts of expressions once, but not of those inside a CASE.
  const whenKnown = (sum: string) => `(${sum} + CASE WHEN ${known} THEN 0 END)`;
  const cost = byWeights(policy, columns, (weights) => plainCost({ policy, columns, asOf, amount, weights }));
  return { wholePlanFen: whenKnown(cost.wholePlanFen), thisYearFen: whenKnown(cost.thisYearFen) };
}

function knownSql(policy: CompiledPolicy, columns: PolicyColumns): string {
  const names = Object.keys(planParts(policy)) as readonly PartName[];
  const known = names.map((name) =>
    name === "every" ? `coalesce(${columns.part(name)} >= 1, FALSE)` : `${columns.part(name)} IS NOT NULL`,
  );
  return known.length === 0 ? "TRUE" : known.join(" AND ");
}

/** Where rows of the table share the sum out in their own way, the row that applies decides. */
function byWeights(
  { amount }: CompiledPolicy,
  columns: PolicyColumns,
  costOf: (weights: readonly number[] | undefined) => CostSql,
): CostSql {
  if (amount.kind !== "table") return costOf(amount.weights);
  const ways = Map.groupBy(
    amount.rows.map(({ weights }, index) => ({ weights, index })),
    ({ weights }) => weights?.join(":") ?? "",
  );
  const [first] = ways.values();
  if (ways.size <= 1) return costOf(first?.[0]?.weights);
  const rows = amount.rows.map(({ weights }, index) => ({ matches: columns.row(index), cost: costOf(weights) }));
  const choose = (sum: keyof CostSql) =>
    `CASE ${rows.map(({ matches, cost }) => `WHEN ${matches} THEN ${cost[sum]}`).join(" ")} END`;
  return { wholePlanFen: choose("wholePlanFen"), thisYearFen: choose("thisYearFen") };
}

/** From the first unpaid instalment to the last, and to the last that is due by the end of the year. */
function plainCost(input: CostInput): CostSql {
  const payPlan = planByParts(input.policy.envelope.payPlan, input.weights);
  if (payPlan.kind === "staged") return stagedCostSql(input, payPlan);
  if (payPlan.kind === "periodic" && input.every === undefined) return byPeriod(input, payPlan);
  return unstagedCost(input, payPlan);
}

/** Periods that are usual are told apart: with a known length most of the arithmetic is done in advance. */
function byPeriod(input: CostInput, plan: PeriodicPlan): CostSql {
  const usual = USUAL_PERIODS.filter((every) => every <= plan.months);
  const costs = usual.map((every) => ({ every, cost: unstagedCost({ ...input, every }, plan) }));
  const other = unstagedCost(input, plan);
  const choose = (sum: keyof CostSql) =>
    `CASE ${input.columns.part("every")} ${costs.map(({ every, cost }) => `WHEN ${every} THEN ${cost[sum]}`).join(" ")} ELSE ${other[sum]} END`;
  return { wholePlanFen: choose("wholePlanFen"), thisYearFen: choose("thisYearFen") };
}

type PeriodicPlan = Extract<PayPlan, { kind: "periodic" }>;
const USUAL_PERIODS: readonly number[] = [12, 6, 3, 1];

function unstagedCost(input: CostInput, payPlan: Unstaged): CostSql {
  const { policy, columns } = input;
  const count = countSql(payPlan, input);
  const paid = paidSql(policy, columns, count);
  const { last, untilYearEnd } = rangeSql(payPlan, input, { count, paid });
  const between = betweenSql(input, payPlan);
  const atLeastPaid = (number: string) => (paid === "0" || number === count ? number : `greatest(${paid}, ${number})`);
  return {
    wholePlanFen: between(paid, atLeastPaid(last)),
    thisYearFen: between(paid, atLeastPaid(`least(${last}, ${untilYearEnd})`)),
  };
}

type Unstaged = Exclude<PayPlan, { kind: "staged" }>;

function countSql(plan: Unstaged, input: CostInput): string {
  if (plan.kind === "once") return "1";
  if (plan.kind !== "periodic") {
    return plan.atMost === undefined ? String(plan.count) : ownCountSql(plan.count, input.columns);
  }
  const every = everySql(plan, input);
  return input.every === undefined
    ? `((${plan.months - 1} + ${every}) // ${every})`
    : String(Math.ceil(plan.months / Number(every)));
}

type Counted = { readonly count: string; readonly paid: string };
/** Numbers of instalments: the last of all, and the last that is paid by the end of the year of `asOf`. */
type Range = { readonly last: string; readonly untilYearEnd: string };

function rangeSql(plan: Unstaged, input: CostInput, counted: Counted): Range {
  const month = monthOfDay(input.asOf);
  const lastMonth = lastPayMonth(month, plan.payMonths);
  const range = rangeUntil(plan, input, counted, { month, lastMonth });
  return lastMonth < month ? { ...range, untilYearEnd: "0" } : range;
}

/** The month of the sweep, and the last of its year in which something is paid. */
type Months = { readonly month: Month; readonly lastMonth: Month };

function rangeUntil(plan: Unstaged, input: CostInput, { count, paid }: Counted, months: Months): Range {
  const left = months.lastMonth - months.month;
  switch (plan.kind) {
    case "once":
      return { last: count, untilYearEnd: "1" };
    case "monthly":
      if (plan.window) return windowRange({ ...plan, count }, plan.window, input.columns, months);
      return { last: count, untilYearEnd: `${paid} + ${left + (plan.first === "atOnce" ? 1 : 0)}` };
    case "yearly":
      return { last: count, untilYearEnd: `${servedByMonth(input.columns, months.lastMonth)} // 12` };
    case "periodic": {
      const periods = `${left} // ${everySql(plan, input)}`;
      return { last: count, untilYearEnd: `${paid} + ${periods}${plan.first === "atOnce" ? " + 1" : ""}` };
    }
  }
}

/** How many months will have been served when the first day of a month comes, at least those that are known. */
function servedByMonth(columns: PolicyColumns, month: Month): string {
  const ahead = `${month - 1} - ${monthSql(columns.part("servedThrough"))}`;
  return `(${servedSql(columns)} + greatest(0, ${ahead}))`;
}

type CountedWindow = Pick<Extract<PayPlan, { kind: "monthly" }>, "first"> & { readonly count: string };

/** Months with service first, then the months of the window that are still to come. */
function windowRange(
  { count, first }: CountedWindow,
  { months }: { readonly months: number },
  columns: PolicyColumns,
  { month, lastMonth }: Months,
): Range {
  const start = monthSql(columns.part("windowFrom"));
  const through = monthSql(columns.part("servedThrough"));
  const known = `greatest(${start} - 1, least(${through}, ${start} + ${months - 1}))`;
  const toCome = `(${start} + ${months - 1} - ${known})`;
  const served = `least(${months} - ${toCome}, ${servedSql(columns)})`;
  const later = first === "nextMonth" ? 1 : 0;
  const last = `least(${count}, ${served} + ${toCome})`;
  if (later === 1 && month === lastMonth) return { last, untilYearEnd: "0" };
  return { last, untilYearEnd: `${served} + greatest(0, least(${toCome}, ${lastMonth - later} - ${known}))` };
}
