import type { Day, Fen } from "@wutong/kernel";
import type { RegisterId } from "../facts/fact-catalogue.ts";
import type { GivenFacts } from "../facts/given-facts.ts";
import type { BothTexts } from "../fault.ts";

/** A policy as its file says it: the envelope around FEEL. Money is in fen, days are calendar days. */
export type Envelope = {
  readonly id: string;
  /** The kind of benefit that it pays, by the word of the register of earlier benefits. */
  readonly benefit: string;
  /** The division code of the office whose rule it is. */
  readonly office: number;
  readonly version: number;
  readonly title: BothTexts;
  readonly source: Source;
  readonly prose: BothTexts;
  /** What was read into a source that is silent. */
  readonly notes: readonly BothTexts[];
  readonly include: readonly string[];
  readonly inForce: { readonly from: Day; readonly to?: Day };
  readonly keyDate: KeyDate;
  readonly parameters: readonly Parameter[];
  readonly terms: readonly Term[];
  readonly subject: "person" | "certificate";
  readonly conditions: ConditionTree;
  readonly undertakings: readonly Undertaking[];
  readonly amount: Amount;
  readonly payPlan: PayPlan;
  readonly stacking: Stacking;
  /** A couple: the applicant, and the spouse whom the register of family ties names; both confirm, locks stand on both. */
  readonly beneficiary: { readonly who: "person" | "couple" };
  readonly payee: { readonly who: "person" | "employer" };
  readonly handling: Handling;
  readonly tests: Tests;
};

export type Source = {
  readonly rule: string;
  readonly document: string;
  readonly clause?: string;
  readonly link?: string;
  readonly grade: "A" | "A-" | "B" | "C";
  readonly note: BothTexts;
};

export type Evidence =
  | { readonly kind: "register"; readonly register: RegisterId }
  | { readonly kind: "document"; readonly document: BothTexts };

/** `provedBy` names the condition that asks whether the key date lies in force; without it one is added (`inForce`). */
export type KeyDate = {
  readonly feel: string;
  readonly says: BothTexts;
  readonly evidence: Evidence;
  readonly clause?: BothTexts;
  readonly provedBy?: string;
};

/** Dated values with their source; the one of the key date holds (or of the day of decision). */
export type Parameter = {
  readonly id: string;
  readonly says: BothTexts;
  readonly at: "keyDate" | "asOf";
  readonly values: readonly { readonly from: Day; readonly value: number; readonly source: string }[];
};

/** A name for an expression that several conditions use; it may use the terms above it. */
export type Term = { readonly id: string; readonly feel: string; readonly says: BothTexts };

export type ConditionTree =
  | { readonly kind: "all"; readonly of: readonly ConditionTree[] }
  | { readonly kind: "any"; readonly of: readonly ConditionTree[] }
  | { readonly kind: "atLeast"; readonly count: number; readonly of: readonly ConditionTree[] }
  | Condition;

export type Condition = {
  readonly kind: "condition";
  readonly id: string;
  readonly feel: string;
  readonly text: BothTexts;
  readonly clause: BothTexts;
  readonly evidence: Evidence;
  readonly when: "atKeyDate" | "atEachInstalment";
  readonly remediable?: Remediable;
};

/** What one has and what one needs, as one comparison; mendable when the difference is at most 12 months. */
export type Remediable = {
  readonly by: "person" | "employer" | "time";
  readonly have: string;
  readonly need: string;
  readonly unit: "months" | "years" | "days";
};

export type Undertaking = { readonly id: string; readonly text: BothTexts; readonly years?: number };

export type Amount = {
  /** Whether the sum is for each instalment, or for all of them together. */
  readonly per: "instalment" | "whole";
  readonly of: FixedAmount | AmountTable;
};
export type FixedAmount = { readonly kind: "fixed"; readonly amountFen: Fen };
export type AmountTable = {
  readonly kind: "table";
  readonly hitPolicy: "FIRST" | "UNIQUE";
  readonly inputs: readonly string[];
  readonly rows: readonly AmountRow[];
};
/** Either one expression, or one unary test for each input. */
export type AmountRow = {
  readonly when: { readonly kind: "expression"; readonly feel: string } | UnaryTests;
  readonly amountFen: Fen;
  readonly says?: BothTexts;
};
export type UnaryTests = { readonly kind: "tests"; readonly tests: readonly string[] };

/** What a month without service does: the rest moves on, the plan ends, or the month is lost. */
export type Gap = "extend" | "stop" | "notMadeUp";
export type PayPlan =
  | { readonly kind: "once"; readonly paidBefore?: string }
  | {
      readonly kind: "monthly";
      readonly count: number;
      /** The first is due on the day of decision, or on the first day of the month after it; then on each month's first. */
      readonly first: "atOnce" | "nextMonth";
      readonly gap: Gap;
      /** FEEL: how many instalments were paid before. */
      readonly paidBefore?: string;
    }
  | {
      readonly kind: "yearly";
      readonly count: number;
      readonly gap: Gap;
      readonly paidBefore?: string;
      /** FEEL: the months served, and the day through which they are known. */
      readonly served: { readonly months: string; readonly through: string };
    };

/** Which benefits may stand side by side; the others are named by their kind (`benefit`). */
export type Stacking = {
  /** Taking this one stops those from that day. */
  readonly ends: readonly string[];
  /** At most one benefit of the same group. */
  readonly chooseOne?: string;
  readonly oncePer?: "person" | "occupationAndLevel";
  /** One grant for one home, whoever asks. */
  readonly oncePerHome?: boolean;
  /** The certificate of a higher level bars the lower of the same occupation. */
  readonly higherBarsLower: boolean;
  readonly notWith: readonly string[];
  /** At most so many in a calendar year; `already` (FEEL) counts those of before. */
  readonly perYear?: { readonly max: number; readonly already: string };
};

export type Handling = {
  readonly mode: "apply" | "confirmOnce" | "noApplication";
  readonly offerDays: number;
  readonly publicNoticeWorkingDays: number;
  /** The reviewer's, and the leader's after it where there is one: always, or for plans above a sum. */
  readonly approvals: readonly {
    readonly role: "reviewer" | "leader";
    readonly title: BothTexts;
    readonly aboveFen?: Fen;
  }[];
};

export type Tests = {
  readonly examples: Readonly<Record<string, GivenFacts>>;
  readonly cases: readonly PolicyCase[];
};
export type PolicyCase = {
  readonly name: string;
  readonly asOf: Day;
  /** The example that the case starts from; `facts` then replaces single facts. */
  readonly like?: string;
  readonly facts: GivenFacts;
  /** For a policy about certificates: which one (by its key). */
  readonly certificate?: string;
  readonly because: string;
  readonly expect: Expectation;
};
export type Expectation = {
  readonly outcome: Outcome;
  readonly failed?: readonly string[];
  readonly unknown?: readonly string[];
  readonly oneStepShort?: readonly string[];
  readonly amountFen?: Fen;
  readonly plan?: readonly { readonly due: Day; readonly amountFen: Fen }[];
};
export type Outcome = "entitled" | "possible" | "notEntitled";
