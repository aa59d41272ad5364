import type { RegisterKind } from "@wutong/codes";
import { type Day, firstDayOf, formatDay, type Month, monthOfDay, type Problem } from "@wutong/kernel";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { HeaderMapping, PassedOverWhy } from "../model/index.ts";

export const BATCH_STATES = ["checking", "checked", "running", "done", "failed", "cancelled"] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** Whose rows, of which months, and whether none of them is missing. */
export type Coverage = {
  readonly officeId: number;
  readonly fromMonth: Month;
  readonly throughMonth: Month;
  readonly complete: boolean;
};

export type BatchCounts = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly failed: number;
};

export type SheetHeader = readonly [sheet: string, titles: readonly string[]];

/** Rows of a sheet that are none of the register, and why: how many, and the first of them by number (0: the sheet as a whole). */
export type PassedOver = {
  readonly sheet: string;
  readonly why: PassedOverWhy;
  readonly count: number;
  readonly rows: readonly number[];
};

export type Batch = {
  readonly batchId: number;
  readonly register: RegisterKind;
  readonly coverage: Coverage;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileDigest: Buffer;
  /** The file's key, sealed; null once the file is gone. */
  readonly sealedFileKey: Buffer | null;
  readonly state: BatchState;
  readonly rowsRead: number;
  readonly rowsTotal: number | null;
  readonly chunksDone: number;
  readonly counts: BatchCounts;
  readonly headers: readonly SheetHeader[];
  readonly source: string;
  readonly mapping: HeaderMapping;
  readonly passedOver: readonly PassedOver[];
  /** Rows in which a month alone was taken for its first or last day. */
  readonly monthsTaken: number;
  /** Rows without a whole, valid number, taken in as observed persons. */
  readonly withoutNumber: number;
  readonly problem: Problem | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** The earliest finished batch with the very same file, where there is one. */
  readonly sameAs: number | null;
};

export type NewBatch = {
  readonly register: RegisterKind;
  readonly coverage: Coverage;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileDigest: Buffer;
  readonly sealedFileKey: Buffer | null;
  readonly source?: string;
  readonly mapping?: HeaderMapping;
  readonly state: "checking" | "running";
  readonly startedBy: string;
  readonly now: Date;
};

/** Enters a batch; null where its office lies outside the session's scope. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<number | null> {
  const { officeId, fromMonth, throughMonth, complete } = batch.coverage;
  const district = Number(String(officeId).slice(0, 6));
  const { rows } = await sql<{ batch_id: number }>`
    INSERT INTO registers.batches (tenant_id, office_id, register, file_name, file_bytes, file_digest, sealed_file_key, district,
      from_month, through_month, complete, source, mapping, state, started_by, started_at)
    SELECT (SELECT access.current_tenant()), ${officeId}::int, ${batch.register}, ${batch.fileName}, ${batch.fileBytes}::bigint, ${batch.fileDigest},
      ${batch.sealedFileKey}::bytea, ${district}::int, ${formatDay(firstDayOf(fromMonth))}::date, ${formatDay(firstDayOf(throughMonth))}::date,
      ${complete}::boolean, ${batch.source ?? ""}, ${JSON.stringify(batch.mapping ?? {})}::jsonb, ${batch.state}, ${batch.startedBy}, ${batch.now}::timestamptz
    WHERE ${officeId}::int = ANY ((SELECT access.visible_offices())::int[])
    RETURNING batch_id`.execute(tx);
  return rows[0]?.batch_id ?? null;
}

export async function findBatch(tx: Tx, batchId: number): Promise<Batch | undefined> {
  return (await selectBatches(tx, sql`b.batch_id = ${batchId}`, sql``))[0];
}

/** The batch, locked until the transaction ends: whoever works on it works alone. */
export async function lockBatch(tx: Tx, batchId: number): Promise<Batch | undefined> {
  return (await selectBatches(tx, sql`b.batch_id = ${batchId}`, sql`FOR UPDATE OF b`))[0];
}

