import type { Day, Fen } from "@wutong/kernel";
import type { GivenFacts } from "../facts/given-facts.ts";

export type Tests = {
  readonly examples: Readonly<Record<string, GivenFacts>>;
  readonly cases: readonly PolicyCase[];
  readonly equivalentMutants: readonly EquivalentMutantClaim[];
};
/** A change of the rule that says the same, so that no case can notice it. */
export type EquivalentMutantClaim = {
  /** Text of the file that holds the changed place. */
  readonly at: string;
  /** `before → after`. */
  readonly change: string;
  readonly because: string;
};
export type PolicyCase = {
  readonly name: string;
  readonly asOf: Day;
  /** The example that the case starts from; `facts` then replaces single facts. */
  readonly like?: string;
  readonly facts: GivenFacts;
  /** Facts of the example that this case does not know. */
  readonly without?: readonly string[];
  /** For a policy about claims: which one (by its key). */
  readonly claim?: string;
  readonly because: string;
  readonly expect: Expectation;
};
export type Expectation = {
  readonly outcome: Outcome;
  readonly failed?: readonly string[];
  readonly unknown?: readonly string[];
  readonly oneStepShort?: readonly string[];
  /** By how much each of them is short, in its unit. */
  readonly shortBy?: readonly number[];
  readonly amountFen?: Fen;
  readonly plan?: readonly {
    readonly due: Day;
    readonly amountFen: Fen;
    /** The proof that the part waits for. */
    readonly needs?: string;
  }[];
  /** How many instalments the plan has. */
  readonly instalments?: number;
  /** Units in kind. */
  readonly quantity?: number;
  /** Of the first instalment. */
  readonly withheldFen?: Fen;
  /** What each bears of the sum, in the order of the budget's shares. */
  readonly sharesFen?: readonly Fen[];
  /** What is asked back after so many months served, of so much paid. */
  readonly refund?: {
    readonly clawback: string;
    readonly paidFen: Fen;
    readonly servedMonths: number;
    readonly amountFen: Fen;
  };
  /** How many instalments of the plan are left after the months from one day through another without service. */
  readonly afterGap?: { readonly from: Day; readonly through: Day; readonly left: number };
};
export type Outcome = "entitled" | "possible" | "notEntitled";
