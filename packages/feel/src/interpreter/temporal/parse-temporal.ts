import type {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  FeelValue,
  YearsMonthsDuration,
  Zone,
} from "../values/value.ts";
import { civilOfDays, daysOfCivil, isCivil } from "./calendar.ts";
import { NANOS_PER_SECOND, parseZone } from "./zones.ts";

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@.+)?$/;
const DURATION = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;
const DURATION_TEXT_MAX = 100;

/** What `@"…"` stands for: a date, a date and time, a time or a duration; null where the text is none. */
export function parseTemporal(text: string): FeelValue {
  return parseDate(text) ?? (text.includes("T") ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text);
}

/** `YYYY-MM-DD`, with a sign and up to nine digits of year. */
export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const date = { kind: "date", year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } as const;
  return isCivil(date) ? { ...date, year: date.year || 0 } : null;
}

export function parseTime(text: string): FeelTime | null {
  const read = readTime(text);
  return read && { kind: "time", ...read.time };
}

/** A date and a time with `T` between; a date alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf("T");
  const date = parseDate(split < 0 ? text : text.slice(0, split));
  if (!date) return null;
  if (split < 0) return atMidnight(date);
  const read = readTime(text.slice(split + 1));
  if (!read) return null;
  const day = read.endOfDay ? civilOfDays(daysOfCivil(date) + 1) : date;
  if (!isCivil(day)) return null;
  return { ...read.time, kind: "dateTime", year: day.year, month: day.month, day: day.day };
}

export function atMidnight(date: FeelDate, zone: Zone | null = null): FeelDateTime {
  return { ...date, kind: "dateTime", hour: 0, minute: 0, second: 0, nano: 0, zone };
}

type ReadTime = { readonly time: Omit<FeelTime, "kind">; readonly endOfDay: boolean };

function readTime(text: string): ReadTime | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hours, minutes, seconds, fraction = "", zoneText] = match;
  const zone = zoneText === undefined ? null : parseZone(zoneText);
  if (zone === undefined) return null;
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  const nano = Number(fraction.slice(0, 9).padEnd(9, "0"));
  const endOfDay = hour === 24 && minute === 0 && second === 0 && nano === 0;
  if (!endOfDay && (hour > 23 || minute > 59 || second > 59)) return null;
  return { time: { hour: endOfDay ? 0 : hour, minute, second, nano, zone }, endOfDay };
}

/** `P1Y2M` or `P1DT2H3M4.5S`; null where years or months stand beside days or times, or nothing stands at all. */
export function parseDuration(text: string): YearsMonthsDuration | DaysTimeDuration | null {
  const match = text.length <= DURATION_TEXT_MAX ? DURATION.exec(text) : null;
  if (!match) return null;
  const [, sign, years, months, days, time, hours, minutes, seconds, fraction] = match;
  const hasMonths = years !== undefined || months !== undefined;
  const hasTime = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if (time !== undefined && !hasTime) return null;
  if (hasMonths === (hasTime || days !== undefined)) return null;
  if (hasMonths) return yearsMonths(BigInt(years ?? 0) * 12n + BigInt(months ?? 0), sign === "-");
  const whole =
    BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3_600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const nanos = whole * NANOS_PER_SECOND + BigInt((fraction ?? "").slice(0, 9).padEnd(9, "0"));
  return { kind: "daysTimeDuration", nanos: sign === "-" ? -nanos : nanos };
}

function yearsMonths(months: bigint, negative: boolean): YearsMonthsDuration | null {
  if (months > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const count = Number(months);
  return { kind: "yearsMonthsDuration", months: negative && count > 0 ? -count : count };
}
