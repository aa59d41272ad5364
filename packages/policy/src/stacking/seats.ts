import type { DueStep, Grant, LostGrant, TakenBenefit } from "./grant.ts";

/**
 * A grant that is open to choice, with all that it touches. Money is in fen as a plain number, exact below 2^53.
 * `chosen`, `barredBy` and `dueFen` change while the sets are tried; nothing else does.
 */
export type Seat = {
  readonly grant: Grant;
  /** Its place among the seats, the earlier clause first. */
  readonly place: number;
  /** What its plan comes to, and what of it no taken benefit ends. */
  readonly plannedFen: number;
  readonly whole: Sum;
  /** Of it, what stands for months that are counted together with others, and how many those may be. */
  monthlyFen: number;
  readonly monthsMax: number;
  readonly capFen: number;
  /** The most that a month of it comes to. */
  monthRate: number;
  /** The first day from which a taken benefit ends it. */
  readonly end: number;
  /** What taken benefits that it deducts have paid, or pay before it. */
  readonly deductFen: number;
  /** The most that it can pay under any set. */
  readonly mostFen: number;
  /** Those that may not stand beside it. */
  readonly apart: Seat[];
  /** Those that count together with it in a year, and how many there may be. */
  readonly sameYear: Seat[];
  readonly yearRoom: number;
  readonly endsStanding: Standing[];
  readonly topsUp: Standing[];
  /** Where it shares months or a cap with others. */
  readonly pools: Pool[];
  chosen: boolean;
  barredBy: number;
  dueFen: number;
  readonly cuts: Record<Exclude<DueStep, "endedBy">, number>;
};

/** A benefit taken already: what it pays when nobody ends it today, and when somebody does. */
export type Standing = {
  readonly taken: TakenBenefit;
  readonly place: number;
  readonly paidFen: number;
  readonly whole: Sum;
  readonly untilToday: Sum;
  /** How many of the chosen end it. */
  endedBy: number;
};
export type Sum = { readonly fen: number; readonly months: number };

/** Benefits whose months count together, or whose sums are capped together. */
export type Pool = {
  readonly kind: "months" | "cap";
  readonly place: number;
  /** Where months are counted, the best paid first; where sums are capped, the earlier clause first. */
  readonly seats: Seat[];
  readonly standing: Standing[];
  /** Where months are counted: the instalments that stand for some, in the order of their due days. */
  readonly queue: Queued[];
};
export type Queued = { readonly seat: Seat; readonly due: number; readonly fen: number; readonly months: number };

export type Board = {
  /** Those that can be taken beside what is taken. */
  readonly seats: readonly Seat[];
  /** Of the others, why not. */
  readonly barred: ReadonlyMap<Grant, LostGrant>;
  readonly standing: readonly Standing[];
  readonly pools: readonly Pool[];
};
