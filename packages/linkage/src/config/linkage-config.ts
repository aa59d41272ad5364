import type { FieldKind } from "../kinds/kinds.ts";

/** How two registers (or one with itself) are compared: what `--config` says, with every default filled in. */
export type LinkageConfig = {
  /** The column that names a row within its file; undefined numbers the rows. */
  readonly idColumn?: string;
  /** From 1 to FIELDS_MAX. */
  readonly fields: readonly FieldConfig[];
  /** Two records become a pair where every key of at least one rule agrees. */
  readonly blocking: readonly BlockingRule[];
  /** A record of the left is linked to at most one of the right, and the other way round. Two registers only. */
  readonly oneToOne: boolean;
  readonly bands: Bands;
  readonly bounds: Bounds;
};

export type FieldConfig = {
  /** Lower case letters, digits and underscores; rules and results call the field by it. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Its column on the left, and on the right where that is called otherwise. */
  readonly column: string;
  readonly rightColumn?: string;
  /** The column's rare values weigh more than its common ones. */
  readonly termFrequency: boolean;
  /** A field of the same kind whose value may stand in this one's place (given name and surname put the wrong way round). */
  readonly swapsWith?: string;
};

/** "name", or "name.sound" for another form of the value (see the kind's keys). */
export type BlockingRule = readonly string[];

/** Posterior probabilities from which a pair is linked by itself, and from which somebody looks at it. */
export type Bands = { readonly automatic: number; readonly review: number };

export type Bounds = {
  /** All rules together; beyond it nothing is compared and the rules are named. */
  readonly pairsMax: number;
  /** Records that share one key of one rule; larger blocks are left out and listed. */
  readonly blockMax: number;
};

export const FIELDS_MAX = 17;
export const RULES_MAX = 30;

/**
 * By reasoning, not by looking at anybody's truth: one wrong link in two thousand is what an office can bear unseen, and
 * below even odds a person's time is better spent elsewhere.
 */
export const DEFAULT_BANDS: Bands = { automatic: 0.9995, review: 0.5 };
export const DEFAULT_BOUNDS: Bounds = { pairsMax: 200_000_000, blockMax: 2_000 };
