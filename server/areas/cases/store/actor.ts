import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { Actor } from "../model.ts";

/** Who stands behind the transaction's token. Throws outside a session: the command runner has refused that before. */
export async function getActor(tx: Tx): Promise<Actor> {
  const { rows } = await sql<{
    kind: Actor["kind"];
    account_id: number | null;
    person_id: number | null;
    office_id: number | null;
    roles: readonly string[];
  }>`SELECT kind, account_id, person_id, office_id, roles FROM access.context() WHERE tenant_id IS NOT NULL`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw new Error("no session holds in this transaction");
  return {
    kind: row.kind,
    accountId: row.account_id,
    personId: row.person_id,
    officeId: row.office_id,
    roles: row.roles,
  };
}
