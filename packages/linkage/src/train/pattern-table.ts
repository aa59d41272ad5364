import { LEVEL_BITS } from "../plan/plan-fields.ts";

/** How often each pattern of levels came up, by columns. Level 0 is missing. */
export type PatternTable = {
  readonly rows: number;
  readonly fields: number;
  /** Row by row: the level of each field. */
  readonly levels: Uint8Array;
  readonly pairs: Float64Array;
  /** The blocking rules that brought the pairs together, as bits. */
  readonly rules: Int32Array;
};

/** What a query of (pattern, pairs, rules) gives; without rules (random pairs) they are 0. */
export type PatternColumns = {
  readonly pattern: readonly (bigint | number)[];
  readonly pairs: readonly (bigint | number)[];
  readonly rules?: readonly number[];
};

export function patternTable({ pattern, pairs, rules }: PatternColumns, fields: number): PatternTable {
  const levels = new Uint8Array(pattern.length * fields);
  const mask = BigInt((1 << LEVEL_BITS) - 1);
  for (const [row, packed] of pattern.entries()) {
    let left = BigInt(packed);
    for (let place = 0; place < fields; place += 1) {
      levels[row * fields + place] = Number(left & mask);
      left >>= BigInt(LEVEL_BITS);
    }
  }
  return {
    rows: pattern.length,
    fields,
    levels,
    pairs: Float64Array.from(pairs, Number),
    rules: Int32Array.from(rules ?? new Array<number>(pattern.length).fill(0)),
  };
}
