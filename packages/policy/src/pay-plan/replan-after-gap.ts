import { addMonths, type Day, firstDayOf, type Month, monthOfDay } from "@wutong/kernel";
import type { Gap } from "../envelope/envelope.ts";
import { type PayMonths, payDay } from "./pay-months.ts";

/**
 * Plans what is still unpaid again after months without service: `extend` moves the rest by as many months, `stop` ends
 * the plan at the first gap, `notMadeUp` loses the instalments of those months, `continueWithin` n does too as long as no
 * gap is longer than n months, and ends the plan for good at the first that is. What counts is for when an instalment is,
 * not in which of the `payMonths` it is paid.
 */
export function replanAfterGap<Part extends { readonly due: Day; readonly earned?: Day }>(
  instalments: readonly Part[],
  gap: Gap,
  monthsWithout: readonly Month[],
  payMonths?: PayMonths,
): readonly Part[] {
  const gapMonths = [...new Set(monthsWithout)].sort((a, b) => a - b);
  const [first] = gapMonths;
  if (first === undefined) return instalments;
  if (gap === "extend") {
    return instalments.map((each) => {
      const earned = movedPastGaps(earnedOn(each), gapMonths);
      return payMonths === undefined ? { ...each, due: earned } : { ...each, earned, due: payDay(earned, payMonths) };
    });
  }
  if (gap === "stop") return instalments.filter((each) => monthOfDay(earnedOn(each)) < first);
  const end = gap === "notMadeUp" ? undefined : firstLongerThan(gap.continueWithin, gapMonths);
  return instalments.filter((each) => {
    const month = monthOfDay(earnedOn(each));
    return (end === undefined || month < end) && !gapMonths.includes(month);
  });
}

function earnedOn({ due, earned }: { readonly due: Day; readonly earned?: Day }): Day {
  return earned ?? due;
}

/** Each month of a gap at or before the due month pushes it on by one; a month reached so may lie in a gap again. */
function movedPastGaps(due: Day, gapMonths: readonly Month[]): Day {
  let month = monthOfDay(due);
  for (const gapMonth of gapMonths) if (gapMonth <= month) month = addMonths(month, 1);
  return month === monthOfDay(due) ? due : firstDayOf(month);
}

/** The month in which the first run of more than so many months without service begins. */
function firstLongerThan(longest: number, gapMonths: readonly Month[]): Month | undefined {
  let start = gapMonths[0];
  for (const [index, month] of gapMonths.entries()) {
    if (index > 0 && month !== (gapMonths[index - 1] ?? 0) + 1) start = month;
    if (start !== undefined && month - start + 1 > longest) return start;
  }
  return undefined;
}
