import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { ColumnKind, FactValue } from "../model/fact-tables.ts";
import { type ColumnArray, received, rowsOf } from "./column-arrays.ts";

/** A row on its way into a fact table. Digests are 16 bytes in hexadecimal. */
export type NewFact = {
  readonly personId: number;
  readonly officeId: number;
  readonly naturalKey: string;
  readonly contentDigest: string;
  readonly sourceRow: number | null;
  readonly values: readonly FactValue[];
};

export type FactTarget = {
  readonly register: string;
  readonly table: string;
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
};

export type FactSource = {
  readonly batchId: number;
  readonly now: Date;
  /** Batches that reach further than this one: what they say is not overwritten by older files. */
  readonly laterBatches: readonly number[];
};

export type FactCounts = { readonly added: number; readonly changed: number };

/**
 * Writes facts: unknown ones are added, changed ones replaced (what they said is kept in `superseded_rows`), and those that
 * say the same, were said by this very batch, or are contradicted by a later one stay as they are.
 */
export async function writeFacts(
  tx: Tx,
  target: FactTarget,
  facts: readonly NewFact[],
  source: FactSource,
): Promise<FactCounts> {
  if (facts.length === 0) return { added: 0, changed: 0 };
  const own: readonly ColumnArray[] = target.columns.map(([name, kind], at) => ({
    name,
    kind,
    values: facts.map((fact) => fact.values[at] ?? null),
  }));
  const table = sql.raw(target.table);
  const names = sql.join(
    [...KEYS.slice(1), "content_digest", "source_row", "batch_id", "recorded_at", ...own.map((one) => one.name)].map(
      (name) => sql.id(name),
    ),
  );
  const replaced = ["content_digest", "source_row", "batch_id", "recorded_at", ...own.map((one) => one.name)];
  const { rows } = await sql<{ added: number; changed: number }>`
    WITH written AS (
      INSERT INTO ${table} AS t (tenant_id, ${names})
      SELECT (SELECT access.current_tenant()), i.person_id, decode(i.natural_key, 'hex'), i.office_id, decode(i.content_digest, 'hex'),
        i.source_row, ${source.batchId}::int, ${source.now}::timestamptz, ${sql.join(own.map((one) => received(one, "i")))}
      FROM ${rowsOf([...sharedColumns(facts), ...own], "i")}
      ON CONFLICT (tenant_id, person_id, natural_key) DO UPDATE
      SET ${sql.join(replaced.map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`))}
      WHERE t.content_digest <> excluded.content_digest AND t.batch_id IS DISTINCT FROM excluded.batch_id
        AND NOT coalesce(t.batch_id = ANY (${[...source.laterBatches]}::int[]), false)
      RETURNING new.person_id, new.office_id, new.natural_key, CASE WHEN old.natural_key IS NOT NULL THEN to_jsonb(old) END AS before
    ), kept AS (
      INSERT INTO people.superseded_rows (tenant_id, person_id, register, natural_key, superseded_by, office_id, superseded_at, content)
      SELECT (SELECT access.current_tenant()), person_id, ${target.register}, natural_key, ${source.batchId}::int, office_id, ${source.now}::timestamptz,
        before - '{tenant_id,person_id,office_id,natural_key}'::text[]
      FROM written WHERE before IS NOT NULL
      ON CONFLICT DO NOTHING
    )
    SELECT count(*) FILTER (WHERE before IS NULL)::int AS added, count(*) FILTER (WHERE before IS NOT NULL)::int AS changed FROM written`.execute(
    tx,
  );
  return rows[0] ?? { added: 0, changed: 0 };
}

/** Of the given facts, those that the same batch has stated otherwise before, with the row in which it did. */
export async function findContradicted(
  tx: Tx,
  target: FactTarget,
  facts: readonly NewFact[],
  batchId: number,
): Promise<ReadonlyMap<number, number>> {
  const position: ColumnArray = { name: "position", kind: "int", values: facts.map((_, at) => at) };
  const { rows } = await sql<{ position: number; source_row: number }>`
    SELECT i.position, coalesce(t.source_row, 0) AS source_row
    FROM ${rowsOf([...sharedColumns(facts), position], "i")}
    JOIN ${sql.raw(target.table)} t ON t.tenant_id = (SELECT access.current_tenant()) AND t.person_id = i.person_id
      AND t.natural_key = decode(i.natural_key, 'hex')
    WHERE t.batch_id = ${batchId} AND t.content_digest <> decode(i.content_digest, 'hex')`.execute(tx);
  return new Map(rows.map((row) => [row.position, row.source_row]));
}

const KEYS = ["tenant_id", "person_id", "natural_key", "office_id"] as const;

function sharedColumns(facts: readonly NewFact[]): readonly ColumnArray[] {
  return [
    { name: "person_id", kind: "int", values: facts.map((fact) => fact.personId) },
    { name: "natural_key", kind: "bytes", values: facts.map((fact) => fact.naturalKey) },
    { name: "office_id", kind: "int", values: facts.map((fact) => fact.officeId) },
    { name: "content_digest", kind: "bytes", values: facts.map((fact) => fact.contentDigest) },
    { name: "source_row", kind: "int", values: facts.map((fact) => fact.sourceRow) },
  ];
}
