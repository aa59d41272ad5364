import type { Ir, IrOf } from "../ir/ir.ts";
import type { ListFact } from "./facts.ts";
import type { Sharing } from "./sharing.ts";

/** A compiled node: it reads registers. The value is of the node's type, or null: unknown. */
export type Evaluate = () => unknown;
export type EvaluateTruth = () => boolean | null;
export type EvaluateList = () => ListFact;

/**
 * What node compilers share. `registers` holds each fact that the program reads and the element that each binder is at:
 * one array for a whole program, so that a step over a list allocates nothing and a fact is looked up by its name once
 * for a person. An evaluation runs to its end before the next begins.
 */
export type Compiling = {
  readonly registers: unknown[];
  readonly registerOfRoot: (root: IrOf<"root">) => number;
  readonly registerOfSlot: (slot: number) => number;
  readonly compile: (node: Ir) => Evaluate;
  /** The value of an expression that no fact decides; undefined where facts do. */
  readonly constantOf: (node: Ir) => unknown;
  /** Present where several expressions are decided together. */
  readonly sharing?: Sharing | undefined;
};

export const UNKNOWN_LIST: ListFact = { rows: [], complete: false };
