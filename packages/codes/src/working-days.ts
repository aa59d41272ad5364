import { addDays, type Day, formatDay, partsOfDay } from "@wutong/kernel";
import chineseDays from "chinese-days";

/** A deadline; provisional where it or the way to it lies beyond the published calendar of holidays. */
export type WorkingDayDeadline = { readonly day: Day; readonly provisional: boolean };

/** The State Council publishes next year's holidays each autumn; before this year nothing is known to the library. */
const FIRST_YEAR_KNOWN = 2004;
/** More than any statutory period; a bound on the search. */
const WORKING_DAYS_MAX = 1_000;

/**
 * The n-th working day in China after a day (the day itself does not count; n = 0 gives the day itself): weekends and
 * public holidays are skipped, make-up Saturdays and Sundays count. Holidays are those that `chinese-days` knows.
 */
export function addWorkingDays(from: Day, count: number): WorkingDayDeadline {
  if (!Number.isInteger(count) || count < 0 || count > WORKING_DAYS_MAX) {
    throw new Error(`${count} is not a number of working days between 0 and ${WORKING_DAYS_MAX}`);
  }
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return { day, provisional: !isCalendarPublished(day) };
}

export function isWorkingDay(day: Day): boolean {
  return chineseDays.isWorkday(formatDay(day));
}

/** Whether the holidays of a day's year are in the published calendar: each year has its National Day there. */
export function isCalendarPublished(day: Day): boolean {
  const { year } = partsOfDay(day);
  return year >= FIRST_YEAR_KNOWN && chineseDays.getDayDetail(`${year}-10-01`).name.includes(",");
}
