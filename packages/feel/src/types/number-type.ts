/**
 * An exact number: the integer n stands for n × 10^-scale, and low ≤ n ≤ high is proven.
 * `big` says how engines hold it: a JS number and a BIGINT, or a JS bigint and a HUGEINT.
 */
export type NumberType = {
  readonly kind: "number";
  readonly scale: number;
  readonly low: bigint;
  readonly high: bigint;
  readonly big: boolean;
};

export type Bounds = { readonly low: bigint; readonly high: bigint };

/** Digits that the widest intermediate may have: DuckDB's HUGEINT and every engine's DECIMAL(38) hold them. */
export const DIGITS_MAX = 38;
/** Rows that a list may have; readers of facts refuse more, and bounds of sums rest on it. */
export const LIST_ROWS_MAX = 4096;

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const LIMIT = 10n ** BigInt(DIGITS_MAX);

/** `wide` keeps the big form although the bounds would allow the small one (an operand is big already). */
export function numberType(scale: number, bounds: Bounds, wide = false): NumberType {
  const big = wide || bounds.high > SAFE || bounds.low < -SAFE;
  return { kind: "number", scale, low: bounds.low, high: bounds.high, big };
}

export function numberOfDigits(scale: number, digits: number, wide = false): NumberType {
  const high = 10n ** BigInt(digits) - 1n;
  return numberType(scale, { low: -high, high }, wide);
}

export function integerBetween(low: number, high: number): NumberType {
  return numberType(0, { low: BigInt(low), high: BigInt(high) });
}

export function fits(bounds: Bounds): boolean {
  return bounds.high < LIMIT && bounds.low > -LIMIT;
}

export function digitsOf(bounds: Bounds): number {
  const widest = absolute(bounds.high) > absolute(bounds.low) ? absolute(bounds.high) : absolute(bounds.low);
  return widest.toString().length;
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

export function addBounds(a: Bounds, b: Bounds): Bounds {
  return { low: a.low + b.low, high: a.high + b.high };
}

export function negateBounds(a: Bounds): Bounds {
  return { low: -a.high, high: -a.low };
}

export function multiplyBounds(a: Bounds, b: Bounds): Bounds {
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return { low: smallest(products), high: largest(products) };
}

export function joinBounds(a: Bounds, b: Bounds): Bounds {
  return { low: smallest([a.low, b.low]), high: largest([a.high, b.high]) };
}

/** Of any whole quotient: dividing by an integer other than 0 never grows a number; rounding adds at most one. */
export function quotientBounds(a: Bounds): Bounds {
  const widest = largest([absolute(a.low), absolute(a.high)]) + 1n;
  return { low: -widest, high: widest };
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function smallest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (b < a ? b : a));
}

function largest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (b > a ? b : a));
}
