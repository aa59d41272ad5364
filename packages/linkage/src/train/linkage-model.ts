/** What training finds, and all that scoring needs beside the configuration. */
export type LinkageModel = {
  /** The share of all possible pairs that are matches. */
  readonly prior: number;
  /** In the order of the configuration's fields. */
  readonly fields: readonly FieldModel[];
};

export type FieldModel = { readonly name: string; readonly levels: readonly LevelModel[] };

/** Fellegi and Sunter's m and u: the chance of the level among matches, and among pairs that are none. */
export type LevelModel = { readonly id: string; readonly m: number; readonly u: number };

/** What a level says for a match (above 0) or against it, in bits. */
export function levelBits({ m, u }: LevelModel): number {
  return Math.log2(m) - Math.log2(u);
}

export function bitsOfProbability(probability: number): number {
  return Math.log2(probability) - Math.log2(1 - probability);
}

export function probabilityOfBits(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}