export type BatchFilter = {
  readonly register: RegisterKind | undefined;
  readonly state: BatchState | undefined;
  /** Older than this batch. */
  readonly before: number | undefined;
  readonly limit: number;
};

/** Newest first. */
export async function listBatches(tx: Tx, { register, state, before, limit }: BatchFilter): Promise<readonly Batch[]> {
  const where = sql`(${register ?? null}::text IS NULL OR b.register = ${register ?? null})
    AND (${state ?? null}::text IS NULL OR b.state = ${state ?? null}) AND (${before ?? null}::int IS NULL OR b.batch_id < ${before ?? null}::int)`;
  return selectBatches(tx, where, sql`ORDER BY b.batch_id DESC LIMIT ${limit}`);
}

/** Batches that somebody was at work on when the server stopped. */
export function listUnfinished(tx: Tx): Promise<readonly Batch[]> {
  return selectBatches(tx, sql`b.state IN ('checking', 'running')`, sql`ORDER BY b.batch_id`);
}

/** An import of a plain file that was stopped: the same file, register and coverage, still running. */
export async function findStoppedBatch(
  tx: Tx,
  { register, coverage, fileDigest }: Pick<NewBatch, "register" | "coverage" | "fileDigest">,
): Promise<Batch | undefined> {
  const { officeId, fromMonth, throughMonth, complete } = coverage;
  const where = sql`b.register = ${register} AND b.state = 'running' AND b.sealed_file_key IS NULL AND b.file_digest = ${fileDigest}
    AND b.office_id = ${officeId}::int AND b.complete = ${complete}::boolean AND b.from_month = ${formatDay(firstDayOf(fromMonth))}::date
    AND b.through_month = ${formatDay(firstDayOf(throughMonth))}::date`;
  return (await selectBatches(tx, where, sql`ORDER BY b.batch_id DESC LIMIT 1`))[0];
}

/** Finished batches of a register that reach further than a month: their facts are not overwritten by older files. */
export async function listLaterBatches(
  tx: Tx,
  register: RegisterKind,
  throughMonth: Month,
): Promise<readonly number[]> {
  const { rows } = await sql<{ batch_id: number }>`
    SELECT batch_id FROM registers.batches WHERE register = ${register} AND through_month > ${formatDay(firstDayOf(throughMonth))}::date
      AND state IN ('running', 'done', 'cancelled') ORDER BY batch_id`.execute(tx);
  return rows.map((row) => row.batch_id);
}

/**
 * This batch and finished ones of the very same file and coverage: what one of them has said of a thing, the same file does not
 * say otherwise the second time, however far apart its rows that contradict each other stand.
 */
export async function listBatchesOfSameFile(tx: Tx, batch: Batch): Promise<readonly number[]> {
  const { officeId, throughMonth } = batch.coverage;
  const { rows } = await sql<{ batch_id: number }>`
    SELECT batch_id FROM registers.batches WHERE tenant_id = (SELECT access.current_tenant()) AND file_digest = ${batch.fileDigest}
      AND register = ${batch.register} AND office_id = ${officeId}::int AND through_month = ${formatDay(firstDayOf(throughMonth))}::date
      AND (state = 'done' OR batch_id = ${batch.batchId}) ORDER BY batch_id`.execute(tx);
  return rows.map((row) => row.batch_id);
}

export type BatchProgress = {
  readonly chunksDone: number;
  readonly rowsRead: number;
  readonly counts: BatchCounts;
  readonly monthsTaken: number;
  /** Rows without a whole, valid number, taken in as observed persons. */
  readonly withoutNumber: number;
  readonly headers: readonly SheetHeader[];
};

/** Adds what one chunk brought. */
export async function advanceBatch(tx: Tx, batchId: number, progress: BatchProgress): Promise<void> {
  const { counts } = progress;
  await sql`
    UPDATE registers.batches SET chunks_done = ${progress.chunksDone}, rows_read = rows_read + ${progress.rowsRead},
      rows_new = rows_new + ${counts.added}, rows_changed = rows_changed + ${counts.changed}, rows_same = rows_same + ${counts.same},
      rows_failed = rows_failed + ${counts.failed}, months_taken = months_taken + ${progress.monthsTaken},
      without_number = without_number + ${progress.withoutNumber}, headers = ${JSON.stringify(progress.headers)}::jsonb
    WHERE tenant_id = (SELECT access.current_tenant()) AND batch_id = ${batchId}`.execute(tx);
}

