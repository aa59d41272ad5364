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
};

/** Never longer than the plan, at least a month. */
export function everySql({ months }: Extract<PayPlan, { kind: "periodic" }>, columns: PolicyColumns): string {
  return `greatest(1, least(${months}, ${columns.part("every")}))`;
}

/** A date's month, as `Month` counts them. */
export function monthSql(date: string): string {
  return `(year(${date}) * 12 + month(${date}) - 1)`;
}
