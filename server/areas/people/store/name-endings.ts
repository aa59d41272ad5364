import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { nameEndings } from "../model/read-name.ts";
import { addEndings, dropEndings } from "./identities.ts";

/** Writes anew what the given people are searched by beside the beginnings of their names; who is no more is searched by nothing. */
export async function writeEndings(tx: Tx, personIds: readonly number[]): Promise<void> {
  await dropEndings(tx, personIds);
  const { rows } = await sql<{ personId: number; officeId: number; name: string; others: readonly string[] }>`
    SELECT p.person_id AS "personId", p.office_id AS "officeId", p.name, ARRAY(SELECT DISTINCT i.known_as FROM people.identities i
      WHERE i.tenant_id = p.tenant_id AND i.person_id = p.person_id AND i.known_as <> p.name ORDER BY i.known_as) AS others
    FROM people.persons p WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = ANY (${[...personIds]}::int[])`.execute(
    tx,
  );
  await addEndings(
    tx,
    rows.map(({ personId, officeId, name, others }) => ({
      personId,
      officeId,
      endings: [...nameEndings(name), ...others.flatMap((other) => [other, ...nameEndings(other)])],
    })),
  );
}
