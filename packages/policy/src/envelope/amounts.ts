import type { Fen } from "@wutong/kernel";
import type { BothTexts } from "../fault.ts";

export type Amount = {
  /** Whether the sum is for each instalment, for all of them together, or for a year of the plan. */
  readonly per: "instalment" | "whole" | "year";
  readonly of: AmountValue | AmountTable;
  /** Factors on the sum: the best of those that hold, all added, or all multiplied (couples: one uplift). */
  readonly uplifts?: Uplifts;
  /** What goes on top in yuan (FEEL), after the uplifts: 2,000 for each companion, 5,000 for those from here. */
  readonly plus?: readonly { readonly feel: string; readonly says: BothTexts }[];
  /** What is taken off, in yuan (FEEL); never below nothing. */
  readonly deduct: readonly { readonly feel: string; readonly says: BothTexts }[];
  /** The most and the least, in yuan (FEEL), after uplifts, additions and deductions. */
  readonly cap?: string;
  readonly floor?: string;
  /** Individual tax withheld from each instalment. */
  readonly tax?: { readonly percent: number; readonly says: BothTexts };
  /** Not money: so many units, each at a stated worth; the sum above is left out. */
  readonly inKind?: InKind;
};

/** Nights, square metres, months of free rent: `of` is then the worth of all of them. */
export type InKind = { readonly unit: BothTexts; readonly quantity: string; readonly worthFen: Fen };

export type AmountValue =
  | FixedAmount
  /** Yuan, by an expression. */
  | { readonly kind: "feel"; readonly feel: string }
  /** A percentage of something in yuan, with the most and the least that it may come to. */
  | {
      readonly kind: "share";
      readonly of: string;
      readonly percent: number;
      readonly capFen?: Fen;
      readonly floorFen?: Fen;
    }
  /** So much for each (square metre, head, night, month), for at most `max` of them. */
  | { readonly kind: "each"; readonly count: string; readonly amountFen: Fen; readonly max?: number }
  /** By where a number lies: the first band whose `upTo` it does not exceed; the last band has none. */
  | { readonly kind: "bands"; readonly of: string; readonly bands: readonly Band[] }
  /** The instalments one by one (per: whole). */
  | { readonly kind: "parts"; readonly parts: readonly Fen[] }
  /** Each instalment a percentage of the same thing in yuan (per: whole). */
  | { readonly kind: "declining"; readonly of: string; readonly percents: readonly number[] };
export type FixedAmount = { readonly kind: "fixed"; readonly amountFen: Fen };
export type Band = { readonly upTo?: number; readonly amountFen: Fen };

export type AmountTable = {
  readonly kind: "table";
  readonly hitPolicy: "FIRST" | "UNIQUE";
  readonly inputs: readonly string[];
  readonly rows: readonly AmountRow[];
};
/** Either one expression, or one unary test for each input. */
export type AmountRow = {
  readonly when: { readonly kind: "expression"; readonly feel: string } | UnaryTests;
  readonly value: AmountValue;
  readonly says?: BothTexts;
};
export type UnaryTests = { readonly kind: "tests"; readonly tests: readonly string[] };

export type Uplifts = {
  readonly pick: "best" | "sum" | "product";
  /** `percent` is on top: 20 makes 120 out of 100. */
  readonly of: readonly { readonly feel: string; readonly percent: number; readonly says: BothTexts }[];
};
