import type { BothTexts } from "../fault.ts";
import type { Evidence } from "./evidence.ts";

/**
 * What a month without service does: the rest moves on, the plan ends, the month is lost, or the plan goes on if service
 * goes on within so many months (those between are lost) and ends else.
 */
export type Gap = "extend" | "stop" | "notMadeUp" | { readonly continueWithin: number };

/** In which months of the calendar (1–12, ascending) the office pays: what falls due in another waits for the next of them. */
export type PaidIn = { readonly payMonths?: readonly number[] };

export type PayPlan = PaidIn &
  (
    | { readonly kind: "once"; readonly paidBefore?: string }
    | MonthlyPlan
    | {
        readonly kind: "yearly";
        readonly count: number;
        /** FEEL: how many of them this subject has, where that differs. */
        readonly atMost?: string;
        readonly byParts?: boolean;
        readonly gap: Gap;
        readonly paidBefore?: string;
        readonly served: Served;
      }
    | PeriodicPlan
    | StagedPlan
  );

/** FEEL: the months served, and the day through which they are known. */
export type Served = { readonly months: string; readonly through: string };

export type MonthlyPlan = PaidIn & {
  readonly kind: "monthly";
  readonly count: number;
  /** FEEL: how many of them this subject has, where that differs (36 for doctors, 24 for masters). */
  readonly atMost?: string;
  /** As many as the sum that applies has parts, `count` at most (4:3:3 for doctors, 5:5 for masters). */
  readonly byParts?: boolean;
  /** The first is due on the day of decision, or on the first day of the month after it; then on each month's first. */
  readonly first: "atOnce" | "nextMonth";
  readonly gap: Gap;
  /** FEEL: how many instalments were paid before. */
  readonly paidBefore?: string;
  /**
   * The calendar months that count: so many from the month of `from` (FEEL, a date) on. `served` counts the months with
   * service among them: those not yet paid are due at once, those still to come on each month's first; the rest is lost.
   */
  readonly window?: { readonly from: string; readonly months: number; readonly served: Served };
};

/** Every so many months (FEEL: `if … then 12 else 6`), `months` in all: the first at once, or after a first full period. */
export type PeriodicPlan = PaidIn & {
  readonly kind: "periodic";
  readonly months: number;
  readonly every: string;
  readonly first: "atOnce" | "afterPeriod";
  readonly gap: Gap;
  readonly paidBefore?: string;
};

/** Weighted parts, each with its own moment: 50/50, 40/30/30, 30 at 3 months and 70 at 12, milestones. */
export type StagedPlan = PaidIn & {
  readonly kind: "staged";
  readonly stages: readonly Stage[];
  /** At least so many months between two of them; without it, what is earned already is due at once (catch-up). */
  readonly apartMonths?: number;
  readonly gap: Gap;
  readonly paidBefore?: string;
  /** Needed where a stage waits for months served. */
  readonly served?: Served;
};
export type Stage = {
  readonly says: BothTexts;
  readonly weight: number;
  readonly when: StageMoment;
  /** What must be proven when this part is paid (a report passed, still in post): not a condition of the whole. */
  readonly requires?: StageProof;
};
export type StageMoment =
  | { readonly kind: "atOnce" }
  /** After so many months served. */
  | { readonly kind: "served"; readonly months: number }
  /** So many months after a day (FEEL). */
  | { readonly kind: "after"; readonly months: number; readonly from: string };
export type StageProof = {
  readonly id: string;
  readonly feel: string;
  readonly text: BothTexts;
  readonly clause: BothTexts;
  readonly evidence: Evidence;
};

/** The plan of a sum that is shared in its own way: as many instalments as it has parts, where the plan goes by them. */
export function planByParts(plan: PayPlan, weights: readonly number[] | undefined): PayPlan {
  return "byParts" in plan && plan.byParts && weights ? { ...plan, count: weights.length } : plan;
}
