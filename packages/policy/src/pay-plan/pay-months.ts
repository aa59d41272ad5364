import { addMonths, type Day, firstDayOf, type Month, monthOfDay } from "@wutong/kernel";

/** Months of the calendar (1–12, ascending) in which an office pays; every month where left out. */
export type PayMonths = readonly number[];

/** The day on which what falls due on `due` is paid: that day where its month is one of them, else the first day of the next that is. */
export function payDay(due: Day, payMonths: PayMonths | undefined): Day {
  if (payMonths === undefined || payMonths.length === 0) return due;
  const month = monthOfDay(due);
  const own = numberOf(month);
  const next = payMonths.find((each) => each >= own) ?? (payMonths[0] ?? own) + 12;
  return next === own ? due : firstDayOf(addMonths(month, next - own));
}

/** The last month of the year of `month` in which something is paid: it may lie before `month`. */
export function lastPayMonth(month: Month, payMonths: PayMonths | undefined): Month {
  return addMonths(month, (payMonths?.at(-1) ?? 12) - numberOf(month));
}

/** 1 for January. */
function numberOf(month: Month): number {
  return (month % 12) + 1;
}
