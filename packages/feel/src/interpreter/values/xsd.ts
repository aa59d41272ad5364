import { findNumber } from "../numbers/number-of.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../temporal/parse-temporal.ts";
import type { FeelValue } from "./value.ts";

export type XsdType =
  | "string"
  | "boolean"
  | "decimal"
  | "double"
  | "float"
  | "integer"
  | "date"
  | "time"
  | "dateTime"
  | "duration"
  | "dayTimeDuration"
  | "yearMonthDuration";

const readers: Readonly<Record<XsdType, (text: string) => FeelValue>> = {
  string: (text) => text,
  boolean: readBoolean,
  decimal: findNumber,
  double: findNumber,
  float: findNumber,
  integer: findNumber,
  date: parseDate,
  time: parseTime,
  dateTime: parseDateTime,
  duration: parseDuration,
  dayTimeDuration: parseDuration,
  yearMonthDuration: parseDuration,
};

/** The value that a literal of XML Schema stands for, e.g. of `<value xsi:type="xsd:date">`; null where it isn't one. */
export function parseXsd(type: XsdType, text: string): FeelValue {
  return readers[type](type === "string" ? text : text.trim());
}

function readBoolean(text: string): boolean | null {
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : null;
}
