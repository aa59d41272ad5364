import type { Day } from "@wutong/kernel";
import { type Application, BENEFIT_CASE, listRunning, saveEnded } from "../../areas/benefits/index.ts";
import { findCase, takeStep } from "../../areas/cases/index.ts";
import { listPaymentsOfCase, stopPayments } from "../../areas/funds/index.ts";
import type { Tx } from "../../storage/index.ts";

/**
 * Stops the person's running benefits of the kinds that a new one ends (a voucher ends the rent subsidy), from today: what falls
 * due later is not paid and its money is released. Returns the applications that were ended.
 */
export async function endOtherBenefits(
  tx: Tx,
  {
    application,
    ends,
    today,
    now,
  }: { readonly application: Application; readonly ends: readonly string[]; readonly today: Day; readonly now: Date },
): Promise<readonly number[]> {
  const running = (await listRunning(tx, application.personId, ends)).filter(
    (each) => each.caseId !== application.caseId,
  );
  for (const ended of running) {
    await saveEnded(tx, ended.applicationId, { on: today, by: application.applicationId });
    const reason = `ended by ${application.policy}`;
    await stopPayments(tx, { caseId: ended.caseId, from: today, reason, now });
    await finishIfDone(tx, ended.caseId, now);
  }
  return running.map((each) => each.applicationId);
}

/** A case whose payments are all paid or stopped is over. Returns whether it is. */
export async function finishIfDone(tx: Tx, caseId: number, now: Date): Promise<boolean> {
  const record = await findCase(tx, caseId);
  if (!record || !["approved", "paying"].includes(record.state)) return false;
  const payments = await listPaymentsOfCase(tx, caseId);
  if (!payments.every((payment) => payment.state === "paid" || payment.state === "stopped")) return false;
  const finished = await takeStep(tx, { type: BENEFIT_CASE, caseId, step: "finish", now });
  return finished.ok;
}
