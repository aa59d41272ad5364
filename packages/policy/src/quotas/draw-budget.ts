import { type Fen, splitFen } from "@wutong/kernel";
import type { BudgetLine } from "../envelope/stacking-rules.ts";

/** Somebody whom money of this year is asked for, in the order of the line. */
export type MoneyCandidate = { readonly key: string; readonly dueThisYearFen: Fen };

export type DrawnBudget = {
  readonly placed: readonly string[];
  /** From place 1 of the queue. */
  readonly waiting: readonly { readonly key: string; readonly place: number }[];
  readonly leftFen: Fen;
};

/**
 * People are taken in their order while what falls due to them this year fits into what is left. The first who does not fit waits,
 * and everybody behind waits too, however little they ask for: who comes first never waits for the sake of a smaller sum. Nobody
 * waits for money who needs none of this year's.
 */
export function drawBudget(leftFen: Fen, ordered: readonly MoneyCandidate[]): DrawnBudget {
  const placed: string[] = [];
  const waiting: { readonly key: string; readonly place: number }[] = [];
  let left: bigint = leftFen;
  for (const { key, dueThisYearFen } of ordered) {
    if (dueThisYearFen <= 0n || (waiting.length === 0 && dueThisYearFen <= left)) {
      placed.push(key);
      left -= dueThisYearFen;
    } else waiting.push({ key, place: waiting.length + 1 });
  }
  return { placed, waiting, leftFen: left as Fen };
}

/** Who bears how much of a sum: to the fen, the last payer takes the remainder. Percentages count to two decimals. */
export function shareCost(shares: BudgetLine["shares"], amountFen: Fen): readonly Fen[] {
  if (shares.length === 0) return [];
  return splitFen(
    amountFen,
    shares.map(({ percent }) => Math.round(percent * 100)),
  );
}
