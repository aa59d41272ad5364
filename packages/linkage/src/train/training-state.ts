/** m and u by field and level number (0, missing, is unused). */
export type Chances = { readonly m: readonly Float64Array[]; readonly u: readonly Float64Array[] };

export type TrainingState = Chances & {
  /** By rule: the share of its pairs that are matches. */
  readonly ruleShares: Float64Array;
  readonly prior: number;
};
