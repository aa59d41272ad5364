import { lockPaymentsOfCase, savePayments } from "../store/payments.ts";
import type { Tx } from "../store/storage.ts";

/** Keeps a payment out of batches until somebody has looked at its case. */
export async function holdPayment(tx: Tx, paymentId: number, code: string): Promise<void> {
  await savePayments(tx, [paymentId], { state: "held", batchId: null, holdCode: code });
}

/** Lets the held payments of a case be paid again; they are decided again before that. Returns their numbers. */
export async function releasePayments(tx: Tx, caseId: number): Promise<readonly number[]> {
  const held = (await lockPaymentsOfCase(tx, caseId)).filter((payment) => payment.state === "held");
  const ids = held.map((payment) => payment.paymentId);
  await savePayments(tx, ids, { state: "planned", batchId: null });
  return ids;
}
