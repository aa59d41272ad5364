import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { RowFailure } from "../model/index.ts";

/** A row that could not be taken: where it stood, what it held (sealed), and why. */
export type FailedRow = {
  readonly sheet: string;
  readonly row: number;
  /** The cells as they came, as sealed JSON. */
  readonly sealedCells: Buffer;
  readonly failures: readonly RowFailure[];
};

/** One on its way in: what it held is sealed and written in hexadecimal. */
export type NewFailedRow = Omit<FailedRow, "sealedCells"> & { readonly sealedCells: string };

export async function insertFailedRows(
  tx: Tx,
  batch: { readonly batchId: number; readonly officeId: number },
  failed: readonly NewFailedRow[],
): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map((one) => ({
    sheet: one.sheet,
    row_number: one.row,
    sealed: one.sealedCells,
    failures: one.failures,
  }));
  await sql`
    INSERT INTO registers.failed_rows (tenant_id, batch_id, sheet, row_number, office_id, sealed_cells, failures)
    SELECT (SELECT access.current_tenant()), ${batch.batchId}::int, f.sheet, f.row_number, ${batch.officeId}::int, decode(f.sealed, 'hex'), f.failures
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f (sheet text, row_number int, sealed text, failures jsonb)
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** The dry run's failures make room for the import's own. */
export async function deleteFailedRows(tx: Tx, batchId: number): Promise<void> {
  await sql`DELETE FROM registers.failed_rows WHERE tenant_id = (SELECT access.current_tenant()) AND batch_id = ${batchId}`.execute(
    tx,
  );
}

/** In the order of the file, from behind a given place on. */
export async function listFailedRows(
  tx: Tx,
  batchId: number,
  page: { readonly after: { readonly sheet: string; readonly row: number } | undefined; readonly limit: number },
): Promise<readonly FailedRow[]> {
  const { rows } = await sql<{
    sheet: string;
    row_number: number;
    sealed_cells: Buffer;
    failures: readonly RowFailure[];
  }>`
    SELECT sheet, row_number, sealed_cells, failures FROM registers.failed_rows
    WHERE tenant_id = (SELECT access.current_tenant()) AND batch_id = ${batchId}
      AND (${page.after?.sheet ?? null}::text IS NULL OR (sheet, row_number) > (${page.after?.sheet ?? ""}, ${page.after?.row ?? 0}))
    ORDER BY sheet, row_number LIMIT ${page.limit}`.execute(tx);
  return rows.map((row) => ({
    sheet: row.sheet,
    row: row.row_number,
    sealedCells: row.sealed_cells,
    failures: row.failures,
  }));
}
