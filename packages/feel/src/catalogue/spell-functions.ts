import { dayOfMonthIndex, monthIndexOfDay } from "../calendar/civil.ts";
import { integerBetween } from "../types/number-type.ts";
import { BOOLEAN, DATE } from "../types/value-type.ts";
import type { FunctionEntry } from "./function-entry.ts";
import { consecutiveMonthsSql, firstMonthSql, inForceAtSql, monthsCoveredSql } from "./spell-sql.ts";

/** A spell is a context with `from` and `to`, the first and last day that it covers; calendar months count whole. */
type Spell = { readonly from?: number | null; readonly to?: number | null; readonly open?: boolean | null };
/** A row may itself be unknown. */
type Spells = readonly (Spell | null)[];
type Months = { readonly from: number; readonly to: number };

const MONTHS = integerBetween(0, 120_000);

export const spellFunctions: readonly FunctionEntry[] = [
  {
    name: "months covered",
    parameters: [{ name: "spells", type: "spells" }],
    returns: "number",
    en: "How many different calendar months the spells cover together; a month touched counts whole, overlaps count once.",
    zh: "各时段合计覆盖的不同月份数；触及的月份按整月计，重叠只计一次。",
    examples: [
      {
        expression:
          'months covered([{from: date("2024-01-01"), to: date("2024-03-31")}, {from: date("2024-03-01"), to: date("2024-05-31")}])',
        gives: 5,
      },
    ],
    result: MONTHS,
    strict: true,
    js: (spells) => monthsCovered(spells as Spells),
    sql: monthsCoveredSql,
  },
  {
    name: "consecutive months",
    parameters: [
      { name: "spells", type: "spells" },
      { name: "at", type: "date" },
      { name: "gap months", type: "integer" },
    ],
    returns: "number",
    en: "Covered months of the unbroken run that reaches the month of `at`. Up to `gap months` uncovered months, between spells or before `at`, don't break it, and are not counted. 0 when no run reaches `at`; months after `at` don't count.",
    zh: "截至 at 所在月、未中断的一段中被覆盖的月数。时段之间或 at 之前不超过 gap months 个未覆盖月不算中断，也不计数；没有到达 at 的时段则为 0；at 之后的月份不计。",
    examples: [
      {
        expression:
          'consecutive months([{from: date("2024-01-01"), to: date("2024-03-31")}, {from: date("2024-05-01"), to: date("2024-06-30")}], date("2024-06-15"), 1)',
        gives: 5,
      },
      {
        expression:
          'consecutive months([{from: date("2024-01-01"), to: date("2024-03-31")}, {from: date("2024-05-01"), to: date("2024-06-30")}], date("2024-06-15"), 0)',
        gives: 2,
      },
    ],
    result: MONTHS,
    strict: true,
    js: (spells, at, gap) => consecutiveMonths(spells as Spells, Number(at), Number(gap)),
    sql: consecutiveMonthsSql,
  },
  {
    name: "in force at",
    parameters: [
      { name: "spell", type: "spell" },
      { name: "day", type: "date" },
      { name: "tolerance months", type: "integer" },
    ],
    returns: "boolean",
    en: "Whether the spell runs on the day. A spell still `open` when last covered counts for up to `tolerance months` after the month of `to`; later than that it is unknown. A closed spell that has ended, or one not yet begun, is false.",
    zh: "该时段在某日是否有效。最近一次覆盖时仍在续（open）的时段，在 to 所在月之后 tolerance months 个月内视为有效，更久则未知；已结束或尚未开始为否。",
    examples: [
      {
        expression:
          'in force at({from: date("2024-01-01"), to: date("2024-09-30"), open: true}, date("2024-11-30"), 2)',
        gives: true,
      },
      {
        expression:
          'in force at({from: date("2024-01-01"), to: date("2024-08-31"), open: true}, date("2024-11-30"), 2)',
        gives: null,
      },
      {
        expression:
          'in force at({from: date("2024-01-01"), to: date("2024-09-30"), open: false}, date("2024-11-30"), 2)',
        gives: false,
      },
    ],
    result: BOOLEAN,
    strict: false,
    js: (spell, day, tolerance) => inForceAt(spell as Spell | null, day as number | null, tolerance as number | null),
    sql: inForceAtSql,
  },
  {
    name: "first month",
    parameters: [{ name: "spells", type: "spells" }],
    returns: "date",
    en: "The first day of the earliest month that the spells begin in. Unknown when there are none.",
    zh: "各时段中最早开始月份的第一天；没有时段时未知。",
    examples: [
      {
        expression:
          'first month([{from: date("2024-02-10"), to: date("2024-03-31")}, {from: date("2023-05-15"), to: date("2023-06-30")}])',
        gives: "2023-05-01",
      },
    ],
    result: DATE,
    strict: true,
    js: (spells) => firstMonth(spells as Spells),
    sql: firstMonthSql,
  },
];

