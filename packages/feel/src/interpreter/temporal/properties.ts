import { numberOf } from "../numbers/number-of.ts";
import type {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  FeelValue,
  YearsMonthsDuration,
} from "../values/value.ts";
import { weekdayOf } from "./calendar.ts";
import { splitDuration } from "./format-temporal.ts";
import { NANOS_PER_SECOND, offsetOf, offsetOfTime } from "./zones.ts";

type Temporal = FeelDate | FeelDateTime | FeelTime | YearsMonthsDuration | DaysTimeDuration;

/** The property of a date, time or duration (DMN 1.5, table 66); undefined where it has none of that name. */
export function findProperty(value: Temporal, name: string): FeelValue | undefined {
  switch (value.kind) {
    case "date":
      return dateProperty(value, name);
    case "time":
      return clockProperty(value, name);
    case "dateTime":
      return dateProperty(value, name) ?? clockProperty(value, name);
    case "yearsMonthsDuration":
      if (name === "years") return numberOf(Math.trunc(value.months / 12) || 0);
      return name === "months" ? numberOf(value.months % 12 || 0) : undefined;
    case "daysTimeDuration":
      return durationProperty(value, name);
  }
}

function dateProperty(value: FeelDate | FeelDateTime, name: string): FeelValue | undefined {
  if (name === "year" || name === "month" || name === "day") return numberOf(value[name]);
  return name === "weekday" ? numberOf(weekdayOf(value)) : undefined;
}

function clockProperty(value: FeelTime | FeelDateTime, name: string): FeelValue | undefined {
  switch (name) {
    case "hour":
    case "minute":
    case "second":
      return numberOf(value[name]);
    case "time offset": {
      const seconds = value.kind === "dateTime" ? offsetOf(value) : offsetOfTime(value);
      return seconds === null ? null : { kind: "daysTimeDuration", nanos: BigInt(seconds) * NANOS_PER_SECOND };
    }
    case "timezone":
      return value.zone?.kind === "region" ? value.zone.name : null;
  }
  return undefined;
}

function durationProperty({ nanos }: DaysTimeDuration, name: string): FeelValue | undefined {
  const parts = splitDuration(nanos);
  return name === "days" || name === "hours" || name === "minutes" || name === "seconds"
    ? numberOf(parts[name])
    : undefined;
}
