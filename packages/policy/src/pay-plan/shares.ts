import { type Fen, splitFen } from "@wutong/kernel";

/** A percentage in millionths: any with up to six decimals is exact. */
const PERCENT_SCALE = 1_000_000;

/** So many percent of a sum that is not negative, rounded half up to the fen. */
export function percentOf(amountFen: Fen, percent: number): Fen {
  return roundedHalfUp(amountFen * BigInt(Math.round(percent * PERCENT_SCALE)), 100n * BigInt(PERCENT_SCALE));
}

/** What each bears of a sum (city and county 30/70): rounded down to the fen, the last takes the remainder. */
export function splitByShares(amountFen: Fen, shares: readonly { readonly percent: number }[]): readonly Fen[] {
  if (shares.length === 0) return [];
  return splitFen(
    amountFen,
    shares.map(({ percent }) => Math.round(percent * PERCENT_SCALE)),
  );
}

/** A quotient of integers that are not negative. */
export function roundedHalfUp(dividend: bigint, divisor: bigint): Fen {
  return ((dividend * 2n + divisor) / (divisor * 2n)) as Fen;
}
