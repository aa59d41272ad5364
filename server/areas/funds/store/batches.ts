import type { Day, Fen } from "@wutong/kernel";
import { type RawBuilder, sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { BatchItem } from "../model.ts";

export type BatchRecord = {
  readonly batchId: number;
  readonly officeId: number;
  readonly lineId: number;
  readonly state: "made" | "sent" | "settled";
  readonly payments: number;
  readonly amountFen: Fen;
  readonly madeBy: number;
  readonly madeOn: Day;
  readonly paid: number;
  readonly returned: number;
};

export async function insertBatch(
  tx: Tx,
  batch: {
    readonly officeId: number;
    readonly lineId: number;
    readonly payments: number;
    readonly amountFen: Fen;
    readonly madeBy: number;
    readonly today: Day;
    readonly now: Date;
  },
): Promise<number> {
  const { rows } = await sql<{ batch_id: number }>`
    INSERT INTO funds.batches (tenant_id, office_id, line_id, payments, amount_fen, made_by, made_on, made_at)
    VALUES (access.current_tenant(), ${batch.officeId}, ${batch.lineId}, ${batch.payments}, ${batch.amountFen}, ${batch.madeBy},
      ${dayParameter(batch.today)}::date, ${batch.now})
    RETURNING batch_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a batch was not inserted");
  return row.batch_id;
}

/** A payment that is in another batch already breaks the unique index, and with it the whole transaction. */
export async function insertItems(
  tx: Tx,
  batchId: number,
  items: readonly Omit<BatchItem, "outcome">[],
): Promise<void> {
  const rows = items.map((item) => ({
    item_number: item.itemNumber,
    office_id: item.officeId,
    person_id: item.personId,
    payment_id: item.paymentId,
    payee_account_id: item.payeeAccountId,
    amount_fen: String(item.amountFen),
  }));
  await sql`
    INSERT INTO funds.batch_items (tenant_id, batch_id, item_number, office_id, person_id, payment_id, payee_account_id, amount_fen)
    SELECT access.current_tenant(), ${batchId}, i.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS i (item_number int, office_id int, person_id int, payment_id int, payee_account_id int, amount_fen bigint)`.execute(
    tx,
  );
}

export async function lockBatch(tx: Tx, batchId: number): Promise<BatchRecord | undefined> {
  await sql`SELECT FROM funds.batches WHERE tenant_id = access.current_tenant() AND batch_id = ${batchId} FOR UPDATE`.execute(
    tx,
  );
  return findBatch(tx, batchId);
}

export async function findBatch(tx: Tx, batchId: number): Promise<BatchRecord | undefined> {
  return (await readBatches(tx, sql`b.batch_id = ${batchId}`))[0];
}

export function listBatches(
  tx: Tx,
  page: { readonly beforeId: number | null; readonly limit: number },
): Promise<readonly BatchRecord[]> {
  return readBatches(
    tx,
    sql`(${page.beforeId}::int IS NULL OR b.batch_id < ${page.beforeId}) ORDER BY b.batch_id DESC LIMIT ${page.limit}`,
  );
}

export async function saveBatchState(tx: Tx, batchId: number, state: "sent" | "settled", now: Date): Promise<void> {
  const sent = state === "sent";
  await sql`
    UPDATE funds.batches SET state = ${state}, sent_at = CASE WHEN ${sent} THEN ${now}::timestamptz ELSE sent_at END,
      settled_at = CASE WHEN ${sent} THEN NULL ELSE ${now}::timestamptz END
    WHERE tenant_id = access.current_tenant() AND batch_id = ${batchId}`.execute(tx);
}

export async function listItems(tx: Tx, batchId: number): Promise<readonly BatchItem[]> {
  const { rows } = await sql<{
    item_number: number;
    payment_id: number;
    person_id: number;
    office_id: number;
    payee_account_id: number;
    amount_fen: Fen;
    outcome: BatchItem["outcome"];
  }>`
    SELECT item_number, payment_id, person_id, office_id, payee_account_id, amount_fen, outcome FROM funds.batch_items
    WHERE tenant_id = access.current_tenant() AND batch_id = ${batchId} ORDER BY item_number`.execute(tx);
  return rows.map((row) => ({
    itemNumber: row.item_number,
    paymentId: row.payment_id,
    personId: row.person_id,
    officeId: row.office_id,
    payeeAccountId: row.payee_account_id,
    amountFen: row.amount_fen,
    outcome: row.outcome,
  }));
}

export async function saveOutcome(
  tx: Tx,
  item: {
    readonly batchId: number;
    readonly itemNumber: number;
    readonly outcome: "paid" | "returned";
    readonly on: Day;
    readonly reason: string | null;
  },
): Promise<void> {
  await sql`
    UPDATE funds.batch_items SET outcome = ${item.outcome}, outcome_on = ${dayParameter(item.on)}::date, return_reason = ${item.reason}
    WHERE tenant_id = access.current_tenant() AND batch_id = ${item.batchId} AND item_number = ${item.itemNumber} AND outcome IS NULL`.execute(
    tx,
  );
}

export type ReceiptRecord = { readonly paid: number; readonly returned: number; readonly missing: number };

export async function findReceipt(tx: Tx, batchId: number, digest: Buffer): Promise<ReceiptRecord | undefined> {
  const { rows } = await sql<ReceiptRecord>`
    SELECT paid, returned, missing FROM funds.receipts
    WHERE tenant_id = access.current_tenant() AND batch_id = ${batchId} AND digest = ${digest}`.execute(tx);
  return rows[0];
}

export async function insertReceipt(
  tx: Tx,
  receipt: ReceiptRecord & {
    readonly batchId: number;
    readonly officeId: number;
    readonly digest: Buffer;
    readonly readBy: number;
    readonly now: Date;
  },
): Promise<void> {
  await sql`
    INSERT INTO funds.receipts (tenant_id, office_id, batch_id, digest, paid, returned, missing, read_by, read_at)
    VALUES (access.current_tenant(), ${receipt.officeId}, ${receipt.batchId}, ${receipt.digest}, ${receipt.paid}, ${receipt.returned},
      ${receipt.missing}, ${receipt.readBy}, ${receipt.now})`.execute(tx);
}

async function readBatches(tx: Tx, where: RawBuilder<unknown>): Promise<readonly BatchRecord[]> {
  const { rows } = await sql<BatchRow>`
    SELECT b.batch_id, b.office_id, b.line_id, b.state, b.payments, b.amount_fen, b.made_by, b.made_on,
      (SELECT count(*)::int FROM funds.batch_items i WHERE i.tenant_id = b.tenant_id AND i.batch_id = b.batch_id AND i.outcome = 'paid') AS paid,
      (SELECT count(*)::int FROM funds.batch_items i WHERE i.tenant_id = b.tenant_id AND i.batch_id = b.batch_id AND i.outcome = 'returned') AS returned
    FROM funds.batches b WHERE b.tenant_id = access.current_tenant() AND ${where}`.execute(tx);
  return rows.map((row) => ({
    batchId: row.batch_id,
    officeId: row.office_id,
    lineId: row.line_id,
    state: row.state,
    payments: row.payments,
    amountFen: row.amount_fen,
    madeBy: row.made_by,
    madeOn: row.made_on,
    paid: row.paid,
    returned: row.returned,
  }));
}

type BatchRow = {
  batch_id: number;
  office_id: number;
  line_id: number;
  state: BatchRecord["state"];
  payments: number;
  amount_fen: Fen;
  made_by: number;
  made_on: Day;
  paid: number;
  returned: number;
};
