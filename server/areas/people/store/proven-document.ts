import { UNPROVEN_KINDS } from "@wutong/codes";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** What somebody is known by who has no whole and valid number: it locks nothing, and nobody signs in by it. */
export const UNPROVEN = sql`('{${sql.raw(UNPROVEN_KINDS.entries.map(({ code }) => code).join(","))}}'::text[])`;

/** Whether all that the registers tell whose this person is are numbers that prove nothing, or none: nobody like that is paid. */
export async function isWithoutProof(tx: Tx, personId: number): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`
    SELECT coalesce(bool_and(kind = ANY ${UNPROVEN}), false) AS it FROM people.identities
    WHERE tenant_id = (SELECT access.current_tenant()) AND person_id = ${personId}`.execute(tx);
  return rows[0]?.it ?? false;
}
