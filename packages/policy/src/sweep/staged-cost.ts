import { monthOfDay } from "@wutong/kernel";
import type { Stage, StagedPlan } from "../envelope/envelope.ts";
import { wholeWeights } from "../pay-plan/instalment-amounts.ts";
import { lastPayMonth } from "../pay-plan/pay-months.ts";
import { type CostInput, type CostSql, monthSql, paidSql, servedSql } from "./plan-columns.ts";
import { reducedWeights, shareSql } from "./plan-sums.ts";

/** Stage by stage: each has its own moment, and one may fall due before another that stands ahead of it. */
export function stagedCostSql(input: CostInput, plan: StagedPlan): CostSql {
  const { policy, columns, asOf } = input;
  const count = plan.stages.length;
  const paid = paidSql(policy, columns, String(count));
  const last = lastPayMonth(monthOfDay(asOf), plan.payMonths);
  const parts = partsSql(input, plan);
  const months = dueMonths(input, plan, paid);
  const sum = (holds: (index: number) => string) =>
    `(${parts.map((part, index) => `CASE WHEN ${holds(index)} THEN ${part} ELSE 0 END`).join(" + ")})`;
  const unpaid = (index: number) => `${paid} <= ${index}`;
  return {
    wholePlanFen: sum(unpaid),
    thisYearFen: sum((index) => `${unpaid(index)} AND ${months[index]} <= ${last}`),
  };
}

function partsSql({ policy, amount, weights }: CostInput, plan: StagedPlan): readonly string[] {
  const { per } = policy.envelope.amount;
  if (per !== "whole") return plan.stages.map(() => amount);
  const months = plan.stages.map(() => 0);
  const shares = reducedWeights(wholeWeights({ plan, ...(weights ? { weights } : {}) }, months));
  const whole = shares.reduce((sum, weight) => sum + weight, 0);
  const parts = shares.slice(0, -1).map((weight) => shareSql(amount, weight, whole));
  return [...parts, `(${[amount, ...parts].join(" - ")})`];
}

/** The month in which each stage falls due: that is enough to tell the year, also where stages must lie apart. */
function dueMonths({ columns, asOf }: CostInput, plan: StagedPlan, paid: string): readonly string[] {
  const now = monthOfDay(asOf);
  const months: string[] = [];
  for (const [index, { when }] of plan.stages.entries()) {
    const own = ownMonth(when, { now, index, columns });
    const before = months[index - 1];
    if (plan.apartMonths === undefined || before === undefined) {
      months.push(own);
      continue;
    }
    const first = when.kind === "after" ? String(now) : `${now + plan.apartMonths}`;
    const apart = `CASE WHEN ${paid} = ${index} THEN ${first} ELSE ${before} + ${plan.apartMonths} END`;
    months.push(`greatest(${own}, ${apart})`);
  }
  return months;
}

type Own = { readonly now: number; readonly index: number; readonly columns: CostInput["columns"] };

function ownMonth(when: Stage["when"], { now, index, columns }: Own): string {
  if (when.kind === "atOnce") return String(now);
  if (when.kind === "after") return `greatest(${now}, ${monthSql(columns.part(`stageFrom${index}`))} + ${when.months})`;
  const served = servedSql(columns);
  const due = `${monthSql(columns.part("servedThrough"))} + ${when.months + 1} - ${served}`;
  return `CASE WHEN ${served} >= ${when.months} THEN ${now} ELSE greatest(${now}, ${due}) END`;
}
