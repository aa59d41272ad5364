import { addDays, formatDay, parseDay } from "@wutong/kernel";
import { LEAP_YEAR, parseYearDay } from "../envelope/intake.ts";

/** The numbers one below and one above, or one unit of the last digit where there are decimals. */
export function numbersBeside(text: string): readonly string[] {
  const decimals = /^-?\d*\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  if (decimals === 0 && !/^-?\d+$/.test(text)) return [];
  const units = BigInt(text.replace(".", ""));
  return [units - 1n, units + 1n].map((each) => withPoint(each, decimals));
}

function withPoint(units: bigint, decimals: number): string {
  if (decimals === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The day before and the day after, of every year (MM-DD) too; nothing where the text is no day. */
export function daysBeside(text: string): readonly string[] {
  if (parseYearDay(text) !== undefined) return daysBeside(`${LEAP_YEAR}-${text}`).map((each) => each.slice(5));
  const day = parseDay(text);
  return day.ok ? [formatDay(addDays(day.value, -1)), formatDay(addDays(day.value, 1))] : [];
}

/** One unit less and one more of each part of a duration (`P1Y6M`: 0 and 2 years, 5 and 7 months). */
export function durationsBeside(text: string): readonly string[] {
  if (!/^-?P[\dYMDTHS]+$/.test(text)) return [];
  return [...text.matchAll(/\d+/g)].flatMap(({ 0: digits, index }) =>
    [Number(digits) - 1, Number(digits) + 1].flatMap((count) =>
      count < 0 ? [] : [`${text.slice(0, index)}${count}${text.slice(index + digits.length)}`],
    ),
  );
}
