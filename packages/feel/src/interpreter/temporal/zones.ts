import type { FeelDateTime, FeelTime, Zone } from "../values/value.ts";
import { civilOfDays, daysOfCivil } from "./calendar.ts";

export const NANOS_PER_SECOND = 1_000_000_000n;
const SECONDS_PER_DAY = 86_400;
const OFFSET_SECONDS_MAX = 18 * 3600;
const LONG_OFFSET = /GMT(?:([+-])(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;
const MONTHS_OF_2024: readonly number[] = Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month) / 1000);
/** `Intl` knows the rules of these years; those of others repeat them, 400 years being a whole cycle of the calendar. */
const RULES_FROM = 1800;
const RULES_TO = 2400;

/** Reads `Z`, `+08:00`, `-01:00:30` or `@Asia/Shanghai`; undefined where it is none or the region is unknown. */
export function parseZone(text: string): Zone | undefined {
  if (text === "Z" || text === "z") return { kind: "offset", seconds: 0 };
  if (text.startsWith("@")) return findRegion(text.slice(1));
  const match = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, hours, minutes, rest] = match;
  if (Number(minutes) > 59 || Number(rest ?? 0) > 59) return undefined;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest ?? 0);
  if (seconds > OFFSET_SECONDS_MAX) return undefined;
  return { kind: "offset", seconds: sign === "-" && seconds > 0 ? -seconds : seconds };
}

export function offsetZone(seconds: number): Zone | undefined {
  return Math.abs(seconds) <= OFFSET_SECONDS_MAX ? { kind: "offset", seconds } : undefined;
}

function findRegion(name: string): Zone | undefined {
  if (!/^[A-Za-z][\w+\-/]*$/.test(name)) return undefined;
  return formatterOf(name) ? { kind: "region", name } : undefined;
}

function formatterOf(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  } catch {
    return undefined;
  }
}

/** Seconds that the local time of a date and time is ahead of UTC; null where it has no zone. */
export function offsetOf(value: FeelDateTime): number | null {
  if (!value.zone) return null;
  if (value.zone.kind === "offset") return value.zone.seconds;
  return offsetInRegion(value.zone.name, localSecondsOf(value));
}

/**
 * The offset at a local time. In an hour that a change of clocks repeats it is the earlier offset, in one that it leaves
 * out the offset before.
 */
function offsetInRegion(name: string, localSeconds: number): number {
  const format = formatterOf(name);
  if (!format) return 0;
  const local = withinRules(localSeconds);
  const at = (utcSeconds: number): number => readOffset(format.format(new Date(utcSeconds * 1000)));
  const before = at(local - SECONDS_PER_DAY);
  const after = at(local + SECONDS_PER_DAY);
  if (before === after || at(local - before) === before) return before;
  return at(local - after) === after ? after : before;
}

/** The offset of a time: in a region only where its clocks show the same all through 2024. */
export function offsetOfTime({ zone }: FeelTime): number | null {
  if (zone === null || zone.kind === "offset") return zone?.seconds ?? null;
  const offsets = MONTHS_OF_2024.map((seconds) => offsetAt(zone, seconds));
  return offsets.every((offset) => offset === offsets[0]) ? (offsets[0] ?? null) : null;
}

/** The offset of a region at a moment, in seconds since 1970. */
export function offsetAt(zone: Zone, utcSeconds: number): number {
  if (zone.kind === "offset") return zone.seconds;
  const format = formatterOf(zone.name);
  return format ? readOffset(format.format(new Date(withinRules(utcSeconds) * 1000))) : 0;
}

function readOffset(formatted: string): number {
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = LONG_OFFSET.exec(formatted) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -total : total;
}

function withinRules(seconds: number): number {
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const civil = civilOfDays(days);
  if (civil.year >= RULES_FROM && civil.year < RULES_TO) return seconds;
  const start = civil.year < RULES_FROM ? RULES_FROM - 400 : RULES_TO - 400;
  const year = start + ((((civil.year - start) % 400) + 400) % 400);
  return daysOfCivil({ ...civil, year }) * SECONDS_PER_DAY + (seconds - days * SECONDS_PER_DAY);
}

/** Seconds from 1970-01-01T00:00:00 to the local time, as if it were UTC. */
export function localSecondsOf(value: FeelDateTime): number {
  return daysOfCivil(value) * SECONDS_PER_DAY + secondsOfDay(value);
}

function secondsOfDay(value: FeelDateTime | FeelTime): number {
  return value.hour * 3600 + value.minute * 60 + value.second;
}

/** Nanoseconds since 1970, in UTC where there is a zone, else of local time. */
export function nanosOf(value: FeelDateTime): bigint {
  const seconds = localSecondsOf(value) - (offsetOf(value) ?? 0);
  return BigInt(seconds) * NANOS_PER_SECOND + BigInt(value.nano);
}

/**
 * Two times in nanoseconds that can be compared: of local time where both have no zone or the same region, else of UTC.
 * Null where one has a zone and the other has none, or a region's offset hangs on the day.
 */
export function nanosOfTimes(a: FeelTime, b: FeelTime): readonly [bigint, bigint] | null {
  if ((a.zone === null) !== (b.zone === null)) return null;
  if (a.zone?.kind === "region" && b.zone?.kind === "region" && a.zone.name === b.zone.name) {
    return [nanosWithOffset(a, 0), nanosWithOffset(b, 0)];
  }
  const offsets = a.zone === null ? [0, 0] : [offsetOfTime(a), offsetOfTime(b)];
  const [one = null, other = null] = offsets;
  return one === null || other === null ? null : [nanosWithOffset(a, one), nanosWithOffset(b, other)];
}

function nanosWithOffset(value: FeelTime, offset: number): bigint {
  return BigInt(secondsOfDay(value) - offset) * NANOS_PER_SECOND + BigInt(value.nano);
}
