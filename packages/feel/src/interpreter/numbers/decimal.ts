import { Decimal } from "decimal.js";

/**
 * Numbers as IEEE 754 decimal128 has them: 34 digits, half to even, exponents from -6143 to 6144. A constructor of our
 * own, so that nobody else's use of the library changes ours.
 */
export const FeelDecimal = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -6176,
  toExpPos: 6144,
  defaults: true,
});

export type FeelDecimal = Decimal;

/**
 * decimal.js notes in itself whether it rounds while it works, and forgets to take that back where an exception ends it
 * half-way: any root that comes to its end does.
 */
export function settleDecimals(): void {
  new FeelDecimal(2).sqrt();
}
