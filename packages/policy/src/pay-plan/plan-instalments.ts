import { type Day, type Fen, monthOfDay } from "@wutong/kernel";
import type { Amount, PayPlan } from "../envelope/envelope.ts";
import { type DueInput, dueDays, type ServedMonths } from "./due-days.ts";
import { amountsOfInstalments, monthsOfInstalments } from "./instalment-amounts.ts";
import { payDay } from "./pay-months.ts";
import { percentOf } from "./shares.ts";

/** A part of a grant and the day from which it is paid. */
export type Instalment = {
  /** Counts from 1 over the whole plan. */
  readonly number: number;
  readonly due: Day;
  /** The day from which it would be due and for which it counts, where the office pays in certain months only and so later. */
  readonly earned?: Day;
  /** Before tax; of what is given in kind its stated worth. */
  readonly amountFen: Fen;
  /** Individual tax that is kept back from it. */
  readonly withheldFen: Fen;
  /** The ids of the conditions and proofs that must hold on the day. */
  readonly needs: readonly string[];
  /** How many months it stands for; 0 where it stands for none in particular. */
  readonly months: number;
  /** Nothing is paid: it is given in kind. */
  readonly inKind: boolean;
};

export type PlanInput = {
  readonly plan: PayPlan;
  readonly per: Amount["per"];
  /** By `per`: for each instalment, for all of them together, or for a year. */
  readonly amountFen: Fen;
  readonly asOf: Day;
  /** How many instalments were paid before (rounded down). */
  readonly paidBefore: number;
  /** How many instalments of a counted plan the subject has (rounded down); all of them where left out. */
  readonly atMost?: number;
  /** How the instalments share a whole sum; by the plan where left out. */
  readonly weights?: readonly number[];
  /** For plans that wait for service, and for a monthly plan's window: the months served. */
  readonly served?: ServedMonths;
  /** The day in whose month the window of a monthly plan begins. */
  readonly windowFrom?: Day;
  /** Of a periodic plan: every so many months, at least 1. */
  readonly every?: number;
  /** Of each stage: the day that it waits for, and whether its proof is there now. */
  readonly stageFrom?: readonly (Day | undefined)[];
  readonly stageProven?: readonly (boolean | undefined)[];
  readonly needs: readonly string[];
  readonly taxPercent?: number;
  readonly inKind?: boolean;
};

/**
 * Turns a grant into dated instalments from the earliest dates, as if service went on; those paid before are left out.
 * A due day never lies before `asOf`: what was earned earlier is due at once.
 */
export function planInstalments(input: PlanInput): readonly Instalment[] {
  const { plan, taxPercent, inKind = false } = input;
  const months = monthsOfInstalments(input);
  const count = Math.min(months.length, Math.max(0, Math.floor(input.atMost ?? months.length)));
  const amounts = amountsOfInstalments({ ...input, count });
  const paid = Math.min(count, Math.max(0, Math.floor(input.paidBefore)));
  const days = dueDays({ ...input, paid } satisfies DueInput, count);
  return days.map((earned, position) => {
    const index = paid + position;
    const due = payDay(earned, plan.payMonths);
    const amountFen = amounts[index] ?? (0n as Fen);
    return {
      number: index + 1,
      due,
      ...(due === earned ? {} : { earned }),
      amountFen,
      withheldFen: taxPercent === undefined || inKind ? (0n as Fen) : percentOf(amountFen, taxPercent),
      needs: [...input.needs, ...proofNeeded(plan, index, input.stageProven)],
      months: months[index] ?? 0,
      inKind,
    };
  });
}

/** The proof that a stage still waits for. */
function proofNeeded(plan: PayPlan, index: number, proven: PlanInput["stageProven"]): readonly string[] {
  const proof = plan.kind === "staged" ? plan.stages[index]?.requires : undefined;
  return proof === undefined || proven?.[index] === true ? [] : [proof.id];
}

/** What falls due up to the end of the calendar year of `asOf`. */
export function dueThisYear(instalments: readonly Pick<Instalment, "due" | "amountFen">[], asOf: Day): Fen {
  const year = Math.floor(monthOfDay(asOf) / 12);
  const due = instalments.filter((each) => Math.floor(monthOfDay(each.due) / 12) <= year);
  return due.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
}

export function totalOf(instalments: readonly Pick<Instalment, "amountFen">[]): Fen {
  return instalments.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
}
