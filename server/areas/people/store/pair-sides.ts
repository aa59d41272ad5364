import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { FACT_TABLES, type FactKind } from "../model/fact-tables.ts";

export type SchoolRow = {
  readonly personId: number;
  readonly school: string | null;
  readonly level: string | null;
  readonly graduated: Day | null;
};
export type RegisterRows = { readonly personId: number; readonly register: FactKind; readonly rows: number };
export type DocumentRow = {
  readonly personId: number;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly knownAs: string | null;
};

const SCHOOLS_MAX = 3;

/** What else a reviewer compares two people by: documents, schools, what registers hold of them, and whether money hangs on them. */
export async function readSides(tx: Tx, personIds: readonly number[]) {
  const ids = sql`(${[...personIds]}::int[])`;
  const mine = sql`r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ANY ${ids}`;
  const documents = await sql<DocumentRow>`
    SELECT person_id AS "personId", kind, sealed_number AS sealed, known_as AS "knownAs" FROM people.identities r WHERE ${mine}
    ORDER BY (kind = 'residentId') DESC, document_index`.execute(tx);
  const schools = await sql<SchoolRow>`
    SELECT "personId", school, level, graduated FROM (
      SELECT person_id AS "personId", school, level, graduated, row_number() OVER (PARTITION BY person_id ORDER BY graduated DESC NULLS LAST) AS place
      FROM people.credentials r WHERE ${mine}) x WHERE place <= ${sql.lit(SCHOOLS_MAX)} ORDER BY "personId", place`.execute(
    tx,
  );
  const counts = Object.entries(FACT_TABLES).map(
    ([kind, { table }]) =>
      sql`SELECT person_id AS "personId", ${kind}::text AS register, count(*)::int AS rows FROM ${sql.raw(table)} r WHERE ${mine} GROUP BY person_id`,
  );
  const registers = await sql<RegisterRows>`${sql.join(counts, sql` UNION ALL `)}`.execute(tx);
  const employers = await sql<{ personId: number; name: string }>`
    SELECT r.person_id AS "personId", coalesce(e.name, r.credit_code) AS name FROM people.workplaces r
    LEFT JOIN employers.organisations e ON e.tenant_id = r.tenant_id AND e.credit_code = r.credit_code WHERE ${mine}`.execute(
    tx,
  );
  const business = await sql<{ id: number }>`
    SELECT id FROM unnest ${ids} AS i (id) WHERE people.has_business(id)`.execute(tx);
  return {
    documents: Map.groupBy(documents.rows, (row) => row.personId),
    schools: Map.groupBy(schools.rows, (row) => row.personId),
    registers: Map.groupBy(registers.rows, (row) => row.personId),
    /** The place known last, also where it has ended: it is what is compared. */
    employers: new Map(employers.rows.map((row) => [row.personId, row.name])),
    business: new Set(business.rows.map((row) => row.id)),
  };
}

export type SourceOfPerson = {
  readonly register: FactKind;
  readonly batchId: number;
  readonly fileName: string | null;
  readonly rows: number;
  readonly receivedOn: Day;
};

/** The batches that say something of a person, and how much; the newest first. */
export async function listSources(tx: Tx, personId: number): Promise<readonly SourceOfPerson[]> {
  const each = Object.entries(FACT_TABLES).map(
    ([kind, { table }]) => sql`
    SELECT ${kind}::text AS register, r.batch_id AS "batchId", count(*)::int AS rows FROM ${sql.raw(table)} r
    WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${personId} AND r.batch_id IS NOT NULL GROUP BY r.batch_id`,
  );
  const { rows } = await sql<SourceOfPerson>`
    SELECT x.*, b.file_name AS "fileName", b.received_on AS "receivedOn" FROM (${sql.join(each, sql` UNION ALL `)}) x
    JOIN people.batch_sources b ON b.batch_id = x."batchId" ORDER BY x."batchId" DESC, x.register LIMIT 500`.execute(
    tx,
  );
  return rows;
}

/** Pairs of a person that wait for somebody. */
export async function countOpenPairs(tx: Tx, personIds: readonly number[]): Promise<number> {
  const ids = [...personIds];
  const { rows } = await sql<{ pairs: number }>`
    SELECT count(*)::int AS pairs FROM people.pairs WHERE tenant_id = (SELECT access.current_tenant()) AND state IN ('waiting', 'later', 'proposed')
      AND (first_person = ANY (${ids}::int[]) OR second_person = ANY (${ids}::int[]))`.execute(tx);
  return rows[0]?.pairs ?? 0;
}
