/**
 * The proleptic Gregorian calendar over two thousand million years, in day numbers (days since 1970-01-01) that doubles
 * hold exactly (H. Hinnant, "chrono-compatible low-level date algorithms").
 */
const YEAR_MAX = 999_999_999;

export type Civil = { readonly year: number; readonly month: number; readonly day: number };

export function daysOfCivil({ year, month, day }: Civil): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilOfDays(days: number): Civil {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  return { year, month: month < 10 ? month + 3 : month - 9, day };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function isCivil({ year, month, day }: Civil): boolean {
  return (
    Number.isInteger(year) &&
    Math.abs(year) <= YEAR_MAX &&
    Number.isInteger(month) &&
    month >= 1 &&
    month <= 12 &&
    Number.isInteger(day) &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/** Adds calendar months; the day is cut to the length of the month reached. */
export function addMonths({ year, month, day }: Civil, months: number): Civil {
  const index = year * 12 + (month - 1) + months;
  const reached = { year: Math.floor(index / 12), month: index - Math.floor(index / 12) * 12 + 1 };
  return { ...reached, day: Math.min(day, daysInMonth(reached.year, reached.month)) };
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(civil: Civil): number {
  const days = daysOfCivil(civil);
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

export function dayOfYear(civil: Civil): number {
  return daysOfCivil(civil) - daysOfCivil({ year: civil.year, month: 1, day: 1 }) + 1;
}

/** The number of the week by ISO 8601: the week of a year's first Thursday is its first. */
export function weekOfYear(civil: Civil): number {
  const thursday = civilOfDays(daysOfCivil(civil) - weekdayOf(civil) + 4);
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}
