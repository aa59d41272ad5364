import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { BENEFIT_CASE, findApplicationOfCase, findOffer, releaseLocks } from "../../areas/benefits/index.ts";
import { closeNoticeEntry, type Stepped, takeStep } from "../../areas/cases/index.ts";
import { listPaymentsOfCase, stopPayments } from "../../areas/funds/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { lockLineOfApplication, releaseAndMoveUp } from "../take-place/move-up.ts";

export type RejectCase = { readonly caseId: number; readonly reason: string };

/**
 * Ends a case: nothing is paid, what was promised is released, what was locked is free again, and its place goes to the first who waits
 * for one. A second person only; never once
 * money is on its way or paid. Problems: those of the case's step.
 */
export function rejectCase(
  desk: MoneyDesk,
  caller: Caller,
  given: RejectCase,
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "rejectCase", input: given }, async (tx) => {
    const rejected = await reject(desk, tx, given);
    if (!rejected.ok) return rejected;
    const { before, state, movedUp } = rejected.value;
    const { officeId, personId } = before;
    const subject = { kind: "case", id: given.caseId };
    return ok({
      reply: { done: true },
      subject,
      officeId,
      personId,
      before: { state: before.state },
      after: { state, reason: given.reason, ...(movedUp.length > 0 ? { movedUp } : {}) },
    });
  });
}

/** The same within a transaction, for a hold that ends so. */
export async function reject(
  desk: MoneyDesk,
  tx: Tx,
  { caseId, reason }: RejectCase,
): Promise<Result<Stepped & { readonly movedUp: readonly number[] }, Problem>> {
  const now = desk.now();
  const application = await findApplicationOfCase(tx, caseId);
  const offer = application && (await findOffer(tx, application.offerId));
  if (!application || !offer) return fail(problem("cases.notFound", { caseId }));
  const stepped = await takeStep(tx, {
    type: BENEFIT_CASE,
    caseId,
    step: "reject",
    now,
    note: reason,
    alsoHandledBy: [offer.pushedBy],
  });
  if (!stepped.ok) return stepped;
  const line = await lockLineOfApplication(desk, tx, application);
  const payments = await listPaymentsOfCase(tx, caseId);
  const underWay = payments.some((payment) => payment.state === "inBatch" || payment.state === "paid");
  if (underWay) return fail(problem("cases.wrongState", { caseId, state: stepped.value.before.state }));
  const [first] = payments;
  if (first)
    await stopPayments(tx, { caseId, from: first.dueOn < todayOf(now) ? first.dueOn : todayOf(now), reason, now });
  await closeNoticeEntry(tx, caseId, "withdrawn");
  await releaseLocks(tx, application.applicationId, now);
  return ok({ ...stepped.value, movedUp: await releaseAndMoveUp(desk, tx, { application, line }) });
}
