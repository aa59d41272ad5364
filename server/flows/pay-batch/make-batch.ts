import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { findAccount, findInstalmentOfPayment, type InstalmentOfPayment } from "../../areas/benefits/index.ts";
import { type Actor, findCase, getActor, holdCase } from "../../areas/cases/index.ts";
import {
  type BudgetLine,
  batchNumber,
  commitOnLine,
  findLine,
  holdPayment,
  lockDuePayments,
  lockUncommitted,
  makeBatch as make,
  type Payable,
  type Payment,
  remainingOf,
} from "../../areas/funds/index.ts";
import type { Tx } from "../../storage/index.ts";
import { findWhyNotPayable } from "../decide-again/payable.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";

export type HeldPayment = {
  readonly paymentId: number;
  readonly caseId: number;
  readonly personId: number;
  readonly problem: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
};

/** `batch` is null where everything due was held. */
export type MadeBatch = {
  readonly batch: {
    readonly batchId: number;
    readonly number: string;
    readonly payments: number;
    readonly amountFen: string;
  } | null;
  readonly held: readonly HeldPayment[];
};

/** Payments in one batch; the rest goes into the next. */
const PAYMENTS_MAX = 1_000;

/**
 * Puts what a line owes by a day (today at the latest) into a batch. Each payment is decided again first; what isn't entitled to
 * exactly this, or goes to an account that nobody has looked at, is held with its case for a person. Finance only.
 * Problems: `access.roleMissing`, `funds.notFound`, `funds.nothingDue`.
 */
export function makeBatch(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly lineId: number; readonly dueBy: Day },
): Promise<Result<MadeBatch, Problem>> {
  return desk.run({ ...caller, command: "makeBatch", input: given }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("finance")) return fail(problem("access.roleMissing", { roles: "finance" }));
    const line = await findLine(tx, given.lineId);
    if (!line) return fail(problem("funds.notFound", { id: given.lineId }));
    const now = desk.now();
    const today = todayOf(now);
    const by = (given.dueBy < today ? given.dueBy : today) as Day;
    await commitWhatFellDue(tx, line, { by, today, now });
    const due = await lockDuePayments(tx, { lineId: given.lineId, by, limit: PAYMENTS_MAX });
    const { payables, held } = await sort(desk, tx, due, { today, now });
    if (payables.length === 0 && held.length === 0)
      return fail(problem("funds.nothingDue", { dueBy: new Date(by * 86_400_000).toISOString().slice(0, 10) }));
    const batch = payables.length === 0 ? null : await put(tx, { line, payables, actor, today, now });
    const after = {
      batch: batch?.batchId ?? null,
      payments: payables.map((each) => each.payment.paymentId),
      held: held.map((each) => each.paymentId),
    };
    const subject = batch ? { kind: "batch", id: batch.batchId } : { kind: "budgetLine", id: given.lineId };
    return ok({ reply: { batch, held }, subject, officeId: line.officeId, before: { payments: "due" }, after });
  });
}

/** What an earlier year's approval left for this year's budget is committed now, in the order of its days, as far as it goes. */
async function commitWhatFellDue(
  tx: Tx,
  line: BudgetLine,
  { by, today, now }: { readonly by: Day; readonly today: Day; readonly now: Date },
): Promise<void> {
  if (line.year !== new Date(today * 86_400_000).getUTCFullYear()) return;
  const budget = { officeId: line.officeId, code: line.code };
  const waiting = await lockUncommitted(tx, { budget, by, limit: PAYMENTS_MAX });
  let remaining: bigint = remainingOf(line);
  const fitting = waiting.filter((payment) => {
    if (payment.amountFen > remaining) return false;
    remaining -= payment.amountFen;
    return true;
  });
  if (fitting.length > 0) await commitOnLine(tx, { lineId: line.lineId, payments: fitting, now });
}

type Moment = { readonly today: Day; readonly now: Date };

async function sort(desk: MoneyDesk, tx: Tx, due: readonly Payment[], moment: Moment) {
  const payables: Payable[] = [];
  const held: HeldPayment[] = [];
  for (const payment of due) {
    const instalment = await findInstalmentOfPayment(tx, payment.paymentId);
    if (!instalment) throw new Error(`payment ${payment.paymentId} belongs to no application in the session's scope`);
    const why = await findWhyHeld(desk, tx, { payment, instalment, moment });
    if (why)
      held.push({ paymentId: payment.paymentId, caseId: payment.caseId, personId: payment.personId, problem: why });
    else payables.push({ payment, payeeAccountId: instalment.application.payeeAccountId });
  }
  return { payables, held };
}

type Looked = { readonly payment: Payment; readonly instalment: InstalmentOfPayment; readonly moment: Moment };

/** Why a payment may not go out now; what speaks against it holds payment and case, unless the case is held already. */
async function findWhyHeld(
  desk: MoneyDesk,
  tx: Tx,
  { payment, instalment, moment }: Looked,
): Promise<Problem | undefined> {
  const { application } = instalment;
  const record = await findCase(tx, application.caseId);
  if (record?.hold) return record.hold.problem;
  const { today, now } = moment;
  const account = await findAccount(tx, application.payeeAccountId);
  if (!account || account.openReasons.length > 0) {
    const why = problem("benefits.accountInReview", { reasons: account?.openReasons.join(", ") ?? "—" });
    await hold(tx, { payment, kind: "accountReview", why, moment });
    return why;
  }
  const policy = await getPolicy(desk, tx, application.policy, application.version);
  const why = await findWhyNotPayable(tx, desk.vault, { application, policy, madeAt: "payment", today, now });
  if (why) await hold(tx, { payment, kind: "decisionChanged", why, moment });
  return why;
}

async function hold(
  tx: Tx,
  given: {
    readonly payment: Payment;
    readonly kind: "accountReview" | "decisionChanged";
    readonly why: Problem;
    readonly moment: Moment;
  },
): Promise<void> {
  const { payment, kind, why, moment } = given;
  await holdPayment(tx, payment.paymentId, why.code);
  const held = await holdCase(tx, payment.caseId, { kind, since: moment.today, problem: why }, moment.now);
  if (!held.ok) throw new Error(`case ${payment.caseId} is out of the session's scope`);
}

async function put(
  tx: Tx,
  given: {
    readonly line: BudgetLine;
    readonly payables: readonly Payable[];
    readonly actor: Actor;
    readonly today: Day;
    readonly now: Date;
  },
): Promise<NonNullable<MadeBatch["batch"]>> {
  const batchId = await make(tx, { ...given, madeBy: given.actor.accountId ?? 0 });
  const amountFen = given.payables.reduce<bigint>((sum, each) => sum + each.payment.amountFen, 0n);
  return { batchId, number: batchNumber(batchId), payments: given.payables.length, amountFen: String(amountFen) };
}
