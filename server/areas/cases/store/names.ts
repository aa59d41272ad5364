import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** Display names of staff accounts within the session's scope. */
export async function listAccountNames(tx: Tx, accountIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ account_id: number; display_name: string }>`
    SELECT account_id, display_name FROM access.accounts
    WHERE tenant_id = (SELECT access.current_tenant()) AND account_id = ANY (${[...accountIds]}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.account_id, row.display_name]));
}

/** Names of offices, whoever's they are within the tenant. */
export async function listOfficeNames(tx: Tx, officeIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ office_id: number; name_zh: string }>`
    SELECT office_id, name_zh FROM access.offices
    WHERE tenant_id = (SELECT access.current_tenant()) AND office_id = ANY (${[...officeIds]}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.office_id, row.name_zh]));
}
