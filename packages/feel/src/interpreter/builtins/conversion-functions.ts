import type { Session } from "../evaluate/session.ts";
import { findNumber } from "../numbers/number-of.ts";
import { monthsBetween } from "../temporal/arithmetic.ts";
import { isCivil } from "../temporal/calendar.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../temporal/parse-temporal.ts";
import { NANOS_PER_SECOND, offsetZone } from "../temporal/zones.ts";
import { toText } from "../values/to-text.ts";
import type {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelNumber,
  FeelTime,
  FeelValue,
} from "../values/value.ts";
import { hasKind } from "../values/value.ts";
import { date, dateTime, daysTime, define, number, optional, signature, text, time, value } from "./define.ts";
import { parseRange } from "./parse-range.ts";

export const conversionFunctions: readonly FeelFunction[] = [
  define(
    "date",
    signature([text("from")], ([from], session) => parseDate(from) ?? notTemporal(from, session)),
    signature([date("from")], ([{ year, month, day }]) => ({ kind: "date", year, month, day })),
    signature([dateTime("from")], ([{ year, month, day }]) => ({ kind: "date", year, month, day })),
    signature([number("year"), number("month"), number("day")], ([year, month, day], session) => {
      return dateOf(year, month, day) ?? session.warn("feel.outOfCalendar");
    }),
  ),
  define(
    "date and time",
    signature([text("from")], ([from], session) => parseDateTime(from) ?? notTemporal(from, session)),
    signature([date("date"), time("time")], ([day, clock]) => join(day, clock)),
    signature([dateTime("date"), time("time")], ([day, clock]) => join(day, clock)),
  ),
  define(
    "time",
    signature([text("from")], ([from], session) => parseTime(from) ?? notTemporal(from, session)),
    signature([time("from")], ([from]) => from),
    signature([dateTime("from")], ([{ hour, minute, second, nano, zone }]) => {
      return { kind: "time", hour, minute, second, nano, zone };
    }),
    signature([date("from")], () => {
      return { kind: "time", hour: 0, minute: 0, second: 0, nano: 0, zone: { kind: "offset", seconds: 0 } };
    }),
    signature(
      [number("hour"), number("minute"), number("second"), optional(daysTime("offset"))],
      ([hour, minute, second, offset], session) =>
        timeOf(hour, minute, second, offset) ?? session.warn("feel.outOfCalendar"),
    ),
  ),
  define(
    "duration",
    signature([text("from")], ([from], session) => parseDuration(from) ?? notTemporal(from, session)),
  ),
  define(
    "years and months duration",
    ...([date, dateTime] as const).flatMap((from) =>
      ([date, dateTime] as const).map((to) =>
        signature([from("from"), to("to")], ([start, end]) => monthsBetween(start, end)),
      ),
    ),
  ),
  define(
    "number",
    signature(
      [text("from"), optional(text("grouping separator")), optional(text("decimal separator"))],
      ([from, grouping, decimal], session) => {
        return (
          readNumber(from, grouping, decimal) ??
          session.warn("feel.wrongArgumentValue", { name: "number", reason: from.slice(0, 40) })
        );
      },
    ),
    signature([number("from")], ([from]) => from),
  ),
  define(
    "string",
    signature([value("from")], ([from], session) => {
      if (hasKind(from, "function")) return null;
      session.spendOn(from);
      const result = toText(from);
      if (result !== null) session.spendCharacters(result.length);
      return result;
    }),
  ),
  define(
    "range",
    signature([text("from")], ([from], session) => parseRange(from) ?? session.warn("feel.noRange")),
  ),
];

function notTemporal(from: string, session: Session): null {
  return session.warn("feel.notTemporal", { text: from.slice(0, 40) });
}

function dateOf(year: FeelNumber, month: FeelNumber, day: FeelNumber): FeelDate | null {
  const civil = { year: year.decimal.toNumber(), month: month.decimal.toNumber(), day: day.decimal.toNumber() };
  return isCivil(civil) ? { kind: "date", ...civil } : null;
}

function timeOf(
  hour: FeelNumber,
  minute: FeelNumber,
  second: FeelNumber,
  offset: DaysTimeDuration | null,
): FeelTime | null {
  const [h, m, s] = [hour.decimal.toNumber(), minute.decimal.toNumber(), second.decimal.floor().toNumber()];
  if (!isWithin(h, 23) || !isWithin(m, 59) || !isWithin(s, 59)) return null;
  const nano = second.decimal.minus(s).times(1e9).trunc().toNumber();
  const zone = offset ? offsetZone(Number(offset.nanos / NANOS_PER_SECOND)) : null;
  return zone === undefined ? null : { kind: "time", hour: h, minute: m, second: s, nano, zone };
}

function isWithin(part: number, max: number): boolean {
  return Number.isInteger(part) && part >= 0 && part <= max;
}

function join(
  { year, month, day }: FeelDate | FeelDateTime,
  { hour, minute, second, nano, zone }: FeelTime,
): FeelDateTime {
  return { kind: "dateTime", year, month, day, hour, minute, second, nano, zone };
}

/** A grouping separator is a space, comma or period, a decimal separator a period or comma, and never the same. */
function readNumber(from: string, grouping: string | null, decimal: string | null): FeelValue {
  if (grouping !== null && ![" ", ",", "."].includes(grouping)) return null;
  if (decimal !== null && ![",", "."].includes(decimal)) return null;
  if (grouping !== null && grouping === decimal) return null;
  const ungrouped = grouping === null ? from : from.replaceAll(grouping, "");
  const pointed = decimal === null ? ungrouped : ungrouped.replaceAll(decimal, ".");
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(pointed) ? findNumber(pointed) : null;
}
