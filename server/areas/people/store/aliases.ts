import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

export async function addAlias(
  tx: Tx,
  alias: { readonly aliasId: number; readonly keptId: number; readonly officeId: number; readonly moveId: number },
): Promise<void> {
  await sql`INSERT INTO people.aliases (tenant_id, alias_id, office_id, kept_id, move_id)
    VALUES (access.current_tenant(), ${alias.aliasId}, ${alias.officeId}, ${alias.keptId}, ${alias.moveId})`.execute(
    tx,
  );
}

export async function dropAlias(tx: Tx, moveId: number): Promise<void> {
  await sql`DELETE FROM people.aliases WHERE tenant_id = (SELECT access.current_tenant()) AND move_id = ${moveId}`.execute(
    tx,
  );
}

/** The number by which a person is known now: another one where they were merged, also where they were merged again since. */
export async function keptNumber(tx: Tx, personId: number): Promise<number> {
  return (await keptNumbers(tx, [personId])).get(personId) ?? personId;
}

/** Only those that were merged are in it. */
export async function keptNumbers(tx: Tx, personIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; kept: number }>`
    SELECT a.alias_id AS id, people.kept_number(a.alias_id) AS kept FROM people.aliases a
    WHERE a.tenant_id = (SELECT access.current_tenant()) AND a.alias_id = ANY (${[...personIds]}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.kept]));
}

/** A person's own number and every one by which they were known before. */
export async function allNumbers(tx: Tx, personId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    WITH RECURSIVE numbers AS (
      SELECT ${personId}::int AS id
      UNION
      SELECT a.alias_id FROM numbers n JOIN people.aliases a ON a.tenant_id = (SELECT access.current_tenant()) AND a.kept_id = n.id
    ) SELECT id FROM numbers`.execute(tx);
  return rows.map((row) => row.id);
}

/** Whether what is known of a person came in part over a merge that nobody has confirmed: it is not paid on. */
export async function restsOnUnconfirmed(tx: Tx, personId: number): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`SELECT people.rests_on_unconfirmed(${personId}) AS it`.execute(tx);
  return rows[0]?.it ?? false;
}
