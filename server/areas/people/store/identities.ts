import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { type ColumnArray, rowsOf } from "./column-arrays.ts";

/** Someone already known by a document number. */
export type KnownPerson = {
  readonly personId: number;
  readonly officeId: number;
  readonly name: string;
  readonly standing: "library" | "observed";
};

/** Someone seen for the first time. */
export type FirstSeen = {
  /** Blind index of the document number, in hexadecimal. */
  readonly index: string;
  readonly documentKind: string;
  /** The number, sealed, in hexadecimal. */
  readonly sealedNumber: string;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly sex: "M" | "F" | null;
  readonly birth: Day | null;
  /** Endings of the name for the search by given name. */
  readonly endings: readonly string[];
  /** What the talent library says of them; null for someone seen only in another register. */
  readonly library: LibraryFields | null;
};

export type LibraryFields = {
  readonly nativePlace: number | null;
  readonly residence: number | null;
  readonly team: string | null;
  readonly talentClass: string | null;
  readonly phone: string | null;
};

/** Imports of one tenant take turns by the chunk, so that two of them never create one person twice. */
export async function takeImportTurn(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('people.import ' || (SELECT access.current_tenant())::text, 11))`.execute(
    tx,
  );
}

/** The people behind blind indexes, by index; those of offices that the session doesn't see are left out. */
export async function findByIndexes(tx: Tx, indexes: readonly string[]): Promise<Map<string, KnownPerson>> {
  const columns: readonly ColumnArray[] = [{ name: "index", kind: "bytes", values: indexes }];
  const { rows } = await sql<{
    index: string;
    person_id: number;
    office_id: number;
    name: string;
    standing: KnownPerson["standing"];
  }>`
    SELECT i.index, p.person_id, p.office_id, p.name, p.standing
    FROM ${rowsOf(columns, "i")}
    JOIN people.identities d ON d.tenant_id = (SELECT access.current_tenant()) AND d.document_index = decode(i.index, 'hex')
    JOIN people.persons p ON p.tenant_id = d.tenant_id AND p.person_id = d.person_id`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.index,
      { personId: row.person_id, officeId: row.office_id, name: row.name, standing: row.standing },
    ]),
  );
}

/**
 * Creates persons, observed ones or of the library, with their identities and search endings. Returns their numbers by blind index; one that is
 * missing belongs to a person of an office that the session doesn't see, and nothing was created for it.
 */
export async function createPeople(
  tx: Tx,
  people: readonly FirstSeen[],
  { officeId, now }: { readonly officeId: number; readonly now: Date },
): Promise<ReadonlyMap<string, number>> {
  if (people.length === 0) return new Map();
  const columns: readonly ColumnArray[] = [
    { name: "index", kind: "bytes", values: people.map((one) => one.index) },
    { name: "document_kind", kind: "text", values: people.map((one) => one.documentKind) },
    { name: "sealed", kind: "bytes", values: people.map((one) => one.sealedNumber) },
    { name: "name", kind: "text", values: people.map((one) => one.name) },
    { name: "pinyin", kind: "text", values: people.map((one) => one.pinyin) },
    { name: "initials", kind: "text", values: people.map((one) => one.initials) },
    { name: "sex", kind: "text", values: people.map((one) => one.sex) },
    { name: "birth", kind: "day", values: people.map((one) => one.birth) },
    { name: "standing", kind: "text", values: people.map((one) => (one.library ? "library" : "observed")) },
    { name: "native_place", kind: "int", values: people.map((one) => one.library?.nativePlace ?? null) },
    { name: "residence", kind: "int", values: people.map((one) => one.library?.residence ?? null) },
    { name: "team", kind: "text", values: people.map((one) => one.library?.team ?? null) },
    { name: "talent_class", kind: "text", values: people.map((one) => one.library?.talentClass ?? null) },
    { name: "phone", kind: "text", values: people.map((one) => one.library?.phone ?? null) },
  ];
  const { rows } = await sql<{ index: string; person_id: number }>`
    WITH seen AS MATERIALIZED (
      SELECT nextval('people.persons_person_id_seq')::int AS person_id, s.* FROM ${rowsOf(columns, "s")}
    ), identified AS (
      INSERT INTO people.identities (tenant_id, document_index, person_id, office_id, kind, sealed_number)
      SELECT (SELECT access.current_tenant()), decode(index, 'hex'), person_id, ${officeId}::int, document_kind, decode(sealed, 'hex') FROM seen
      ON CONFLICT (tenant_id, document_index) DO NOTHING
      RETURNING person_id
    ), created AS (
      INSERT INTO people.persons (tenant_id, person_id, office_id, standing, name, pinyin, initials, sex, birth,
        native_place, residence, team, talent_class, phone, recorded_at)
      OVERRIDING SYSTEM VALUE
      SELECT (SELECT access.current_tenant()), person_id, ${officeId}::int, standing, name, pinyin, initials, sex,
        DATE '1970-01-01' + birth, native_place, residence, team, talent_class, phone, ${now}::timestamptz
      FROM seen JOIN identified USING (person_id)
    )
    SELECT index, person_id FROM seen JOIN identified USING (person_id)`.execute(tx);
  const created = new Map(rows.map((row) => [row.index, row.person_id]));
  await addEndings(
    tx,
    people.flatMap((one) => {
      const personId = created.get(one.index);
      return personId === undefined ? [] : [{ personId, officeId, endings: one.endings }];
    }),
  );
  return created;
}

/** Makes people findable by the endings of their names. */
export async function addEndings(
  tx: Tx,
  people: readonly { readonly personId: number; readonly officeId: number; readonly endings: readonly string[] }[],
): Promise<void> {
  const tokens = people.flatMap(({ endings, ...one }) => endings.map((token) => ({ ...one, token })));
  if (tokens.length === 0) return;
  const columns: readonly ColumnArray[] = [
    { name: "person_id", kind: "int", values: tokens.map((one) => one.personId) },
    { name: "office_id", kind: "int", values: tokens.map((one) => one.officeId) },
    { name: "token", kind: "text", values: tokens.map((one) => one.token) },
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
