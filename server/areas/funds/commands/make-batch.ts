import { addFen, type Day } from "@wutong/kernel";
import type { BudgetLine, Payment } from "../model.ts";
import { insertBatch, insertItems } from "../store/batches.ts";
import { appendEntry } from "../store/ledger.ts";
import { savePayments } from "../store/payments.ts";
import type { Tx } from "../store/storage.ts";

/** A payment that was decided again and may go out, with the account that it goes to. */
export type Payable = { readonly payment: Payment; readonly payeeAccountId: number };

/** Puts payments of one line, locked by the caller, into a batch; the money is then on its way. Returns the batch's number. */
export async function makeBatch(
  tx: Tx,
  given: {
    readonly line: BudgetLine;
    readonly payables: readonly Payable[];
    readonly madeBy: number;
    readonly today: Day;
    readonly now: Date;
  },
): Promise<number> {
  const { line, payables, now } = given;
  const amountFen = addFen(...payables.map(({ payment }) => payment.amountFen));
  const batchId = await insertBatch(tx, { ...given, ...line, payments: payables.length, amountFen });
  const items = payables.map(({ payment, payeeAccountId }, index) => ({
    ...payment,
    payeeAccountId,
    itemNumber: index + 1,
  }));
  await insertItems(tx, batchId, items);
  await appendEntry(tx, {
    lineId: line.lineId,
    officeId: line.officeId,
    kind: "makeBatch",
    now,
    postings: payables.map(({ payment }) => ({
      source: "committed",
      destination: "inTransit",
      amountFen: payment.amountFen,
      caseId: payment.caseId,
      paymentId: payment.paymentId,
    })),
  });
  const ids = payables.map(({ payment }) => payment.paymentId);
  await savePayments(tx, ids, { state: "inBatch", batchId });
  return batchId;
}
