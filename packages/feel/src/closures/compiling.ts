import type { Ir } from "../ir/ir.ts";
import type { Facts, ListFact } from "./facts.ts";

/** A compiled node. The value is of the node's type, or null: unknown. */
export type Evaluate = (facts: Facts) => unknown;
export type EvaluateTruth = (facts: Facts) => boolean | null;
export type EvaluateList = (facts: Facts) => ListFact;

/**
 * What node compilers share. `slots` holds the element that each binder is at: one array for a whole compiled
 * expression, so that a step over a list allocates nothing. An evaluation runs to its end before the next begins.
 */
export type Compiling = {
  readonly slots: unknown[];
  readonly compile: (node: Ir) => Evaluate;
  /** Present where several expressions are decided together. */
  readonly sharing?: Sharing | undefined;
};

/** The rows on which what several searches share is not false, found once for each person. */
export type RemainingRows = {
  readonly shared: readonly string[];
  turn: number;
  readonly rows: unknown[];
  /** True or null, for each of the rows. */
  readonly truths: (boolean | null)[];
};

/** What the expressions of one decision share. `turn` counts decisions: rows found for another are not looked at. */
export type Sharing = { turn: number; readonly remaining: ReadonlyMap<string, readonly RemainingRows[]> };

export const UNKNOWN_LIST: ListFact = { rows: [], complete: false };
