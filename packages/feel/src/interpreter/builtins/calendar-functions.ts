import type { Clock, Session } from "../evaluate/session.ts";
import { numberOf } from "../numbers/number-of.ts";
import { localDateTime } from "../temporal/arithmetic.ts";
import { dayOfYear, weekdayOf, weekOfYear } from "../temporal/calendar.ts";
import { NANOS_PER_SECOND, offsetAt, parseZone } from "../temporal/zones.ts";
import type { FeelDate, FeelDateTime, FeelFunction, FeelValue } from "../values/value.ts";
import { date, dateTime, define, signature } from "./define.ts";

const WEEKDAYS: readonly string[] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const calendarFunctions: readonly FeelFunction[] = [
  ofDay("day of year", (day) => numberOf(dayOfYear(day))),
  ofDay("day of week", (day) => WEEKDAYS[weekdayOf(day) - 1] ?? null),
  ofDay("month of year", (day) => MONTHS[day.month - 1] ?? null),
  ofDay("week of year", (day) => numberOf(weekOfYear(day))),
  define(
    "now",
    signature([], (_, session) => presentMoment("now", session)),
  ),
  define(
    "today",
    signature([], (_, session) => {
      const moment = presentMoment("today", session);
      return moment && { kind: "date", year: moment.year, month: moment.month, day: moment.day };
    }),
  ),
];

function ofDay(name: string, tell: (day: FeelDate | FeelDateTime) => FeelValue): FeelFunction {
  return define(
    name,
    signature([date("date")], ([day]) => tell(day)),
    signature([dateTime("date")], ([moment]) => tell(moment)),
  );
}

function presentMoment(name: string, session: Session): FeelDateTime | null {
  return session.clock ? momentOf(session.clock) : session.warn("feel.noClock", { name });
}

function momentOf({ nowMs, zone: zoneText = "Z" }: Clock): FeelDateTime | null {
  const ms = nowMs();
  const zone = parseZone(/^[A-Za-z]{2}/.test(zoneText) ? `@${zoneText}` : zoneText) ?? { kind: "offset", seconds: 0 };
  const offset = BigInt(offsetAt(zone, Math.floor(ms / 1000)));
  return localDateTime(BigInt(Math.floor(ms)) * 1_000_000n + offset * NANOS_PER_SECOND, { zone });
}
