import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { batchNumber, matchReceipt, type Posting, type ReceiptRow, type SettledItem } from "../model.ts";
import {
  type BatchRecord,
  findBatch,
  findReceipt,
  insertReceipt,
  listItems,
  lockBatch,
  saveBatchState,
  saveOutcome,
} from "../store/batches.ts";
import { appendEntry } from "../store/ledger.ts";
import { lockPayment, savePayments } from "../store/payments.ts";
import type { Tx } from "../store/storage.ts";

export type RecordReceipt = {
  readonly batchId: number;
  readonly rows: readonly ReceiptRow[];
  /** Keyed digest of the file: the same receipt again changes nothing. */
  readonly digest: Buffer;
  readonly readBy: number;
  readonly today: Day;
  readonly now: Date;
};

export type Receipt = {
  readonly before: BatchRecord;
  readonly batch: BatchRecord;
  /** What became known now; empty where the same receipt was read before. */
  readonly settled: readonly SettledItem[];
  readonly missing: number;
};

/**
 * Records what became of a batch's payments, whole or not at all. Problems: `funds.notFound`, `funds.batchNotSent`,
 * and those of `matchReceipt`.
 */
export async function recordReceipt(tx: Tx, given: RecordReceipt): Promise<Result<Receipt, Problem>> {
  const before = await lockBatch(tx, given.batchId);
  if (!before) return fail(problem("funds.notFound", { id: given.batchId }));
  if (before.state === "made") return fail(problem("funds.batchNotSent", { batch: batchNumber(given.batchId) }));
  const earlier = await findReceipt(tx, given.batchId, given.digest);
  if (earlier) return ok({ before, batch: before, settled: [], missing: earlier.missing });
  const items = await listItems(tx, given.batchId);
  const matched = matchReceipt(given.batchId, items, given.rows);
  if (!matched.ok) return matched;
  await settle(tx, before, matched.value, given);
  const missing = items.filter((item) => item.outcome === null).length - matched.value.length;
  if (missing === 0) await saveBatchState(tx, given.batchId, "settled", given.now);
  const batch = (await findBatch(tx, given.batchId)) ?? before;
  const { paid, returned } = batch;
  await insertReceipt(tx, { ...given, officeId: before.officeId, paid, returned, missing });
  return ok({ before, batch, settled: matched.value, missing });
}

async function settle(
  tx: Tx,
  batch: BatchRecord,
  settled: readonly SettledItem[],
  { today, now }: Pick<RecordReceipt, "today" | "now">,
): Promise<void> {
  const postings: Posting[] = [];
  for (const { item, result } of settled) {
    const payment = await lockPayment(tx, item.paymentId);
    if (payment?.state !== "inBatch") throw new Error(`payment ${item.paymentId} is not in the batch that names it`);
    const reason = result.kind === "returned" ? result.reason : null;
    await saveOutcome(tx, {
      batchId: batch.batchId,
      itemNumber: item.itemNumber,
      outcome: result.kind,
      on: today,
      reason,
    });
    const change = { state: result.kind, batchId: batch.batchId } as const;
    const more = result.kind === "paid" ? { paidOn: today } : { returnReason: result.reason };
    await savePayments(tx, [item.paymentId], { ...change, ...more });
    postings.push({
      source: "inTransit",
      destination: result.kind === "paid" ? "paid" : "committed",
      amountFen: item.amountFen,
      caseId: payment.caseId,
      paymentId: item.paymentId,
    });
  }
  if (postings.length > 0) {
    await appendEntry(tx, { lineId: batch.lineId, officeId: batch.officeId, kind: "receipt", now, postings });
  }
}
