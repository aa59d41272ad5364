import type { CompiledFeel, Facts, FeelValue } from "@wutong/feel";
import type { Fen } from "@wutong/kernel";
import type { Condition, Envelope, Remediable } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";

/** An expression in both forms: checked (for SQL) and as a function of facts (null is unknown). */
export type Expression = { readonly feel: CompiledFeel; readonly evaluate: (facts: Facts) => FeelValue };

export type CompiledCondition = Condition & {
  readonly index: number;
  readonly test: Expression;
  readonly remedy?: Remedy;
};
export type Remedy = Remediable & {
  readonly haveValue: Expression;
  readonly needValue: Expression;
  /** Whether the difference can be mended within 12 months. */
  readonly mendable: Expression;
};

/** The tree over the conditions' indexes. */
export type IndexedTree =
  | { readonly kind: "all"; readonly of: readonly IndexedTree[] }
  | { readonly kind: "any"; readonly of: readonly IndexedTree[] }
  | { readonly kind: "atLeast"; readonly count: number; readonly of: readonly IndexedTree[] }
  | { readonly kind: "leaf"; readonly index: number };

export type CompiledRow = { readonly matches: Expression; readonly amountFen: Fen; readonly says?: BothTexts };

/** A policy ready to decide with. Parameters, terms and the key date are bound: expressions read facts only. */
export type CompiledPolicy = {
  readonly envelope: Envelope;
  /** In the order of the masks' bits; `inForce` goes first where the policy names no condition for it. */
  readonly conditions: readonly CompiledCondition[];
  readonly tree: IndexedTree;
  readonly keyDate: Expression;
  readonly amount:
    | { readonly kind: "fixed"; readonly amountFen: Fen }
    | { readonly kind: "table"; readonly hitPolicy: "FIRST" | "UNIQUE"; readonly rows: readonly CompiledRow[] };
  readonly plan: {
    readonly paidBefore?: Expression;
    readonly servedMonths?: Expression;
    readonly servedThrough?: Expression;
  };
  readonly alreadyThisYear?: Expression;
};

/** One bit per condition in a 32-bit mask; the sign bit stays free. */
export const CONDITIONS_MAX = 30;
