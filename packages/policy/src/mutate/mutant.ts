import type { PolicyFault } from "../fault.ts";

/** A class of single-point changes. */
export type MutantKind =
  | "number"
  | "day"
  | "duration"
  | "comparison"
  | "junction"
  | "quantifier"
  | "listedValue"
  | "boolean"
  | "bound";

/**
 * One single-point change of a policy, as an edit of the file that holds it: the policy's own, or one that it includes.
 * Offsets are UTF-16, as editors count; line and column go from 1.
 */
export type Mutant = {
  readonly kind: MutantKind;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  readonly insert: string;
  readonly line: number;
  readonly column: number;
  /** The keys that lead there, list elements by their `id` where they have one: `conditions/all/newArrival/feel`. */
  readonly place: string;
  /** What stands there and what it becomes, without the quotes that YAML or FEEL needs around it. */
  readonly before: string;
  readonly after: string;
};

/** What became of one: `refused` by the checker, `failed` in a case, or it went unnoticed. */
export type Fate = "refused" | "failed" | "survived";

/** A survivor that the policy's file names as equivalent to the rule as it stands. */
export type EquivalentMutant = Mutant & { readonly because: string };

export type MutationScore = {
  readonly policy: string;
  readonly file: string;
  /** All that count: without the equivalent ones and those beyond the reach of cases. */
  readonly counted: number;
  readonly caught: number;
  /** Of the caught, those that did not even compile. */
  readonly refused: number;
  readonly survivors: readonly Mutant[];
  readonly equivalent: readonly EquivalentMutant[];
  /** Survivors in parts of which no case can speak: what benefits bar each other, who gets a place. */
  readonly beyondCases: readonly Mutant[];
  /** Claims of equivalence that are not true (the mutant is caught) or name nothing. */
  readonly faults: readonly PolicyFault[];
};
