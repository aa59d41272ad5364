import { type Day, monthOfDay } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { instalmentCount } from "../pay-plan/plan-instalments.ts";
import type { PolicyColumns } from "./policy-columns.ts";

/** What a plan costs in SQL: the same sums as `planInstalments` gives, without making the instalments. */
export type CostSql = { readonly wholePlanFen: string; readonly thisYearFen: string };

/** `amount` is SQL for the amount in fen. NULL while it, or a number that the plan rests on, is unknown. */
export function costSql(policy: CompiledPolicy, columns: PolicyColumns, asOf: Day, amount: string): CostSql {
  const count = instalmentCount(policy.envelope.payPlan);
  const paid = policy.plan.paidBefore ? `greatest(0, least(${count}, ${columns.part("paidBefore")}))` : "0";
  const known = `${amount} IS NOT NULL AND ${knownSql(policy, columns)}`;
  const until = untilYearEnd(policy, columns, asOf, paid);
  const sum = (last: string) => `CASE WHEN ${known} THEN ${sumSql(policy, { count, paid, last, amount })} END`;
  return { wholePlanFen: sum(String(count)), thisYearFen: sum(until) };
}

function knownSql({ plan }: CompiledPolicy, columns: PolicyColumns): string {
  const names = (["paidBefore", "servedMonths", "servedThrough"] as const).filter((name) => plan[name] !== undefined);
  return names.length === 0 ? "TRUE" : names.map((name) => `${columns.part(name)} IS NOT NULL`).join(" AND ");
}

/** The number of the last instalment that is due by the end of the year of `asOf`. */
function untilYearEnd(policy: CompiledPolicy, columns: PolicyColumns, asOf: Day, paid: string): string {
  const { payPlan } = policy.envelope;
  const count = instalmentCount(payPlan);
  if (payPlan.kind === "once") return "1";
  const month = monthOfDay(asOf);
  const december = month - (month % 12) + 11;
  if (payPlan.kind === "monthly") {
    const left = december - month + (payPlan.first === "atOnce" ? 1 : 0);
    return `least(${count}, ${paid} + ${left})`;
  }
  const [months, through] = [columns.part("servedMonths"), columns.part("servedThrough")];
  const throughMonth = `(year(${through}) * 12 + month(${through}) - 1)`;
  const served = `greatest(0, ${december} - 1 - ${throughMonth} + ${months})`;
  return `least(${count}, greatest(${served}, ${months}) // 12)`;
}

type Sum = { readonly count: number; readonly paid: string; readonly last: string; readonly amount: string };

/** From the first unpaid instalment to the last; of a whole amount the very last takes the remainder. */
function sumSql(policy: CompiledPolicy, { count, paid, last, amount }: Sum): string {
  const number = `greatest(0, ${last} - ${paid})`;
  if (policy.envelope.amount.per === "instalment") return `${amount} * ${number}`;
  if (count === 1) return `CASE WHEN ${number} > 0 THEN ${amount} ELSE 0 END`;
  const part = `(${amount} // ${count})`;
  return `CASE WHEN ${last} >= ${count} AND ${number} > 0 THEN ${amount} - ${part} * ${paid} ELSE ${part} * ${number} END`;
}
