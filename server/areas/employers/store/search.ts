import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** Credit codes of organisations whose name holds the text, no more than `limit`. */
export async function findEmployersByName(tx: Tx, text: string, limit: number): Promise<readonly string[]> {
  const from = text.toLowerCase();
  const { rows } = await sql<{ credit_code: string }>`
    SELECT DISTINCT o.credit_code FROM (
      SELECT employer_id FROM employers.name_endings
      WHERE tenant_id = (SELECT access.current_tenant()) AND ending >= ${from} AND ending < ${`${from}\u{10FFFF}`} LIMIT ${limit}
    ) e JOIN employers.organisations o ON o.tenant_id = (SELECT access.current_tenant()) AND o.employer_id = e.employer_id`.execute(
    tx,
  );
  return rows.map((row) => row.credit_code);
}
