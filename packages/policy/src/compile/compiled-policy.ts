import type { CompiledFeel, Facts, FeelValue } from "@wutong/feel";
import type { Fen } from "@wutong/kernel";
import type { Condition, Envelope, Remediable } from "../envelope/envelope.ts";
import type { FactExtension } from "../facts/fact-extension.ts";
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

/** A sum in fen: as it is written, or computed from the facts. */
export type CompiledValue = {
  /** The sum itself; 0 where it is computed. */
  readonly amountFen: Fen;
  /** Gives fen (a number or a bigint), or null while unknown. */
  readonly computed?: Expression;
  /** How the instalments share the sum; the pay plan's own weights where left out. */
  readonly weights?: readonly number[];
};
export type CompiledRow = CompiledValue & { readonly matches: Expression; readonly says?: BothTexts };

/** A policy ready to decide with. Parameters, terms and the key date are bound: expressions read facts only. */
export type CompiledPolicy = {
  readonly envelope: Envelope;
  /** The facts that its included files add to the catalogue. */
  readonly extension?: FactExtension;
  /** In the order of the masks' bits; `inForce` goes first where the policy names no condition for it. */
  readonly conditions: readonly CompiledCondition[];
  readonly tree: IndexedTree;
  readonly keyDate: Expression;
  readonly amount:
    | (CompiledValue & { readonly kind: "fixed" })
    | { readonly kind: "table"; readonly hitPolicy: "FIRST" | "UNIQUE"; readonly rows: readonly CompiledRow[] };
  readonly plan: PlanExpressions;
  readonly alreadyThisYear?: Expression;
  /** Of units in kind, how many. */
  readonly quantity?: Expression;
  /** In fen: all grants of the group together at most. */
  readonly jointCap?: Expression;
  /** What puts those who want a place in order. */
  readonly quota?: {
    readonly by?: Expression;
    /** Whose the places are. */
    readonly of?: Expression;
    readonly reserved: readonly Expression[];
  };
};

/** What a pay plan takes from the facts; `served…` are those of the plan, or of its window. */
export type PlanExpressions = {
  readonly paidBefore?: Expression;
  /** Of a counted plan: how many of its instalments the subject has. */
  readonly atMost?: Expression;
  readonly servedMonths?: Expression;
  readonly servedThrough?: Expression;
  readonly windowFrom?: Expression;
  /** Of a periodic plan: every so many months. */
  readonly every?: Expression;
  /** Of each stage: the day that it counts from, and what proves that it may be paid. */
  readonly stageFrom?: readonly (Expression | undefined)[];
  readonly stageProof?: readonly (Expression | undefined)[];
};

/** One bit per condition in a 32-bit mask; the sign bit stays free. */
export const CONDITIONS_MAX = 30;
