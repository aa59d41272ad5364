import { monthOfDay } from "@wutong/kernel";
import { type ContestedRow, instalmentsOfRow } from "../sweep/stack-contested.ts";
import type { ComparisonPlan } from "./plan-comparison.ts";

/** Grants that fall due alike: `plan` is their number. */
export type GrantRow = ContestedRow & { readonly plan: number };

/** What each of them costs in one calendar year. */
export type YearRow = { readonly plan: number; readonly year: number; readonly fen: bigint };

/** The answers to a comparison's `plans`: what each grant costs, year by year to the end of its plan. */
export function spreadOverYears(
  { policies, asOf }: Pick<ComparisonPlan, "policies" | "asOf">,
  rows: Iterable<GrantRow>,
): readonly YearRow[] {
  const spread: YearRow[] = [];
  for (const row of rows) {
    const policy = policies[row.policy];
    if (!policy) continue;
    const years = new Map<number, bigint>();
    for (const { due, amountFen } of instalmentsOfRow(policy, row, asOf)) {
      const year = Math.floor(monthOfDay(due) / 12);
      years.set(year, (years.get(year) ?? 0n) + amountFen);
    }
    for (const [year, fen] of years) spread.push({ plan: row.plan, year, fen });
  }
  return spread;
}
