import { unquote } from "../../parse/string-literal.ts";
import { makeInterval } from "../evaluate/ranges.ts";
import { findNumber } from "../numbers/number-of.ts";
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from "../temporal/parse-temporal.ts";
import { compare } from "../values/ordering.ts";
import type { FeelRange, FeelValue } from "../values/value.ts";

const TEXT = '"(?:[^"\\\\]|\\\\.)*"';
const ENDPOINT = `-?(?:\\d+(?:\\.\\d+)?|\\.\\d+)|@${TEXT}|${TEXT}|(?:date and time|date|time|duration)\\s*\\(\\s*${TEXT}\\s*\\)|null`;
const RANGE = new RegExp(`^\\s*([\\[(\\]])\\s*(${ENDPOINT})\\s*\\.\\.\\s*(${ENDPOINT})\\s*([\\])\\[])\\s*$`, "su");

/** The range that a text such as `[1..10)` stands for. Endpoints are literals, at most one null; else null. */
export function parseRange(text: string): FeelRange | null {
  const match = RANGE.exec(text);
  if (!match) return null;
  const [, open, from = "", to = "", close] = match;
  const [low, high] = [readEndpoint(from), readEndpoint(to)];
  if ((low === null && from !== "null") || (high === null && to !== "null")) return null;
  if (low !== null && high !== null && (compare(low, high) ?? 1) > 0) return null;
  return makeInterval({ low, high, lowClosed: open === "[", highClosed: close === "]" });
}

function readEndpoint(literal: string): FeelValue {
  if (literal.startsWith('"')) return unquote(literal);
  if (literal.startsWith("@")) return parseTemporal(unquote(literal.slice(1)));
  const call = /^([a-z ]+?)\s*\(\s*(".*")\s*\)$/s.exec(literal);
  if (!call) return findNumber(literal);
  const text = unquote(call[2] ?? "");
  switch (call[1]) {
    case "date":
      return parseDate(text);
    case "time":
      return parseTime(text);
    case "date and time":
      return parseDateTime(text);
    default:
      return parseDuration(text);
  }
}
