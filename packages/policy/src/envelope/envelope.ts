import type { Day, Fen } from "@wutong/kernel";
import type { BothTexts } from "../fault.ts";
import type { Amount } from "./amounts.ts";
import type { Evidence } from "./evidence.ts";
import type { IntakeWindow } from "./intake.ts";
import type { PayPlan } from "./pay-plans.ts";
import type { Tests } from "./policy-cases.ts";
import type { Clawback, Limits, Payee, ResaleLock, Stacking } from "./stacking-rules.ts";

export type * from "./amounts.ts";
export type * from "./evidence.ts";
export type * from "./pay-plans.ts";
export type * from "./policy-cases.ts";
export type * from "./stacking-rules.ts";

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
  /** The source gives this rule only in part: what is missing stands in `notes`, and nothing was invented. */
  readonly fragment: boolean;
  /** What was read into a source that is silent. */
  readonly notes: readonly BothTexts[];
  readonly include: readonly string[];
  readonly inForce: { readonly from: Day; readonly to?: Day };
  readonly keyDate: KeyDate;
  readonly cutOver?: CutOver;
  /** When applications are taken; none means always. Outside of them the policy's condition `intake` is not met. */
  readonly intake: readonly IntakeWindow[];
  /** Until when one may claim; each is a condition of the decision. */
  readonly claimWithin: readonly ClaimDeadline[];
  /** Other spans that a reader must know: of vouchers, objections, repayment. */
  readonly deadlines: readonly Deadline[];
  readonly parameters: readonly Parameter[];
  readonly terms: readonly Term[];
  readonly tables: readonly NamedTable[];
  /** Whom or what the rule is about: a subject kind, or the name of a claim (`certificate`, `home`, …). */
  readonly subject: string;
  /** Recognitions and panels that come before the money: conditions that go before all others. */
  readonly gate: readonly Gate[];
  readonly conditions: ConditionTree;
  readonly undertakings: readonly Undertaking[];
  readonly choices: readonly Choice[];
  readonly amount: Amount;
  readonly payPlan: PayPlan;
  readonly stacking: Stacking;
  readonly limits: Limits;
  /** A couple: the applicant, and the spouse whom the register of family ties names; both confirm, locks stand on both. */
  readonly beneficiary: { readonly who: "person" | "couple" | "household" | "employer" | "platform" };
  readonly payee: Payee;
  readonly clawback: readonly Clawback[];
  readonly resaleLock?: ResaleLock;
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

/**
 * A name for what a decision table says: a class by its equivalences, a zone, a factor. FIRST: the first row that holds,
 * unknown when one ahead of it is. BEST: the greatest number of all rows that hold, unknown when any row is.
 */
export type NamedTable = {
  readonly id: string;
  readonly says: BothTexts;
  readonly hitPolicy: "FIRST" | "BEST";
  readonly rows: readonly { readonly feel: string; readonly value: TableValue; readonly says?: BothTexts }[];
  /** When no row holds. */
  readonly otherwise: TableValue;
};
export type TableValue = string | number | boolean;

/** What becomes of benefits that run when the policy ends: those begun are paid to their end, or stop with it. */
export type CutOver = { readonly running: "continues" | "stops"; readonly says: BothTexts };

/**
 * Claimable from `after` (FEEL, a date) through the day so many days, months or years later; `calendarYears`: through
 * 31 December of the year so many years later (0: of the same year).
 */
export type ClaimDeadline = {
  readonly id: string;
  readonly after: string;
  readonly span: { readonly count: number; readonly unit: "days" | "months" | "years" | "calendarYears" };
  readonly text: BothTexts;
  readonly clause: BothTexts;
  readonly evidence: Evidence;
};

export type Deadline = {
  readonly of: "voucher" | "objection" | "repayment" | "review" | "application" | "handover";
  readonly span: { readonly count: number; readonly unit: "days" | "workingDays" | "months" | "years" };
  readonly text: BothTexts;
};

/** `recognition`: a card or class that must be held first. `panel`: people decide, and their decision is a fact. */
export type Gate = { readonly kind: "recognition" | "panel"; readonly condition: Condition };

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

/** Something that the applicant chooses when they confirm: one form of a benefit or another. */
export type Choice = {
  readonly id: string;
  readonly text: BothTexts;
  readonly options: readonly { readonly id: string; readonly text: BothTexts }[];
};

export type Handling = {
  readonly mode: "apply" | "confirmOnce" | "noApplication";
  readonly offerDays: number;
  readonly publicNoticeWorkingDays: number;
  /** Who must agree before the money desk looks: the employer, a line department. */
  readonly levels: readonly { readonly by: BothTexts; readonly workingDays?: number }[];
  /** How closely it is looked at: high goes to a person always. */
  readonly risk: "low" | "medium" | "high";
  /** The reviewer's, and the leader's after it where there is one: always, or for plans above a sum. */
  readonly approvals: readonly {
    readonly role: "reviewer" | "leader";
    readonly title: BothTexts;
    readonly aboveFen?: Fen;
  }[];
};
