import type { Day, Fen, Truth } from "@wutong/kernel";
import type { Evidence, Outcome } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";
import type { Instalment } from "../pay-plan/plan-instalments.ts";

/** What a policy says about one subject on one day, with everything that it rests on. */
export type Decision = {
  readonly policyId: string;
  readonly version: number;
  readonly asOf: Day;
  /** The key of the claim (a certificate, a home, …) that the decision is about, or null where it is about nothing less than the subject. */
  readonly certificate: string | null;
  readonly outcome: Outcome;
  /** The date that picks the version; null while unknown. */
  readonly keyDate: Day | null;
  /** All conditions in the order of the masks' bits. */
  readonly conditions: readonly JudgedCondition[];
  /** Why not: the false conditions under false nodes; empty unless not entitled. */
  readonly reasons: readonly Reason[];
  /** What would settle it: the unknown conditions under unknown nodes, the amount, the key date; empty unless possible. */
  readonly unknowns: readonly Reason[];
  readonly oneStepShort: boolean;
  readonly steps: readonly Step[];
  /** By the policy's `per`: for each instalment or for all together; null while unknown, or when not entitled. */
  readonly amountFen: Fen | null;
  readonly amountSays: BothTexts | null;
  /** Of a benefit in kind, how many units; null for money, and while unknown. */
  readonly quantity: number | null;
  /** What is still to be paid, from the earliest dates; null while it can't be said. */
  readonly plan: readonly Instalment[] | null;
  readonly wholePlanFen: Fen | null;
  readonly thisYearFen: Fen | null;
};

export type JudgedCondition = Reason & { readonly truth: Truth; readonly when: "atKeyDate" | "atEachInstalment" };

/** `id` is a condition's, or "amount" or "keyDate". */
export type Reason = {
  readonly id: string;
  readonly text: BothTexts;
  readonly clause: BothTexts;
  readonly evidence: Evidence;
};

/** One remediable condition that alone stands between the person and the benefit. */
export type Step = {
  readonly id: string;
  readonly by: "person" | "employer" | "time";
  readonly unit: "months" | "years" | "days";
  /** How much is missing, in the unit. */
  readonly short: number;
  /** When time mends it: the day at which, decided again, it holds; null where no day can be promised. */
  readonly on: Day | null;
};
