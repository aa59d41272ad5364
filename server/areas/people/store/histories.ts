import type { Day } from "@wutong/kernel";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { FACT_TABLES, type FactKind } from "../model/fact-tables.ts";
import { coversOffice } from "./list-coverage.ts";

/** Where a row of a history came from. A row without a batch was recorded by Wutong itself, when it paid. */
export type RowSource = {
  readonly batchId: number | null;
  readonly fileName: string | null;
  readonly sourceRow: number | null;
  readonly recordedAt: Date;
};

/** A row as the table holds it, by column name; days as `Day`, money as bigint. */
export type HistoryRow = { readonly source: RowSource; readonly [column: string]: unknown };

const ORDER: Readonly<Record<FactKind, string>> = {
  talents: "r.recorded_at DESC",
  insurance: "r.from_day DESC, r.kind",
  education: "r.graduated DESC",
  contracts: "r.from_day DESC",
  housing: "r.day DESC",
  benefits: "r.from_day DESC",
  family: "r.since DESC",
  statuses: "r.from_day DESC",
  certificates: "r.issued DESC",
};

/** What one register says of a person, newest first; no more than 1,000 rows. */
export async function listHistory(tx: Tx, kind: FactKind, personId: number): Promise<readonly HistoryRow[]> {
  const { table, columns } = FACT_TABLES[kind];
  const own = sql.join(columns.map(([name]): RawBuilder<unknown> => sql.ref(`r.${name}`)));
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${own}, r.batch_id, b.file_name, r.source_row, r.recorded_at
    FROM ${sql.raw(table)} r LEFT JOIN registers.batches b ON b.tenant_id = r.tenant_id AND b.batch_id = r.batch_id
    WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${personId}
    ORDER BY ${sql.raw(ORDER[kind])} NULLS LAST LIMIT 1000`.execute(tx);
  return rows.map(({ batch_id, file_name, source_row, recorded_at, ...columnsOfRow }) => ({
    ...columnsOfRow,
    source: {
      batchId: batch_id as number | null,
      fileName: file_name as string | null,
      sourceRow: source_row as number | null,
      recordedAt: recorded_at as Date,
    },
  }));
}

export type RegisterReach = { readonly register: string; readonly since: Day; readonly through: Day };

/** How far complete batches of each register reach for an office. */
export async function listReach(tx: Tx, officeId: number): Promise<readonly RegisterReach[]> {
  const { rows } = await sql<RegisterReach>`
    SELECT b.register, min(b.from_month) AS since, max(b.through_month) AS through
    FROM people.batch_coverage b WHERE b.whole AND (${sql.raw(coversOffice("b.district", String(Number(officeId))))})
    GROUP BY b.register`.execute(tx);
  return rows;
}
