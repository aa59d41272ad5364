import type { Day } from "@wutong/kernel";
import type { Payment } from "../model.ts";
import { lockLine } from "../store/budget-lines.ts";
import { appendEntry } from "../store/ledger.ts";
import { lockPaymentsOfCase, savePayments } from "../store/payments.ts";
import type { Tx } from "../store/storage.ts";

/**
 * Stops what a case was still to be paid from a day on, and releases the money promised for it. What is on its way to the bank
 * or paid stays; what was due before that day is still owed. Returns the payments that were stopped.
 */
export async function stopPayments(
  tx: Tx,
  given: { readonly caseId: number; readonly from: Day; readonly reason: string; readonly now: Date },
): Promise<readonly Payment[]> {
  const payments = await lockPaymentsOfCase(tx, given.caseId);
  const stopped = payments.filter(
    (payment) => ["planned", "held", "returned"].includes(payment.state) && payment.dueOn >= given.from,
  );
  const byLine = Map.groupBy(stopped, (payment) => payment.lineId);
  for (const [lineId, each] of [...byLine].toSorted(([a], [b]) => (a ?? 0) - (b ?? 0))) {
    if (lineId !== null) await release(tx, { ...given, lineId, payments: each });
  }
  await savePayments(
    tx,
    stopped.map((payment) => payment.paymentId),
    { state: "stopped", batchId: null },
  );
  return stopped;
}

async function release(
  tx: Tx,
  given: {
    readonly lineId: number;
    readonly payments: readonly Payment[];
    readonly reason: string;
    readonly now: Date;
  },
): Promise<void> {
  const line = await lockLine(tx, given.lineId);
  if (!line) throw new Error(`the budget line ${given.lineId} is out of the session's scope`);
  await appendEntry(tx, {
    lineId: line.lineId,
    officeId: line.officeId,
    kind: "release",
    reason: given.reason,
    now: given.now,
    postings: given.payments.map(({ amountFen, caseId, paymentId }) => ({
      source: "committed",
      destination: "available",
      amountFen,
      caseId,
      paymentId,
    })),
  });
}
