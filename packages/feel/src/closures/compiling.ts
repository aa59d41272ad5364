import type { Ir } from "../ir/ir.ts";
import type { Facts, ListFact } from "./facts.ts";
import type { Sharing } from "./remaining-rows.ts";

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

export const UNKNOWN_LIST: ListFact = { rows: [], complete: false };
