import { addMonths, addMonthsToDay, type Day, firstDayOf, type Month, monthOfDay } from "@wutong/kernel";
import type { MonthlyPlan, PayPlan, StagedPlan } from "../envelope/envelope.ts";
import { periodOf } from "./instalment-amounts.ts";

/** Months served, and the day through which they are known. */
export type ServedMonths = { readonly months: number; readonly through: Day };

/** What the due days of a plan rest on. */
export type DueInput = {
  readonly plan: PayPlan;
  readonly asOf: Day;
  /** How many instalments were paid before. */
  readonly paid: number;
  readonly served?: ServedMonths;
  /** The day in whose month the window of a monthly plan begins. */
  readonly windowFrom?: Day;
  /** Of a periodic plan: every so many months. */
  readonly every?: number;
  /** Of each stage that waits for a day: that day. */
  readonly stageFrom?: readonly (Day | undefined)[];
};

/** The due days of the instalments that are not paid yet, at most `count` in all; never before `asOf`. */
export function dueDays(input: DueInput, count: number): readonly Day[] {
  const { plan, asOf, paid } = input;
  if (plan.kind === "staged") return stagedDays(plan, input).slice(paid);
  const last =
    plan.kind === "monthly" && plan.window ? Math.min(count, windowOf(plan.window, input).instalments) : count;
  return Array.from({ length: Math.max(0, last - paid) }, (_, position) => {
    const due = dueDay(plan, input, { position, number: paid + position + 1 });
    return Math.max(asOf, due) as Day;
  });
}

type Place = { readonly position: number; readonly number: number };

function dueDay(plan: Exclude<PayPlan, StagedPlan>, input: DueInput, { position, number }: Place): Day {
  const { asOf } = input;
  const month = monthOfDay(asOf);
  switch (plan.kind) {
    case "once":
      return asOf;
    case "monthly": {
      if (plan.window) return windowDay(plan, plan.window, input, number);
      if (plan.first === "nextMonth") return firstDayOf(addMonths(month, position + 1));
      return position === 0 ? asOf : firstDayOf(addMonths(month, position));
    }
    case "yearly":
      return servedDay(input, 12 * number);
    case "periodic": {
      const ahead = (plan.first === "atOnce" ? position : position + 1) * periodOf(plan, input.every);
      return ahead === 0 ? asOf : firstDayOf(addMonths(month, ahead));
    }
  }
}

/** The first day after so many months served, as if service went on; at once when they are served already. */
function servedDay({ served, asOf }: DueInput, months: number): Day {
  const known = served ?? { months: 0, through: asOf };
  const missing = months - Math.max(0, Math.floor(known.months));
  return missing <= 0 ? asOf : firstDayOf(addMonths(monthOfDay(known.through), missing + 1));
}

type Window = NonNullable<MonthlyPlan["window"]>;

/** Months of the window with service, months of it still to come, and the month before the first of those. */
type WindowMonths = {
  readonly served: number;
  readonly instalments: number;
  readonly known: Month;
};

function windowOf({ months }: Window, { windowFrom, served, asOf }: DueInput): WindowMonths {
  const start = monthOfDay(windowFrom ?? asOf);
  const through = monthOfDay(served?.through ?? asOf);
  const known = Math.max(start - 1, Math.min(through, start + months - 1));
  const toCome = start + months - 1 - known;
  const withService = Math.max(0, Math.min(months - toCome, Math.floor(served?.months ?? 0)));
  return { served: withService, instalments: withService + toCome, known: known as Month };
}

/** What was served is due at once, a month to come on its first day; with `nextMonth` each a month later. */
function windowDay({ first }: MonthlyPlan, window: Window, input: DueInput, number: number): Day {
  const { served, known } = windowOf(window, input);
  const later = first === "nextMonth" ? 1 : 0;
  const atOnce = later === 0 ? input.asOf : firstDayOf(addMonths(monthOfDay(input.asOf), 1));
  if (number <= served) return atOnce;
  return Math.max(atOnce, firstDayOf(addMonths(known, number - served + later))) as Day;
}

/**
 * Each stage by its own moment. With `apartMonths` none follows sooner than so many months after the one before it; when
 * the last that was paid was paid is not known, so the day of decision counts for it, unless the stage names a day itself.
 */
function stagedDays(plan: StagedPlan, input: DueInput): readonly Day[] {
  const { asOf, paid } = input;
  const days: Day[] = [];
  for (const [index, { when }] of plan.stages.entries()) {
    const own =
      when.kind === "atOnce"
        ? asOf
        : when.kind === "served"
          ? servedDay(input, when.months)
          : afterDay(input, index, when.months);
    const before = index === paid ? (when.kind === "after" || index === 0 ? undefined : asOf) : days[index - 1];
    const apart =
      plan.apartMonths !== undefined && before !== undefined ? addMonthsToDay(before, plan.apartMonths) : asOf;
    days.push(Math.max(asOf, own, apart) as Day);
  }
  return days;
}

function afterDay({ stageFrom, asOf }: DueInput, index: number, months: number): Day {
  return addMonthsToDay(stageFrom?.[index] ?? asOf, months);
}
