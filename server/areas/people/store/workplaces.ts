import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { ArrayColumn } from "../model/array-columns.ts";
import { rowsOf } from "./column-arrays.ts";

/**
 * Notes where people work: the employer of the latest start known, a running job before one that has ended. One row a person;
 * the columns are `person_id` (null: passed over), `office_id`, `credit_code`, `since`, `open`.
 */
export async function noteWorkplaces(tx: Tx, columns: readonly ArrayColumn[]): Promise<void> {
  await sql`
    INSERT INTO people.workplaces AS t (tenant_id, person_id, office_id, credit_code, since, open)
    SELECT (SELECT access.current_tenant()), i.person_id, i.office_id, i.credit_code, i.since, i.open
    FROM ${rowsOf(columns, "i")} WHERE i.person_id IS NOT NULL
    ON CONFLICT (tenant_id, person_id) DO UPDATE
    SET credit_code = excluded.credit_code, since = excluded.since, open = excluded.open
    WHERE (excluded.credit_code = t.credit_code AND (excluded.open, excluded.since) IS DISTINCT FROM (t.open, t.since) AND excluded.since >= t.since)
      OR (excluded.credit_code <> t.credit_code AND (excluded.open, excluded.since) > (t.open, t.since))`.execute(tx);
}
