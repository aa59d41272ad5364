import { daysOfCivil } from "../temporal/calendar.ts";
import { NANOS_PER_SECOND, nanosOf, nanosOfTimes, offsetOf } from "../temporal/zones.ts";
import type { FeelContext, FeelDateTime, FeelRange, FeelTime, FeelValue } from "./value.ts";
import { hasKind, isList } from "./value.ts";

/**
 * FEEL's `=` (DMN 1.5, table 53): null where values of different kinds meet. Null equals only null. Times are compared
 * by their hour, minute and second, so to the whole second; durations of nothing are equal whatever their kind.
 */
export function equals(a: FeelValue, b: FeelValue): boolean | null {
  if (a === null || b === null) return a === b;
  if (typeof a !== "object" || typeof b !== "object") return typeof a === typeof b ? a === b : null;
  if (isList(a)) return isList(b) ? equalLists(a, b) : null;
  if (isList(b)) return null;
  if (a.kind !== b.kind) return isZeroDuration(a) && isZeroDuration(b) ? true : null;
  switch (a.kind) {
    case "number":
      return hasKind(b, "number") && a.decimal.equals(b.decimal);
    case "date":
      return hasKind(b, "date") && daysOfCivil(a) === daysOfCivil(b);
    case "time":
      return hasKind(b, "time") && equalTimes(a, b);
    case "dateTime":
      return hasKind(b, "dateTime") && equalMoments(a, b);
    case "yearsMonthsDuration":
      return hasKind(b, "yearsMonthsDuration") && a.months === b.months;
    case "daysTimeDuration":
      return hasKind(b, "daysTimeDuration") && a.nanos === b.nanos;
    case "range":
      return hasKind(b, "range") && equalRanges(a, b);
    case "context":
      return hasKind(b, "context") ? equalContexts(a, b) : null;
    case "function":
      return a === b;
  }
}

/** Whether two values are the same for `list contains`, `distinct values` and their like: what can't be compared differs. */
export function isSame(a: FeelValue, b: FeelValue): boolean {
  return equals(a, b) === true;
}

function isZeroDuration(value: FeelValue): boolean {
  return hasKind(value, "yearsMonthsDuration")
    ? value.months === 0
    : hasKind(value, "daysTimeDuration") && value.nanos === 0n;
}

function equalTimes(a: FeelTime, b: FeelTime): boolean {
  const times = nanosOfTimes(a, b);
  return times !== null && wholeSeconds(times[0], a.nano) === wholeSeconds(times[1], b.nano);
}

function equalMoments(a: FeelDateTime, b: FeelDateTime): boolean {
  if ((offsetOf(a) === null) !== (offsetOf(b) === null)) return false;
  return wholeSeconds(nanosOf(a), a.nano) === wholeSeconds(nanosOf(b), b.nano);
}

function wholeSeconds(nanos: bigint, nano: number): bigint {
  return (nanos - BigInt(nano)) / NANOS_PER_SECOND;
}

function equalRanges(a: FeelRange, b: FeelRange): boolean | null {
  if (a.form !== b.form || a.lowClosed !== b.lowClosed || a.highClosed !== b.highClosed) return false;
  return allOf([() => equals(a.low, b.low), () => equals(a.high, b.high)]);
}

function equalLists(a: readonly FeelValue[], b: readonly FeelValue[]): boolean | null {
  if (a.length !== b.length) return false;
  return allOf(a.map((item, index) => () => equals(item, b[index] ?? null)));
}

function equalContexts(a: FeelContext, b: FeelContext): boolean | null {
  if (a.entries.size !== b.entries.size) return false;
  for (const name of a.entries.keys()) if (!b.entries.has(name)) return false;
  return allOf(
    Array.from(
      a.entries,
      ([name, value]) =>
        () =>
          equals(value, b.entries.get(name) ?? null),
    ),
  );
}

/** False where one is; else null where one is; else true. */
function allOf(parts: readonly (() => boolean | null)[]): boolean | null {
  let whole: boolean | null = true;
  for (const part of parts) {
    const equal = part();
    if (equal === false) return false;
    if (equal === null) whole = null;
  }
  return whole;
}

/** A text that equal values share: for finding them without comparing all with all. */
export function equalityKey(value: FeelValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `s${value}`;
  if (isList(value)) return `l${value.length}`;
  switch (value.kind) {
    case "number":
      return `n${value.decimal.toString()}`;
    case "date":
      return `d${daysOfCivil(value)}`;
    case "dateTime":
      return `t${value.zone !== null}${wholeSeconds(nanosOf(value), value.nano)}`;
    case "yearsMonthsDuration":
      return value.months === 0 ? "p0" : `y${value.months}`;
    case "daysTimeDuration":
      return `p${value.nanos}`;
    case "context":
      return `c${value.entries.size}`;
    case "time":
    case "range":
    case "function":
      return value.kind;
  }
}
