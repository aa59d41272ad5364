import type { FeelNumber } from "../values/value.ts";
import { FeelDecimal } from "./decimal.ts";

const DIGITS_MAX = 34;
const ZERO = new FeelDecimal(0);
const LITERAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number, or null for what isn't one of 34 digits and an exponent within ±6144 (`"abc"`, NaN, 1e9999). */
export function findNumber(from: string | number | bigint): FeelNumber | null {
  if (typeof from === "number" && Number.isSafeInteger(from))
    return { kind: "number", decimal: new FeelDecimal(from || 0) };
  const text = String(from).trim();
  // An endless exponent costs as much to read as it is long; none of more than 9 digits is in range.
  if (!LITERAL.test(text) || /[eE][+-]?0*[1-9]\d{9}/.test(text)) return null;
  return toNumber(new FeelDecimal(text));
}

/** The number; throws where `from` isn't one. For numbers that a program writes down: `numberOf("0.1")`, `numberOf(3)`. */
export function numberOf(from: string | number | bigint): FeelNumber {
  const number = findNumber(from);
  if (!number) throw new RangeError(`"${from}" is not a decimal number`);
  return number;
}

/** Rounds to 34 digits; null where the result is no number, or too large for one. */
export function toNumber(decimal: FeelDecimal): FeelNumber | null {
  const rounded = decimal.precision() > DIGITS_MAX ? decimal.toSignificantDigits(DIGITS_MAX) : decimal;
  if (!rounded.isFinite()) return null;
  return { kind: "number", decimal: rounded.isZero() ? ZERO : rounded };
}
