import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { BatchItem } from "../model.ts";
import { type BatchRecord, listItems, lockBatch, saveBatchState } from "../store/batches.ts";
import type { Tx } from "../store/storage.ts";

export type SentBatch = { readonly batch: BatchRecord; readonly items: readonly BatchItem[] };

/** Marks a batch as sent when its file is taken; taking it again changes nothing. Problem: `funds.notFound`. */
export async function sendBatch(tx: Tx, batchId: number, now: Date): Promise<Result<SentBatch, Problem>> {
  const batch = await lockBatch(tx, batchId);
  if (!batch) return fail(problem("funds.notFound", { id: batchId }));
  if (batch.state === "made") await saveBatchState(tx, batchId, "sent", now);
  return ok({ batch, items: await listItems(tx, batchId) });
}
