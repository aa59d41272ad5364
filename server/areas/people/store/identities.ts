import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { type ArrayColumn, toArrayColumn } from "../model/array-columns.ts";
import { rowsOf } from "./column-arrays.ts";

/** Someone already known by a document number. */
export type KnownPerson = {
  readonly personId: number;
  readonly officeId: number;
  readonly name: string;
  /** The name by which the registers of this document know the person, where it is another (see `merge-people.ts`). */
  readonly knownAs: string | null;
  readonly standing: "library" | "observed";
};

/** Imports of one tenant take turns by the chunk, so that two of them never create one person twice. */
export async function takeImportTurn(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('people.import ' || (SELECT access.current_tenant())::text, 11))`.execute(
    tx,
  );
}

/**
 * The people behind blind indexes, by the position of the index in its column; those of offices that the session doesn't see
 * are left out. LIMIT makes it one look-up each: a plain join was planned as a scan of everybody for every chunk.
 */
export async function findByIndexes(tx: Tx, index: readonly ArrayColumn[]): Promise<ReadonlyMap<number, KnownPerson>> {
  const { rows } = await sql<{
    position: number;
    person_id: number;
    office_id: number;
    name: string;
    known_as: string | null;
    standing: KnownPerson["standing"];
  }>`
    SELECT i.at::int - 1 AS position, d.known_as, p.* FROM ${rowsOf(index, "i")}
    CROSS JOIN LATERAL (SELECT d.person_id, d.known_as FROM people.identities d
      WHERE d.tenant_id = (SELECT access.current_tenant()) AND d.document_index = i.index LIMIT 1) d
    CROSS JOIN LATERAL (SELECT p.person_id, p.office_id, p.name, p.standing FROM people.persons p
      WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = d.person_id LIMIT 1) p`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.position,
      {
        personId: row.person_id,
        officeId: row.office_id,
        name: row.name,
        knownAs: row.known_as,
        standing: row.standing,
      },
    ]),
  );
}

/** People to create: columns (`createNewcomerColumns`), and which of their rows are who among the bearers of a chunk. */
export type Newcomers = {
  readonly columns: readonly ArrayColumn[];
  readonly rows: readonly (readonly [row: number, bearer: number])[];
};

/**
 * Creates persons, observed ones or of the library, with their identities. Returns their numbers by bearer; one that is
 * missing belongs to a person of an office that the session doesn't see, and nothing was created for it.
 */
export async function createPeople(
  tx: Tx,
  newcomers: Newcomers,
  { officeId, now }: { readonly officeId: number; readonly now: Date },
): Promise<ReadonlyMap<number, number>> {
  if (newcomers.rows.length === 0) return new Map();
  const chosen = [0, 1].map((side) =>
    toArrayColumn(
      side === 0 ? "row" : "bearer",
      "int",
      newcomers.rows.map((pair) => pair[side] ?? 0),
    ),
  );
  const { rows } = await sql<{ bearer: number; person_id: number }>`
    WITH seen AS MATERIALIZED (
      SELECT nextval('people.persons_person_id_seq')::int AS person_id, c.bearer, s.*
      FROM ${rowsOf(newcomers.columns, "s")} JOIN ${rowsOf(chosen, "c")} ON c.row = s.at - 1
    ), identified AS (
      INSERT INTO people.identities (tenant_id, document_index, person_id, office_id, kind, sealed_number)
      SELECT (SELECT access.current_tenant()), index, person_id, ${officeId}::int, document_kind, sealed FROM seen
      ON CONFLICT (tenant_id, document_index) DO NOTHING
      RETURNING person_id
    ), created AS (
      INSERT INTO people.persons (tenant_id, person_id, office_id, standing, name, pinyin, initials, sex, birth,
        native_place, residence, team, talent_class, phone, recorded_at)
      OVERRIDING SYSTEM VALUE
      SELECT (SELECT access.current_tenant()), person_id, ${officeId}::int, standing, name, pinyin, initials, sex, birth,
        native_place, residence, team, talent_class, phone, ${now}::timestamptz
      FROM seen JOIN identified USING (person_id)
    )
    SELECT bearer, person_id FROM seen JOIN identified USING (person_id)`.execute(tx);
  return new Map(rows.map((row) => [row.bearer, row.person_id]));
}

/** Makes people findable by the endings of their names. */
export async function addEndings(
  tx: Tx,
  people: readonly { readonly personId: number; readonly officeId: number; readonly endings: readonly string[] }[],
): Promise<void> {
  const tokens = people.flatMap(({ endings, ...one }) => endings.map((token) => ({ ...one, token })));
  if (tokens.length === 0) return;
  const columns = [
    toArrayColumn(
      "person_id",
      "int",
      tokens.map((one) => one.personId),
    ),
    toArrayColumn(
      "office_id",
      "int",
      tokens.map((one) => one.officeId),
    ),
    toArrayColumn(
      "token",
      "text",
      tokens.map((one) => one.token),
    ),
  ];
  await sql`
    INSERT INTO people.search_tokens (tenant_id, office_id, token, person_id)
    SELECT (SELECT access.current_tenant()), t.office_id, t.token, t.person_id FROM ${rowsOf(columns, "t")}
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** Forgets the endings of names that people no longer bear. */
export async function dropEndings(tx: Tx, personIds: readonly number[]): Promise<void> {
  await sql`
    DELETE FROM people.search_tokens WHERE tenant_id = (SELECT access.current_tenant()) AND person_id = ANY (${[...personIds]}::int[])`.execute(
    tx,
  );
}
