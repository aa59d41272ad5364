import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** The spouses that the register of family ties names: by the blind index of their document, which a tie holds instead of the number. */
export async function listSpouses(
  tx: Tx,
  personId: number,
): Promise<readonly { readonly index: string; readonly newest: boolean }[]> {
  const { rows } = await sql<{ index: string; newest: boolean }>`
    SELECT encode(t.other_index, 'hex') AS index, NOT EXISTS (SELECT FROM people.family_ties l
        WHERE l.tenant_id = t.tenant_id AND l.person_id = t.person_id AND l.relation = 'spouse' AND l.other_index <> t.other_index
          AND (l.since IS NULL OR t.since IS NULL OR l.since >= t.since)) AS newest
    FROM people.family_ties t
    WHERE t.tenant_id = (SELECT access.current_tenant()) AND t.person_id = ${personId} AND t.relation = 'spouse' AND t.other_index IS NOT NULL
    ORDER BY t.since DESC NULLS LAST LIMIT 20`.execute(tx);
  return rows;
}
