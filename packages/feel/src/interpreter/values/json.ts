import { findNumber } from "../numbers/number-of.ts";
import { toText } from "./to-text.ts";
import { type FeelContext, type FeelValue, hasKind, isList, makeContext } from "./value.ts";

/**
 * JSON as FEEL: objects are contexts, arrays lists, texts stay texts (`date(…)` makes a date of one). What JSON doesn't
 * have, and numbers that aren't finite, is null.
 */
export function toFeel(json: unknown): FeelValue {
  if (typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number" || typeof json === "bigint") return findNumber(json);
  if (Array.isArray(json)) return json.map(toFeel);
  return typeof json === "object" && json !== null ? toContext({ ...json }) : null;
}

/** An object as a context: the names and values that an expression is about. */
export function toContext(json: Readonly<Record<string, unknown>>): FeelContext {
  return makeContext(Object.entries(json).map(([name, value]) => [name, toFeel(value)] as const));
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A value as JSON: numbers that a double doesn't hold exactly, dates, times, durations and ranges as the text that
 * `string()` gives, functions as null.
 */
export function toJson(value: FeelValue): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (isList(value)) return value.map(toJson);
  if (hasKind(value, "context")) {
    return Object.fromEntries(Array.from(value.entries, ([name, entry]) => [name, toJson(entry)] as const));
  }
  if (hasKind(value, "function")) return null;
  if (!hasKind(value, "number")) return toText(value);
  const double = value.decimal.toNumber();
  return findNumber(double)?.decimal.equals(value.decimal) ? double : value.decimal.toFixed();
}
