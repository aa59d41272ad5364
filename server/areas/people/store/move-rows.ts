import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { FACT_TABLES } from "../model/fact-tables.ts";
import type { FactKey } from "../model/links.ts";

export const FACT_TABLE_NAMES: readonly string[] = Object.values(FACT_TABLES).map(({ table }) => table);
/** Every table of this area that says whose a row is and follows the person; what is only looked up by (endings of names) is written anew. */
const TABLES: readonly string[] = ["people.persons", "people.identities", "people.workplaces", ...FACT_TABLE_NAMES];

/** A row to change: what it is found by (`person_id` among it), and the columns that become something else. */
export type RowChange = {
  readonly find: Readonly<Record<string, unknown>>;
  readonly set: Readonly<Record<string, unknown>>;
};

/** Which move, and the office whose its notes are. */
export type MoveNote = { readonly moveId: number; readonly officeId: number };

/** Bytes as PostgreSQL writes them in JSON. */
export function bytes(hex: string): string {
  return `\\x${hex}`;
}

export async function listFactKeys(tx: Tx, personIds: readonly number[]): Promise<readonly FactKey[]> {
  const each = FACT_TABLE_NAMES.map(
    (
      table,
    ) => sql`SELECT ${table}::text AS "table", r.person_id AS "personId", encode(r.natural_key, 'hex') AS "naturalKey",
      encode(r.content_digest, 'hex') AS digest, r.recorded_at AS "recordedAt", r.batch_id AS "batchId"
    FROM ${sql.raw(table)} r WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ANY (${[...personIds]}::int[])`,
  );
  const { rows } = await sql<FactKey>`${sql.join(each, sql` UNION ALL `)}`.execute(tx);
  return rows;
}

/** Changes rows, keys included, and notes what each was. A row that isn't there any more is a bug: the caller has just read it. */
export async function changeRows(tx: Tx, note: MoveNote, table: string, changes: readonly RowChange[]): Promise<void> {
  if (changes.length === 0) return;
  const into = sql.raw(table);
  const { rows } = await sql<{ changed: number }>`
    WITH asked AS (SELECT a.find, a.set FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS a (find jsonb, set jsonb)),
    taken AS (
      DELETE FROM ${into} r USING asked a
      WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = (a.find ->> 'person_id')::int AND to_jsonb(r) @> a.find
      RETURNING to_jsonb(r) AS row, a.find, a.set
    ),
    put AS (
      INSERT INTO ${into} OVERRIDING SYSTEM VALUE
      SELECT (jsonb_populate_record(NULL::${into}, s.row)).* FROM (SELECT row || set AS row FROM taken ORDER BY row) s
    ),
    noted AS (
      INSERT INTO people.moved_rows (tenant_id, move_id, number, office_id, table_name, found, was)
      SELECT (SELECT access.current_tenant()), ${note.moveId}, ${nextNumber(note)} + row_number() OVER (), ${note.officeId}, ${table},
        (SELECT jsonb_object_agg(k, (t.row || t.set) -> k) FROM jsonb_object_keys(t.find) k),
        (SELECT jsonb_object_agg(k, t.row -> k) FROM jsonb_object_keys(t.set) k)
      FROM taken t
    )
    SELECT count(*)::int AS changed FROM taken`.execute(tx);
  if (rows[0]?.changed !== changes.length) {
    throw new Error(`${table}: ${changes.length} rows to move, ${rows[0]?.changed} were there`);
  }
}

/** Takes rows of a person out of a table, whole, and notes them; none is no fault. */
export async function takeRows(tx: Tx, note: MoveNote, table: string, personId: number): Promise<void> {
  await sql`
    WITH taken AS (
      DELETE FROM ${sql.raw(table)} r WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${personId} RETURNING to_jsonb(r) AS row
    )
    INSERT INTO people.moved_rows (tenant_id, move_id, number, office_id, table_name, found, was)
    SELECT (SELECT access.current_tenant()), ${note.moveId}, ${nextNumber(note)} + row_number() OVER (), ${note.officeId}, ${table}, NULL, row FROM taken`.execute(
    tx,
  );
}

/** Notes the rows of a person in a table that are the move's own making: undoing takes them away. */
export async function noteMade(tx: Tx, note: MoveNote, table: string, personId: number): Promise<void> {
  await sql`
    INSERT INTO people.moved_rows (tenant_id, move_id, number, office_id, table_name, found, was)
    SELECT (SELECT access.current_tenant()), ${note.moveId}, ${nextNumber(note)} + row_number() OVER (), ${note.officeId}, ${table},
      jsonb_build_object('person_id', r.person_id), NULL
    FROM ${sql.raw(table)} r WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${personId}`.execute(
    tx,
  );
}

/** Notes a person's own row as it stands, before it is changed in whatever way. */
export async function notePerson(tx: Tx, note: MoveNote, personId: number): Promise<void> {
  await sql`
    INSERT INTO people.moved_rows (tenant_id, move_id, number, office_id, table_name, found, was)
    SELECT (SELECT access.current_tenant()), ${note.moveId}, ${nextNumber(note)} + 1, ${note.officeId}, 'people.persons',
      jsonb_build_object('person_id', r.person_id), to_jsonb(r)
    FROM people.persons r WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${personId}`.execute(
    tx,
  );
}

/** Puts every row of this area back as it was before a move; the caller has made sure that none has changed since. */
export async function restoreRows(tx: Tx, moveId: number): Promise<void> {
  for (const table of TABLES) {
    const into = sql.raw(table);
    await sql`
      WITH noted AS (SELECT n.found, n.was FROM people.moved_rows n
        WHERE n.tenant_id = (SELECT access.current_tenant()) AND n.move_id = ${moveId} AND n.table_name = ${table}),
      taken AS (
        DELETE FROM ${into} r USING noted n
        WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = (n.found ->> 'person_id')::int AND to_jsonb(r) @> n.found
        RETURNING to_jsonb(r) AS row, n.was
      ),
      before AS (SELECT row || was AS row FROM taken WHERE was IS NOT NULL UNION ALL SELECT was FROM noted WHERE found IS NULL)
      INSERT INTO ${into} OVERRIDING SYSTEM VALUE
      SELECT (jsonb_populate_record(NULL::${into}, s.row)).* FROM (SELECT row FROM before ORDER BY row) s`.execute(tx);
  }
}

function nextNumber({ moveId }: MoveNote) {
  return sql`(SELECT coalesce(max(number), 0) FROM people.moved_rows WHERE tenant_id = (SELECT access.current_tenant()) AND move_id = ${moveId})`;
}

/** Where people work by what is known of them now: a running place, then the latest (see `noteWorkplaces`). */
export async function writeWorkplace(tx: Tx, personId: number): Promise<void> {
  await sql`
    INSERT INTO people.workplaces (tenant_id, person_id, office_id, credit_code, since, open)
    SELECT p.tenant_id, p.person_id, p.office_id, w.credit_code, w.since, w.open FROM people.persons p CROSS JOIN LATERAL (
      SELECT credit_code, from_day AS since, open FROM people.insurance_spells s
      WHERE s.tenant_id = p.tenant_id AND s.person_id = p.person_id AND s.credit_code IS NOT NULL
      UNION ALL
      SELECT credit_code, from_day, to_day IS NULL FROM people.contracts c
      WHERE c.tenant_id = p.tenant_id AND c.person_id = p.person_id AND c.credit_code IS NOT NULL AND c.from_day IS NOT NULL
      ORDER BY open DESC, since DESC, credit_code LIMIT 1) w
    WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = ${personId}`.execute(tx);
}
