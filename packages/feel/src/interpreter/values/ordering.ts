import { daysOfCivil } from "../temporal/calendar.ts";
import { nanosOf, nanosOfTimes, offsetOf } from "../temporal/zones.ts";
import { type FeelValue, hasKind } from "./value.ts";

/**
 * Negative where `a` comes before `b`, positive where after, 0 where neither; null where the two have no order: values of
 * different kinds, local time beside time in a zone, lists, contexts. Strings go by code point.
 */
export function compare(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (hasKind(a, "number") && hasKind(b, "number")) return a.decimal.comparedTo(b.decimal);
  if (hasKind(a, "date") && hasKind(b, "date")) return daysOfCivil(a) - daysOfCivil(b);
  if (hasKind(a, "yearsMonthsDuration") && hasKind(b, "yearsMonthsDuration")) return a.months - b.months;
  if (hasKind(a, "daysTimeDuration") && hasKind(b, "daysTimeDuration")) return sign(a.nanos - b.nanos);
  if (hasKind(a, "dateTime") && hasKind(b, "dateTime")) {
    return (offsetOf(a) === null) === (offsetOf(b) === null) ? sign(nanosOf(a) - nanosOf(b)) : null;
  }
  if (hasKind(a, "time") && hasKind(b, "time")) {
    const times = nanosOfTimes(a, b);
    return times && sign(times[0] - times[1]);
  }
  return null;
}

function sign(difference: bigint): number {
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** By code point; UTF-16 units, as `<` has them in JavaScript, put what lies beyond U+FFFF before U+E000. */
function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
