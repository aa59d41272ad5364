import type { Brand } from "./brand.ts";
import { type Day, MS_PER_DAY, partsOfDay } from "./day.ts";
import { fail, ok, type Result } from "./result.ts";

/** A calendar month: year × 12 + (month − 1), so that months subtract. 2024-01 is 24288. */
export type Month = Brand<number, "Month">;

const MONTH_TEXT = /^(\d{4})-(\d{2})$/;

/** Reads `YYYY-MM`. */
export function parseMonth(text: string): Result<Month, { readonly kind: "notAMonth"; readonly text: string }> {
  const match = MONTH_TEXT.exec(text);
  const month = Number(match?.[2]);
  if (!match || month < 1 || month > 12) return fail({ kind: "notAMonth", text });
  return ok(monthOf(Number(match[1]), month));
}

/** For constants in code and tests: throws where `parseMonth` would fail. */
export function month(text: string): Month {
  const parsed = parseMonth(text);
  if (!parsed.ok) throw new Error(`"${text}" is not a month; write YYYY-MM`);
  return parsed.value;
}

/** `monthNumber` is 1–12. */
export function monthOf(year: number, monthNumber: number): Month {
  return (year * 12 + monthNumber - 1) as Month;
}

export function formatMonth(value: Month): string {
  const year = Math.floor(value / 12);
  return `${String(year).padStart(4, "0")}-${String((value % 12) + 1).padStart(2, "0")}`;
}

export function addMonths(value: Month, months: number): Month {
  return (value + months) as Month;
}

export function monthOfDay(value: Day): Month {
  const { year, month: monthNumber } = partsOfDay(value);
  return monthOf(year, monthNumber);
}

export function firstDayOf(value: Month): Day {
  return (Date.UTC(Math.floor(value / 12), value % 12, 1) / MS_PER_DAY) as Day;
}

export function lastDayOf(value: Month): Day {
  return (firstDayOf(addMonths(value, 1)) - 1) as Day;
}
