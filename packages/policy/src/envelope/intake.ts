import { type Day, day, formatDay, parseDay, partsOfDay } from "@wutong/kernel";
import type { BothTexts } from "../fault.ts";

/** When applications are taken: between two days, or between the same two days of every year (over New Year where the first is later). */
export type IntakeWindow =
  | { readonly kind: "once"; readonly from: Day; readonly to: Day; readonly says?: BothTexts }
  | { readonly kind: "everyYear"; readonly from: YearDay; readonly to: YearDay; readonly says?: BothTexts };

/** A day of every year: month × 100 + day of the month; 229 is the last of February where there is none. */
export type YearDay = number;

export type Days = { readonly from: Day; readonly to: Day };

/** Has every day that some year has. */
export const LEAP_YEAR = 2024;

/** `MM-DD`; undefined where no year has such a day. */
export function parseYearDay(text: string): YearDay | undefined {
  const parsed = parseDay(`${LEAP_YEAR}-${text}`);
  return parsed.ok ? yearDayOf(parsed.value) : undefined;
}

function yearDayOf(value: Day): YearDay {
  const { month, dayOfMonth } = partsOfDay(value);
  return month * 100 + dayOfMonth;
}

function formatYearDay(value: YearDay): string {
  const padded = String(value).padStart(4, "0");
  return `${padded.slice(0, 2)}-${padded.slice(2)}`;
}

/** The days of the window in which a day lies; undefined outside of it. */
export function windowAround(window: IntakeWindow, on: Day): Days | undefined {
  if (window.kind === "once") return window.from <= on && on <= window.to ? window : undefined;
  const { year } = partsOfDay(on);
  const own = yearDayOf(on);
  const overNewYear = window.from > window.to;
  const isIn = overNewYear ? own >= window.from || own <= window.to : own >= window.from && own <= window.to;
  if (!isIn) return undefined;
  const begun = overNewYear && own <= window.to ? year - 1 : year;
  return { from: dayIn(begun, window.from), to: dayIn(overNewYear ? begun + 1 : begun, window.to) };
}

/** FEEL: whether `asOf` lies in the window. */
export function windowFeel(window: IntakeWindow): string {
  if (window.kind === "once") {
    return `(asOf >= date("${formatDay(window.from)}") and asOf <= date("${formatDay(window.to)}"))`;
  }
  const own = "asOf.month * 100 + asOf.day";
  const joint = window.from > window.to ? "or" : "and";
  return `(${own} >= ${window.from} ${joint} ${own} <= ${window.to})`;
}

/** A window in words. */
export function windowText(window: IntakeWindow): BothTexts {
  const once = window.kind === "once";
  const [from, to] = once
    ? [formatDay(window.from), formatDay(window.to)]
    : [formatYearDay(window.from), formatYearDay(window.to)];
  return { zh: `${once ? "" : "每年 "}${from} 至 ${to}`, en: `${from} to ${to}${once ? "" : " of every year"}` };
}

/** 29 February is the 28th where a year has none. */
function dayIn(year: number, yearDay: YearDay): Day {
  const parsed = parseDay(`${year}-${formatYearDay(yearDay)}`);
  return parsed.ok ? parsed.value : day(`${year}-02-28`);
}
