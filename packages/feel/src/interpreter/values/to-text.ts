import {
  formatDate,
  formatDateTime,
  formatDaysTime,
  formatTime,
  formatYearsMonths,
} from "../temporal/format-temporal.ts";
import type { FeelRange, FeelValue } from "./value.ts";
import { hasKind, isList } from "./value.ts";

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_ ]*$/u;

/** What `string(value)` gives; null for null. Texts inside of lists, contexts and ranges stand in quotes. */
export function toText(value: FeelValue): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : format(value);
}

function format(value: FeelValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quote(value);
  if (isList(value)) return `[${value.map(format).join(", ")}]`;
  switch (value.kind) {
    case "number":
      return value.decimal.toFixed();
    case "date":
      return formatDate(value);
    case "time":
      return formatTime(value);
    case "dateTime":
      return formatDateTime(value);
    case "yearsMonthsDuration":
      return formatYearsMonths(value);
    case "daysTimeDuration":
      return formatDaysTime(value);
    case "range":
      return formatRange(value);
    case "function":
      return `function ${value.name}`.trim();
    case "context":
      return `{${Array.from(value.entries, ([name, entry]) => `${formatKey(name)}: ${format(entry)}`).join(", ")}}`;
  }
}

function formatRange(range: FeelRange): string {
  if (range.form !== "interval") return `(${range.form} ${formatEndpoint(range.low ?? range.high)})`;
  const [open, close] = [range.lowClosed ? "[" : "(", range.highClosed ? "]" : ")"];
  return `${open}${formatEndpoint(range.low)}..${formatEndpoint(range.high)}${close}`;
}

/** As it would be written: `@"2024-01-01"`. */
function formatEndpoint(value: FeelValue): string {
  const temporal = value !== null && typeof value === "object" && !isList(value) && !hasKind(value, "number");
  return temporal ? `@"${format(value)}"` : format(value);
}

function formatKey(name: string): string {
  return PLAIN_KEY.test(name) ? name : quote(name);
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
