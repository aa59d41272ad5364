import { addMonths, type Day, type Fen, firstDayOf, type Month, monthOfDay, splitFen } from "@wutong/kernel";
import type { Gap, PayPlan } from "../envelope/envelope.ts";

/** `number` counts from 1 over the whole plan; `needs` are the ids of the conditions that must hold on the day. */
export type Instalment = {
  readonly number: number;
  readonly due: Day;
  readonly amountFen: Fen;
  readonly needs: readonly string[];
};

export type PlanInput = {
  readonly plan: PayPlan;
  readonly per: "instalment" | "whole";
  readonly amountFen: Fen;
  readonly asOf: Day;
  /** How many instalments were paid before (rounded down). */
  readonly paidBefore: number;
  /** For a yearly plan: months served, and the day through which they are known. */
  readonly served?: { readonly months: number; readonly through: Day };
  readonly needs: readonly string[];
};

/**
 * Turns a grant into dated instalments from the earliest dates, as if service went on; those paid before are left out.
 * A due day never lies before `asOf`: what was earned earlier is due at once.
 */
export function planInstalments(input: PlanInput): readonly Instalment[] {
  const count = instalmentCount(input.plan);
  const amounts =
    input.per === "whole"
      ? splitFen(
          input.amountFen,
          Array.from({ length: count }, () => 1),
        )
      : Array.from({ length: count }, () => input.amountFen);
  const paid = Math.max(0, Math.floor(input.paidBefore));
  return amounts.slice(paid).map((amountFen, index) => ({
    number: paid + index + 1,
    due: dueDay(input, { number: paid + index + 1, position: index }),
    amountFen,
    needs: input.needs,
  }));
}

export function instalmentCount(plan: PayPlan): number {
  return plan.kind === "once" ? 1 : plan.count;
}

/** What falls due up to the end of the calendar year of `asOf`. */
export function dueThisYear(instalments: readonly Instalment[], asOf: Day): Fen {
  const year = Math.floor(monthOfDay(asOf) / 12);
  const due = instalments.filter((each) => Math.floor(monthOfDay(each.due) / 12) <= year);
  return due.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
}

export function totalOf(instalments: readonly Instalment[]): Fen {
  return instalments.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
}

/**
 * Plans what is still unpaid again after months without service: `extend` moves the rest by as many months,
 * `stop` ends the plan at the first gap, `notMadeUp` loses the instalments of those months.
 */
export function replanAfterGap(
  instalments: readonly Instalment[],
  gap: Gap,
  monthsWithout: readonly Month[],
): readonly Instalment[] {
  const first = monthsWithout.length > 0 ? Math.min(...monthsWithout) : undefined;
  if (first === undefined) return instalments;
  if (gap === "stop") return instalments.filter((each) => monthOfDay(each.due) < first);
  if (gap === "notMadeUp") return instalments.filter((each) => !monthsWithout.includes(monthOfDay(each.due)));
  const gapMonths = [...new Set(monthsWithout)].sort((a, b) => a - b);
  return instalments.map((each) => ({ ...each, due: movedPastGaps(each.due, gapMonths) }));
}

/** Each month of a gap at or before the due month pushes it on by one; a month reached so may lie in a gap again. */
function movedPastGaps(due: Day, gapMonths: readonly Month[]): Day {
  let month = monthOfDay(due);
  for (const gapMonth of gapMonths) if (gapMonth <= month) month = addMonths(month, 1);
  return month === monthOfDay(due) ? due : firstDayOf(month);
}

function dueDay(input: PlanInput, at: { readonly number: number; readonly position: number }): Day {
  const { plan, asOf } = input;
  if (plan.kind === "once") return asOf;
  if (plan.kind === "monthly") {
    if (plan.first === "atOnce" && at.position === 0) return asOf;
    const ahead = plan.first === "atOnce" ? at.position : at.position + 1;
    return firstDayOf(addMonths(monthOfDay(asOf), ahead));
  }
  return Math.max(asOf, yearlyDue(input, at.number)) as Day;
}

/** Full insured years: the n-th is due on the first day after 12 × n months served. */
function yearlyDue(input: PlanInput, number: number): Day {
  const { months, through } = input.served ?? { months: 0, through: input.asOf };
  const missing = 12 * number - Math.floor(months);
  return missing <= 0 ? input.asOf : firstDayOf(addMonths(monthOfDay(through), missing + 1));
}