/** Ends the dry run or the import. */
export async function endBatch(
  tx: Tx,
  batchId: number,
  end: {
    readonly state: BatchState;
    readonly problem: Problem | null;
    readonly passedOver?: readonly PassedOver[];
    readonly now: Date;
  },
): Promise<void> {
  const checked = end.state === "checked";
  const passedOver = end.passedOver ? JSON.stringify(end.passedOver) : null;
  await sql`
    UPDATE registers.batches SET state = ${end.state}, problem = ${end.problem && JSON.stringify(end.problem)}::jsonb,
      passed_over = coalesce(${passedOver}::jsonb, passed_over),
      rows_total = CASE WHEN ${checked}::boolean THEN rows_read ELSE rows_total END,
      sealed_file_key = CASE WHEN ${checked}::boolean THEN sealed_file_key END,
      ended_at = CASE WHEN ${checked}::boolean THEN NULL ELSE ${end.now}::timestamptz END
    WHERE tenant_id = (SELECT access.current_tenant()) AND batch_id = ${batchId}`.execute(tx);
}

/** From the dry run to the import: counting begins anew. */
export async function restartBatch(tx: Tx, batchId: number): Promise<void> {
  await sql`
    UPDATE registers.batches SET state = 'running', rows_read = 0, rows_new = 0, rows_changed = 0, rows_same = 0, rows_failed = 0, months_taken = 0,
      without_number = 0, chunks_done = 0
    WHERE tenant_id = (SELECT access.current_tenant()) AND batch_id = ${batchId}`.execute(tx);
}

type BatchRow = {
  batch_id: number;
  office_id: number;
  register: RegisterKind;
  file_name: string;
  file_bytes: bigint;
  file_digest: Buffer;
  sealed_file_key: Buffer | null;
  from_month: Day;
  through_month: Day;
  complete: boolean;
  state: BatchState;
  rows_read: number;
  rows_total: number | null;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
  rows_failed: number;
  chunks_done: number;
  headers: readonly SheetHeader[];
  source: string;
  mapping: HeaderMapping;
  passed_over: readonly PassedOver[];
  months_taken: number;
  without_number: number;
  problem: Problem | null;
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
  same_as: number | null;
};

async function selectBatches(tx: Tx, where: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<readonly Batch[]> {
  const { rows } = await sql<BatchRow>`
    SELECT b.*, (SELECT min(o.batch_id) FROM registers.batches o WHERE o.tenant_id = b.tenant_id AND o.file_digest = b.file_digest
      AND o.register = b.register AND o.state = 'done' AND o.batch_id < b.batch_id) AS same_as
    FROM registers.batches b WHERE b.tenant_id = (SELECT access.current_tenant()) AND ${where} ${tail}`.execute(tx);
  return rows.map(toBatch);
}

function toBatch(row: BatchRow): Batch {
  return {
    batchId: row.batch_id,
    register: row.register,
    coverage: {
      officeId: row.office_id,
      fromMonth: monthOfDay(row.from_month),
      throughMonth: monthOfDay(row.through_month),
      complete: row.complete,
    },
    fileName: row.file_name,
    fileBytes: Number(row.file_bytes),
    fileDigest: row.file_digest,
    sealedFileKey: row.sealed_file_key,
    state: row.state,
    rowsRead: row.rows_read,
    rowsTotal: row.rows_total,
    chunksDone: row.chunks_done,
    counts: { added: row.rows_new, changed: row.rows_changed, same: row.rows_same, failed: row.rows_failed },
    headers: row.headers,
    source: row.source,
    mapping: row.mapping,
    passedOver: row.passed_over,
    monthsTaken: row.months_taken,
    withoutNumber: row.without_number,
    problem: row.problem,
    startedBy: row.started_by,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    sameAs: row.same_as,
  };
}
