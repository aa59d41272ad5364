import {
  type Day,
  fail,
  formatMonth,
  type Month,
  monthOf,
  monthOfDay,
  ok,
  type Problem,
  parseDay,
  problem,
  type Result,
} from "@wutong/kernel";

/** Excel's day 1 is 1900-01-01 and it believes in 1900-02-29, so that later days count from 1899-12-30. */
const EXCEL_EPOCH = -25_569;
/** 1920-01-01 and 2099-12-31: five-digit numbers outside are not dates of a register. */
const SERIAL_MIN = 7_306;
const SERIAL_MAX = 73_050;
const YEAR_MIN = 1900;
const YEAR_MAX = 2100;

const DAY_SHAPES = [
  /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const MONTH_SHAPES = [/^(\d{4})[-./](\d{1,2})$/, /^(\d{4})年(\d{1,2})月份?$/, /^(\d{4})(\d{2})$/];
const TIME_OF_DAY = /[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/;

/**
 * Reads a day as people type it: 2023-07-01, 2023.7.1, 2023/7/1, 2023年7月1日, 20230701, an Excel serial (45108); a time of
 * day after it is dropped. Fails with
 * - `codes.day.impossible` {text}: the calendar has no such day (2023-02-30), or its year is outside 1900–2100;
 * - `codes.day.onlyMonth` {text}: the day is missing (2023年7月);
 * - `codes.day.yearNotFirst` {text}: 7/1/2023 or 23-7-1, which may be read in more than one way;
 * - `codes.day.unreadable` {text}.
 */
export function readTypedDay(text: string): Result<Day, Problem> {
  const cleaned = clean(text);
  for (const shape of DAY_SHAPES) {
    const match = shape.exec(cleaned);
    if (match) return dayOfParts(match[1] ?? "", match[2] ?? "", match[3] ?? "", text);
  }
  if (/^\d{5}(?:\.0+)?$/.test(cleaned)) return dayOfExcelSerial(Number(cleaned));
  if (MONTH_SHAPES.some((shape) => shape.test(cleaned))) return failure("day.onlyMonth", text);
  if (/^\d{1,2}[-./]\d{1,2}[-./]\d{1,4}$/.test(cleaned)) return failure("day.yearNotFirst", text);
  return failure("day.unreadable", text);
}

/** The day of an Excel serial number (1900 date system); a fraction is a time of day and dropped. Fails with `codes.day.impossible`. */
export function dayOfExcelSerial(serial: number): Result<Day, Problem> {
  const whole = Math.floor(serial);
  if (whole < SERIAL_MIN || whole > SERIAL_MAX) return failure("day.impossible", String(serial));
  return ok((whole + EXCEL_EPOCH) as Day);
}

/**
 * Reads a month as people type it: 2023-07, 2023.7, 2023/7, 2023年7月, 202307; of a whole day, its month.
 * `fromNumber` says that the cell was a number: 2023.1 may then have been 2023.10, and is refused.
 * Fails with `codes.month.impossible`, `codes.month.ambiguousDecimal` or `codes.month.unreadable`, each with {text}.
 */
export function readTypedMonth(text: string, options: { readonly fromNumber?: boolean } = {}): Result<Month, Problem> {
  const cleaned = clean(text);
  if (options.fromNumber && /^\d{4}\.1$/.test(cleaned)) return failure("month.ambiguousDecimal", text);
  for (const shape of MONTH_SHAPES) {
    const match = shape.exec(cleaned);
    if (match) return monthOfParts(Number(match[1]), Number(match[2]), text);
  }
  const day = readTypedDay(cleaned);
  if (day.ok) return ok(monthOfDay(day.value));
  return failure(day.error.code === "codes.day.impossible" ? "month.impossible" : "month.unreadable", text);
}

/** `2023年7月`, for screens and documents. */
export function formatMonthZh(month: Month): string {
  const [year, number] = formatMonth(month).split("-");
  return `${year}年${Number(number)}月`;
}

function clean(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^['’]/, "")
    .replace(TIME_OF_DAY, "")
    .replaceAll(/\s/g, "")
    .replaceAll(/[–—−。]/g, (mark) => (mark === "。" ? "." : "-"));
}

function dayOfParts(year: string, month: string, dayOfMonth: string, text: string): Result<Day, Problem> {
  const inRange = Number(year) >= YEAR_MIN && Number(year) <= YEAR_MAX;
  const day = parseDay(`${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`);
  return inRange && day.ok ? ok(day.value) : failure("day.impossible", text);
}

function monthOfParts(year: number, month: number, text: string): Result<Month, Problem> {
  const exists = month >= 1 && month <= 12 && year >= YEAR_MIN && year <= YEAR_MAX;
  return exists ? ok(monthOf(year, month)) : failure("month.impossible", text);
}

function failure(what: string, text: string): Result<never, Problem> {
  return fail(problem(`codes.${what}`, { text: text.slice(0, 40) }));
}
