import { DAY_MAX, DAY_MIN, dayOfMonthIndex, monthIndexOfDay, ymdOfDay } from "../calendar/civil.ts";
import { integerBetween } from "../types/number-type.ts";
import { DATE, DAYS_DURATION } from "../types/value-type.ts";
import type { FunctionEntry } from "./function-entry.ts";

/** Beyond this a date can't stay between the years 1 and 9999, and SQL's INTERVAL might overflow. */
const MONTHS_MAX = 120_000;
const DAYS_MAX = 4_000_000;

const YEARS = integerBetween(-10_000, 10_000);

export const dateFunctions: readonly FunctionEntry[] = [
  {
    name: "full years between",
    parameters: [
      { name: "from", type: "date" },
      { name: "to", type: "date" },
    ],
    returns: "number",
    en: "Full years from one day to another: an age, when the first is a birthday. Born on 29 February, one turns on 1 March of common years.",
    zh: "两日之间的整年数；第一日为出生日时即周岁。2 月 29 日出生者平年于 3 月 1 日满岁。",
    examples: [
      { expression: 'full years between(date("1989-12-01"), date("2024-11-30"))', gives: 34 },
      { expression: 'full years between(date("2000-02-29"), date("2023-02-28"))', gives: 22 },
    ],
    result: YEARS,
    strict: true,
    js: (from, to) => Math.floor((ymdOfDay(Number(to)) - ymdOfDay(Number(from))) / 10_000),
    sql: ([from, to]) =>
      `CAST(year(${to}) - year(${from}) - CASE WHEN month(${to}) * 100 + day(${to}) < month(${from}) * 100 + day(${from}) THEN 1 ELSE 0 END AS BIGINT)`,
  },
  {
    name: "full months between",
    parameters: [
      { name: "from", type: "date" },
      { name: "to", type: "date" },
    ],
    returns: "number",
    en: "Full months from one day to another; a month is full when the day of the month is reached.",
    zh: "两日之间的整月数；到达同一日号时计满一月。",
    examples: [
      { expression: 'full months between(date("2024-01-15"), date("2024-04-14"))', gives: 2 },
      { expression: 'full months between(date("2024-01-15"), date("2024-04-15"))', gives: 3 },
    ],
    result: integerBetween(-120_000, 120_000),
    strict: true,
    js: (from, to) => fullMonths(Number(from), Number(to)),
    sql: ([from, to]) =>
      `CAST((year(${to}) - year(${from})) * 12 + month(${to}) - month(${from}) - CASE WHEN day(${to}) < day(${from}) THEN 1 ELSE 0 END AS BIGINT)`,
  },
  {
    name: "add months",
    parameters: [
      { name: "date", type: "date" },
      { name: "months", type: "integer" },
    ],
    returns: "date",
    en: 'The day so many months later (or earlier); the day of the month is cut to the length of the month reached. Also written date + duration("P3M").',
    zh: '若干个月之后（或之前）的日子；日号超出目标月长度时取月末。也可写作 date + duration("P3M")。',
    examples: [
      { expression: 'add months(date("2024-01-31"), 1)', gives: "2024-02-29" },
      { expression: 'add months(date("2024-03-31"), -1)', gives: "2024-02-29" },
    ],
    result: DATE,
    strict: true,
    js: (day, months) => addMonths(Number(day), Number(months)),
    sql: ([day, months]) =>
      datesOnly(
        `CASE WHEN abs(${months}) <= ${MONTHS_MAX} THEN CAST(${day} + to_months(TRY_CAST(${months} AS INTEGER)) AS DATE) END`,
      ),
  },
  {
    name: "add days",
    parameters: [
      { name: "date", type: "date" },
      { name: "days", type: "integer" },
    ],
    returns: "date",
    en: 'The day so many calendar days later (or earlier). Also written date + duration("P30D").',
    zh: '若干自然日之后（或之前）的日子。也可写作 date + duration("P30D")。',
    examples: [{ expression: 'add days(date("2024-02-28"), 2)', gives: "2024-03-01" }],
    result: DATE,
    strict: true,
    js: (day, days) => (Math.abs(Number(days)) <= DAYS_MAX ? dayOrUnknown(Number(day) + Number(days)) : null),
    sql: ([day, days]) =>
      datesOnly(`CASE WHEN abs(${days}) <= ${DAYS_MAX} THEN ${day} + TRY_CAST(${days} AS INTEGER) END`),
  },
  {
    name: "days between",
    parameters: [
      { name: "from", type: "date" },
      { name: "to", type: "date" },
    ],
    returns: "number",
    en: "Calendar days from one day to another; negative when the second is earlier.",
    zh: "两日之间的自然日数；第二日在前时为负。",
    examples: [{ expression: 'days between(date("2024-02-28"), date("2024-03-01"))', gives: 2 }],
    result: integerBetween(-10_000_000, 10_000_000),
    strict: true,
    js: (from, to) => Number(to) - Number(from),
    sql: ([from, to]) => `CAST(${to} - ${from} AS BIGINT)`,
  },
  property("year", YEARS, (ymd) => Math.floor(ymd / 10_000)),
  property("month", integerBetween(1, 12), (ymd) => Math.floor(ymd / 100) % 100),
  property("day", integerBetween(1, 31), (ymd) => ymd % 100),
  {
    name: "date difference",
    property: true,
    parameters: [
      { name: "from", type: "date" },
      { name: "to", type: "date" },
    ],
    returns: "days duration",
    en: "date − date, a duration of days.",
    zh: "日期相减，得天数时长。",
    examples: [{ expression: 'date("2024-03-01") - date("2024-02-01") = duration("P29D")', gives: true }],
    result: DAYS_DURATION,
    strict: true,
    js: (from, to) => Number(to) - Number(from),
    sql: ([from, to]) => `CAST(${to} - ${from} AS BIGINT)`,
  },
];

/** Months of one day that the calendar reaches, or unknown beyond the years 1 to 9999. */
function addMonths(day: number, months: number): number | null {
  if (Math.abs(months) > MONTHS_MAX) return null;
  return dayOrUnknown(dayOfMonthIndex(monthIndexOfDay(day) + months, ymdOfDay(day) % 100));
}

function fullMonths(from: number, to: number): number {
  const missing = ymdOfDay(to) % 100 < ymdOfDay(from) % 100 ? 1 : 0;
  return monthIndexOfDay(to) - monthIndexOfDay(from) - missing;
}

function dayOrUnknown(day: number): number | null {
  return day >= DAY_MIN && day <= DAY_MAX ? day : null;
}

function datesOnly(sql: string): string {
  return `CASE WHEN ${sql} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN ${sql} END`;
}

function property(part: "year" | "month" | "day", result: typeof YEARS, read: (ymd: number) => number): FunctionEntry {
  return {
    name: `date.${part}`,
    property: true,
    parameters: [{ name: "date", type: "date" }],
    returns: "number",
    en: `The ${part} of a date, written d.${part}.`,
    zh: `日期的${{ year: "年", month: "月", day: "日" }[part]}，写作 d.${part}。`,
    examples: [{ expression: `date("2024-11-30").${part}`, gives: { year: 2024, month: 11, day: 30 }[part] }],
    result,
    strict: true,
    js: (day) => read(ymdOfDay(Number(day))),
    sql: ([day]) => `CAST(${part}(${day}) AS BIGINT)`,
  };
}
