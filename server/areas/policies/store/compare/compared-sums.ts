/** Sums over some people: of an office, a tier of the amount, a sex and a kind of difference. */
export type CellRow = {
  readonly office: number;
  readonly tier: number | null;
  readonly sex: string | null;
  readonly kind: number;
  readonly people: number;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly oldYearFen: bigint;
  readonly newYearFen: bigint;
  /** What policies that didn't change cost more (less) because of it: whole plans, and this year. */
  readonly otherFen: bigint;
  readonly otherYearFen: bigint;
};
export type YearlyRow = {
  readonly office: number;
  readonly tier: number | null;
  readonly sex: string | null;
  readonly year: number;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly otherFen: bigint;
};
export type EverybodyRow = { readonly office: number; readonly sex: string | null; readonly people: number };

/** Rows of the parts one after the other: the same office, tier, sex and kind may stand in several. */
export type ComparedSums = {
  readonly cells: readonly CellRow[];
  readonly yearly: readonly YearlyRow[];
  readonly everybody: readonly EverybodyRow[];
};
