/**
 * Civil dates out of day numbers by integer arithmetic alone (H. Hinnant, "chrono-compatible low-level date
 * algorithms"): ten times as fast as `Date`, which matters at five million decisions a second. Same days as the kernel's.
 */

const DAYS_TO_EPOCH = 719_468;
const DAYS_PER_ERA = 146_097;

/** First and last day that a computed date may have: 0001-01-01 and 9999-12-31; beyond lies unknown. */
export const DAY_MIN = -719_162;
export const DAY_MAX = 2_932_896;

/** year × 10000 + month × 100 + day. */
export function ymdOfDay(day: number): number {
  const z = day + DAYS_TO_EPOCH;
  const era = Math.floor(z / DAYS_PER_ERA);
  const dayOfEra = z - era * DAYS_PER_ERA;
  // Whole numbers from 0 on: `| 0` cuts them as `Math.floor` does, in integer arithmetic.
  const leaps = ((dayOfEra / 1460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0);
  const yearOfEra = ((dayOfEra - leaps) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const shifted = ((5 * dayOfYear + 2) / 153) | 0;
  const dayOfMonth = dayOfYear - (((153 * shifted + 2) / 5) | 0) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year * 10_000 + month * 100 + dayOfMonth;
}

/** year × 12 + month − 1, as the kernel's `Month`. */
export function monthIndexOfDay(day: number): number {
  const ymd = ymdOfDay(day);
  return Math.floor(ymd / 10_000) * 12 + (Math.floor(ymd / 100) % 100) - 1;
}

/** The day of a month counted as above; `dayOfMonth` is cut to the month's length. */
export function dayOfMonthIndex(monthIndex: number, dayOfMonth: number): number {
  const first = firstOfMonthIndex(monthIndex);
  return first + Math.min(dayOfMonth, firstOfMonthIndex(monthIndex + 1) - first) - 1;
}

function firstOfMonthIndex(monthIndex: number): number {
  const month = (monthIndex % 12) + 1;
  const year = Math.floor(monthIndex / 12) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
}
