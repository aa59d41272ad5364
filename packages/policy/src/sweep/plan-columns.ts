import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { PayPlan } from "../envelope/envelope.ts";
import type { PolicyColumns } from "./policy-columns.ts";

/** What a plan costs in SQL: the same sums as `planInstalments` gives, without making the instalments. */
export type CostSql = { readonly wholePlanFen: string; readonly thisYearFen: string };

export type CostInput = {
  readonly policy: CompiledPolicy;
  readonly columns: PolicyColumns;
  readonly asOf: Day;
  readonly amount: string;
  readonly weights: readonly number[] | undefined;
  /** Of a periodic plan: the period, where it is known that it is this one. */
  readonly every?: number;
};

/** Never longer than the plan, at least a month. */
export function everySql(
  plan: Extract<PayPlan, { kind: "periodic" }>,
  { columns, every }: Pick<CostInput, "columns" | "every">,
): string {
  if (every !== undefined) return String(Math.min(plan.months, every));
  return asInteger(`greatest(1, least(${plan.months}, ${columns.part("every")}))`);
}

/** How many instalments were paid before: of `count` (SQL) at most. */
export function paidSql({ plan }: CompiledPolicy, columns: PolicyColumns, count: string): string {
  return plan.paidBefore ? asInteger(`greatest(0, least(${count}, ${columns.part("paidBefore")}))`) : "0";
}

/** How many of a plan's instalments the subject has. */
export function ownCountSql(count: number, columns: PolicyColumns): string {
  return asInteger(`greatest(0, least(${count}, ${columns.part("atMost")}))`);
}

/** Months served: more than any plan asks for are as good as that. */
export function servedSql(columns: PolicyColumns): string {
  return asInteger(`greatest(0, least(${MONTHS_MAX}, ${columns.part("servedMonths")}))`);
}

/** Longer than any plan. */
const MONTHS_MAX = 9_999;

/** What lies within bounds by now; expressions may come out wider than they need. */
function asInteger(sql: string): string {
  return `CAST(${sql} AS INTEGER)`;
}

/** A date's month, as `Month` counts them. */
export function monthSql(date: string): string {
  return `(year(${date}) * 12 + month(${date}) - 1)`;
}
