import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { type ColumnArray, rowsOf } from "./column-arrays.ts";

export type Workplace = {
  readonly personId: number;
  readonly officeId: number;
  readonly creditCode: string;
  readonly since: Day;
  readonly open: boolean;
};

/** Notes where people work: the employer of the latest start known, a running job before one that has ended. One row a person. */
export async function noteWorkplaces(tx: Tx, workplaces: readonly Workplace[]): Promise<void> {
  if (workplaces.length === 0) return;
  const columns: readonly ColumnArray[] = [
    { name: "person_id", kind: "int", values: workplaces.map((one) => one.personId) },
    { name: "office_id", kind: "int", values: workplaces.map((one) => one.officeId) },
    { name: "credit_code", kind: "text", values: workplaces.map((one) => one.creditCode) },
    { name: "since", kind: "day", values: workplaces.map((one) => one.since) },
    { name: "open", kind: "boolean", values: workplaces.map((one) => one.open) },
  ];
  await sql`
    INSERT INTO people.workplaces AS t (tenant_id, person_id, office_id, credit_code, since, open)
    SELECT (SELECT access.current_tenant()), i.person_id, i.office_id, i.credit_code, DATE '1970-01-01' + i.since, i.open
    FROM ${rowsOf(columns, "i")}
    ON CONFLICT (tenant_id, person_id) DO UPDATE
    SET credit_code = excluded.credit_code, since = excluded.since, open = excluded.open
    WHERE (excluded.credit_code = t.credit_code AND (excluded.open, excluded.since) IS DISTINCT FROM (t.open, t.since) AND excluded.since >= t.since)
      OR (excluded.credit_code <> t.credit_code AND (excluded.open, excluded.since) > (t.open, t.since))`.execute(tx);
}
