import {
  type DaysTimeDuration,
  type FeelDate,
  type FeelDateTime,
  type FeelTime,
  type FeelValue,
  hasKind,
  type YearsMonthsDuration,
} from "../values/value.ts";
import { addMonths, civilOfDays, daysOfCivil, isCivil } from "./calendar.ts";
import { atMidnight } from "./parse-temporal.ts";
import { localSecondsOf, NANOS_PER_SECOND, nanosOf, nanosOfTimes, offsetAt, offsetOf } from "./zones.ts";

const NANOS_PER_DAY = 86_400n * NANOS_PER_SECOND;
const SECONDS_PER_DAY = 86_400n;
/** Beyond all days of the calendar, so that a sum outside of it stays a safe integer. */
const MONTHS_MAX = 30_000_000_000;

/** Adds a duration, `direction` -1 takes it away; null outside the calendar. Times go round the clock. */
export function addDuration(
  value: FeelDate | FeelDateTime | FeelTime,
  duration: YearsMonthsDuration | DaysTimeDuration,
  direction: 1 | -1,
): FeelValue {
  if (duration.kind === "yearsMonthsDuration") {
    return value.kind === "time" ? null : addCalendarMonths(value, duration.months * direction);
  }
  const nanos = direction < 0 ? -duration.nanos : duration.nanos;
  if (value.kind === "time") return addToTime(value, nanos);
  return value.kind === "date" ? addToDate(value, nanos) : addToDateTime(value, nanos);
}

function addCalendarMonths<Value extends FeelDate | FeelDateTime>(value: Value, months: number): Value | null {
  if (Math.abs(months) > MONTHS_MAX) return null;
  const reached = addMonths(value, months);
  return isCivil(reached) ? { ...value, ...reached } : null;
}

/** A date counts as its midnight, and the day reached is the result. */
function addToDate(date: FeelDate, nanos: bigint): FeelDate | null {
  const reached = civilOfDays(daysOfCivil(date) + Number(floorDivide(nanos, NANOS_PER_DAY)));
  return isCivil(reached) ? { kind: "date", ...reached } : null;
}

function addToTime(time: FeelTime, nanos: bigint): FeelTime {
  const local = BigInt(time.hour * 3600 + time.minute * 60 + time.second) * NANOS_PER_SECOND + BigInt(time.nano);
  return { kind: "time", ...clockOf(floorModulo(local + nanos, NANOS_PER_DAY)), zone: time.zone };
}

/** Elapsed time: in a region the sum is made in UTC, then told in the region's time. */
function addToDateTime(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  if (value.zone?.kind !== "region") {
    return localDateTime(BigInt(localSecondsOf(value)) * NANOS_PER_SECOND + BigInt(value.nano) + nanos, value);
  }
  const utc = nanosOf(value) + nanos;
  const offset = offsetAt(value.zone, Number(floorDivide(utc, NANOS_PER_SECOND)));
  return localDateTime(utc + BigInt(offset) * NANOS_PER_SECOND, value);
}

/** The date and time so many nanoseconds of local time after 1970 began, in the zone of another. */
export function localDateTime(nanos: bigint, { zone }: Pick<FeelDateTime, "zone">): FeelDateTime | null {
  const civil = civilOfDays(Number(floorDivide(nanos, NANOS_PER_DAY)));
  if (!isCivil(civil)) return null;
  return { kind: "dateTime", ...civil, ...clockOf(floorModulo(nanos, NANOS_PER_DAY)), zone };
}

function clockOf(nanosOfDay: bigint): Pick<FeelTime, "hour" | "minute" | "second" | "nano"> {
  const seconds = Number(nanosOfDay / NANOS_PER_SECOND);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nano: Number(nanosOfDay % NANOS_PER_SECOND),
  };
}

/**
 * The time from `right` to `left`. A date beside a date and time is its midnight in UTC; local time and time in a zone
 * have no distance: null.
 */
export function elapsedBetween(left: FeelValue, right: FeelValue): DaysTimeDuration | null {
  if (hasKind(left, "time") && hasKind(right, "time")) {
    const times = nanosOfTimes(left, right);
    return times && { kind: "daysTimeDuration", nanos: times[0] - times[1] };
  }
  if (hasKind(left, "date") && hasKind(right, "date")) {
    const days = BigInt(daysOfCivil(left) - daysOfCivil(right));
    return { kind: "daysTimeDuration", nanos: days * SECONDS_PER_DAY * NANOS_PER_SECOND };
  }
  const [from, to] = [asMoment(right), asMoment(left)];
  if (!from || !to || (offsetOf(from) === null) !== (offsetOf(to) === null)) return null;
  return { kind: "daysTimeDuration", nanos: nanosOf(to) - nanosOf(from) };
}

function asMoment(value: FeelValue): FeelDateTime | null {
  if (hasKind(value, "dateTime")) return value;
  return hasKind(value, "date") ? atMidnight(value, { kind: "offset", seconds: 0 }) : null;
}

/** Whole months from one date to another, cut toward zero: what `years and months duration(from, to)` gives. */
export function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): YearsMonthsDuration {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  const days = to.day - from.day;
  if (months > 0 && days < 0) return { kind: "yearsMonthsDuration", months: months - 1 };
  if (months < 0 && days > 0) return { kind: "yearsMonthsDuration", months: months + 1 };
  return { kind: "yearsMonthsDuration", months };
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function floorModulo(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}
