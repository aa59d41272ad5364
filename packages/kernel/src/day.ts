import type { Brand } from "./brand.ts";
import { fail, ok, type Result } from "./result.ts";

/** A calendar day without a time zone: days since 1970-01-01 (the same number as DuckDB's and PostgreSQL's DATE). */
export type Day = Brand<number, "Day">;

export const MS_PER_DAY = 86_400_000;
const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads ISO `YYYY-MM-DD`; a day that the calendar does not have (2023-02-29) is refused. */
export function parseDay(text: string): Result<Day, { readonly kind: "notADay"; readonly text: string }> {
  const match = DAY_TEXT.exec(text);
  if (!match) return fail({ kind: "notADay", text });
  return dayOf(Number(match[1]), Number(match[2]), Number(match[3])) ?? fail({ kind: "notADay", text });
}

/** For constants in code and tests: throws where `parseDay` would fail. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed.ok) throw new Error(`"${text}" is not a day; write YYYY-MM-DD`);
  return parsed.value;
}

export function formatDay(value: Day): string {
  return new Date(value * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Year, month 1–12 and day 1–31 of a calendar day. */
export function partsOfDay(value: Day): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const date = new Date(value * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

export function addDays(value: Day, days: number): Day {
  return (value + days) as Day;
}

/** Adds calendar months; the day of the month is cut to the length of the month reached (31 Jan + 1 = 28 or 29 Feb). */
export function addMonthsToDay(value: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOfDay(value);
  const index = year * 12 + (month - 1) + months;
  const lastDay = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return Math.floor(Date.UTC(Math.floor(index / 12), index % 12, Math.min(dayOfMonth, lastDay)) / MS_PER_DAY) as Day;
}

/** Full years from `from` to `to`: an age, when `from` is a birth day. Born on 29 Feb turns on 1 Mar of common years. */
export function fullYearsBetween(from: Day, to: Day): number {
  const a = partsOfDay(from);
  const b = partsOfDay(to);
  const reached = b.month > a.month || (b.month === a.month && b.dayOfMonth >= a.dayOfMonth);
  return b.year - a.year - (reached ? 0 : 1);
}

/** The calendar day in China (UTC+8, no daylight saving since 1991) at an instant in milliseconds. */
export function dayInChina(instantMs: number): Day {
  return Math.floor((instantMs + 8 * 3_600_000) / MS_PER_DAY) as Day;
}

function dayOf(year: number, month: number, dayOfMonth: number): Result<Day, never> | undefined {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  date.setUTCFullYear(year);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return exists ? ok(Math.floor(date.getTime() / MS_PER_DAY) as Day) : undefined;
}