function monthsCovered(spells: Spells): number | null {
  const months = sortedMonths(spells);
  if (!months) return null;
  let total = 0;
  let last = -1;
  for (const { from, to } of months) {
    total += Math.max(0, to - Math.max(last, from - 1));
    last = Math.max(last, to);
  }
  return total;
}

function consecutiveMonths(spells: Spells, at: number, gap: number): number | null {
  const months = sortedMonths(spells);
  if (!months || gap < 0) return null;
  const atMonth = monthIndexOfDay(at);
  let run = 0;
  let last = -1;
  for (const { from, to } of months) {
    if (from > atMonth) break;
    const end = Math.min(to, atMonth);
    if (run === 0 || from > last + gap + 1) run = end - from + 1;
    else run += Math.max(0, end - Math.max(last, from - 1));
    last = Math.max(last, end);
  }
  return run > 0 && atMonth - last <= gap ? run : 0;
}

/** Kleene: begun and not ended. */
function inForceAt(spell: Spell | null, day: number | null, tolerance: number | null): boolean | null {
  if (spell === null || day === null) return null;
  const from = spell.from ?? null;
  const to = spell.to ?? null;
  const open = spell.open ?? null;
  if (from !== null && from > day) return false;
  const running = stillRunning(to, open, day, tolerance);
  return from === null && running === true ? null : running;
}

function stillRunning(to: number | null, open: boolean | null, day: number, tolerance: number | null): boolean | null {
  if (to === null) return null;
  if (day <= to) return true;
  if (open === false) return false;
  if (open === null || tolerance === null) return null;
  return monthsApartAtMost(to, day, Number(tolerance)) ? true : null;
}

/** The calendar is asked only where the number of days doesn't tell. */
function monthsApartAtMost(earlier: number, later: number, months: number): boolean {
  const days = later - earlier;
  if (months >= 0 && days <= 28 * months) return true;
  if (days >= 31 * (months + 1)) return false;
  return monthIndexOfDay(later) - monthIndexOfDay(earlier) <= months;
}

function firstMonth(spells: Spells): number | null {
  let earliest: number | null = null;
  for (const spell of spells) {
    const from = spell?.from;
    if (from === null || from === undefined) return null;
    if (earliest === null || from < earliest) earliest = from;
  }
  return earliest === null ? null : dayOfMonthIndex(monthIndexOfDay(earliest), 1);
}

/** By first month; a spell that ends before it begins covers nothing; undefined when a month is unknown. */
function sortedMonths(spells: Spells): readonly Months[] | undefined {
  const months: Months[] = [];
  for (const spell of spells) {
    const [from, to] = [spell?.from, spell?.to];
    if (from === null || from === undefined || to === null || to === undefined) return undefined;
    const span = { from: monthIndexOfDay(from), to: monthIndexOfDay(to) };
    if (span.to >= span.from) months.push(span);
  }
  return areInOrder(months) ? months : months.sort((a, b) => a.from - b.from);
}

/** As registers and snapshots have them: sorting what is in order costs more than the look. */
function areInOrder(months: readonly Months[]): boolean {
  for (let i = 1; i < months.length; i += 1) {
    if ((months[i] as Months).from < (months[i - 1] as Months).from) return false;
  }
  return true;
}
