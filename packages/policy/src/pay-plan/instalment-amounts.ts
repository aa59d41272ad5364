import { type Fen, splitFen } from "@wutong/kernel";
import type { Amount, PayPlan } from "../envelope/envelope.ts";
import { roundedHalfUp } from "./shares.ts";

export type PlanShape = {
  readonly plan: PayPlan;
  /** Of a periodic plan: every so many months, at least 1. */
  readonly every?: number;
};

/** How many calendar or service months each instalment stands for; 0 where it stands for none in particular. */
export function monthsOfInstalments({ plan, every }: PlanShape): readonly number[] {
  switch (plan.kind) {
    case "once":
      return [0];
    case "monthly":
      return Array<number>(plan.count).fill(1);
    case "yearly":
      return Array<number>(plan.count).fill(12);
    case "periodic": {
      const span = periodOf(plan, every);
      const count = Math.ceil(plan.months / span);
      return Array.from({ length: count }, (_, index) => Math.min(span, plan.months - index * span));
    }
    case "staged":
      return plan.stages.map(({ when }, index) =>
        when.kind === "served" ? Math.max(0, when.months - servedBefore(plan.stages, index)) : 0,
      );
  }
}

/** Every so many months: at least one, never more than the whole plan; that where it is not known. */
export function periodOf({ months }: Extract<PayPlan, { kind: "periodic" }>, every: number | undefined): number {
  return Math.min(months, Math.max(1, Math.floor(every ?? months)));
}

/** The months served that the stages before this one asked for. */
function servedBefore(stages: Extract<PayPlan, { kind: "staged" }>["stages"], index: number): number {
  return stages
    .slice(0, index)
    .reduce((most, { when }) => (when.kind === "served" ? Math.max(most, when.months) : most), 0);
}

export type AmountInput = PlanShape & {
  readonly per: Amount["per"];
  readonly amountFen: Fen;
  /** How the instalments share a whole sum: as many as they, or a divisor of their number; the plan's own where left out. */
  readonly weights?: readonly number[];
  /** Of a counted plan: how many of its instalments the subject has, 0 or more; a whole sum is shared among these. */
  readonly count?: number;
};

/** What each instalment that the subject has comes to, before anything is left out. */
export function amountsOfInstalments(input: AmountInput): readonly Fen[] {
  const months = monthsOfInstalments(input).slice(0, input.count);
  if (months.length === 0) return [];
  if (input.per === "instalment") return months.map(() => input.amountFen);
  if (input.per === "whole") return splitFen(input.amountFen, wholeWeights(input, months));
  const through = yearlyRate(input.amountFen, months[0] ?? 12);
  let sum = 0;
  return months.map((each) => {
    const before = through(sum);
    sum += each;
    return (through(sum) - before) as Fen;
  });
}

/** The weights by which a whole sum is split; equal ones where the given ones come to nothing. */
export function wholeWeights(
  { plan, weights }: Pick<AmountInput, "plan" | "weights">,
  months: readonly number[],
): readonly number[] {
  if (weights?.some((weight) => weight > 0)) {
    return months.map((_, index) => weights[Math.floor((index * weights.length) / months.length)] ?? 0);
  }
  if (plan.kind === "staged") return plan.stages.map(({ weight }) => weight);
  return plan.kind === "periodic" ? months : months.map(() => 1);
}

/**
 * What a sum for a year comes to through so many months. Instalments that divide a year are rounded half up, and the last
 * of each year takes the remainder; where they cut across years, what is paid through each is rounded half up.
 */
function yearlyRate(yearFen: Fen, span: number): (months: number) => bigint {
  const part = (months: number): bigint => roundedHalfUp(yearFen * BigInt(months), 12n);
  const each = part(span);
  return (months) => {
    const rest = months % 12;
    const years = yearFen * BigInt((months - rest) / 12);
    if (span > 12 || 12 % span !== 0) return years + part(rest);
    const within = BigInt(Math.floor(rest / span)) * each + part(rest % span);
    return years + (within < yearFen ? within : yearFen);
  };
}
