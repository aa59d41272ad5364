import type { RegisterKind } from "@wutong/codes";
import { type Day, type Month, monthOfDay } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

export type CoveredMonths = {
  readonly register: RegisterKind;
  readonly batchId: number;
  readonly officeId: number;
  readonly fromMonth: Month;
  readonly throughMonth: Month;
  readonly complete: boolean;
  readonly receivedAt: Date;
  readonly rows: number;
};

/** What finished batches declare to cover, newest first; no more than 1,000. */
export async function listCoveredMonths(tx: Tx): Promise<readonly CoveredMonths[]> {
  const { rows } = await sql<{
    register: RegisterKind;
    batch_id: number;
    office_id: number;
    from_month: Day;
    through_month: Day;
    complete: boolean;
    received: Date;
    rows: number;
  }>`
    SELECT register, batch_id, office_id, from_month, through_month, complete, coalesce(ended_at, started_at) AS received,
      rows_new + rows_changed + rows_same AS rows
    FROM registers.batches WHERE tenant_id = (SELECT access.current_tenant()) AND state = 'done'
    ORDER BY batch_id DESC LIMIT 1000`.execute(tx);
  return rows.map((row) => ({
    register: row.register,
    batchId: row.batch_id,
    officeId: row.office_id,
    fromMonth: monthOfDay(row.from_month),
    throughMonth: monthOfDay(row.through_month),
    complete: row.complete,
    receivedAt: row.received,
    rows: row.rows,
  }));
}
