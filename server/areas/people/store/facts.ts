import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { ArrayColumn } from "../model/array-columns.ts";
import { received, rowsOf } from "./column-arrays.ts";

export type FactTarget = { readonly register: string; readonly table: string };

/**
 * Rows on their way into a fact table, as columns: `person_id` (a row without one is passed over), `office_id`, `natural_key`
 * and `content_digest` (16 bytes each), `source_row`, and the table's own.
 */
export type NewFacts = readonly ArrayColumn[];

export type FactSource = {
  readonly batchId: number;
  readonly now: Date;
  /** Batches that reach further than this one: what they say is not overwritten by older files. */
  readonly laterBatches: readonly number[];
  /** This batch, and earlier ones of the same file: what they said this one does not replace. */
  readonly ownBatches: readonly number[];
};

export type FactCounts = { readonly added: number; readonly changed: number };

/**
 * Writes facts: unknown ones are added, changed ones replaced (what they said is kept in `superseded_rows`), and those that
 * say the same, were said by this very batch, or are contradicted by a later one stay as they are.
 */
export async function writeFacts(tx: Tx, target: FactTarget, facts: NewFacts, source: FactSource): Promise<FactCounts> {
  const table = sql.raw(target.table);
  const replaced = facts.filter(({ name }) => !KEYS.has(name));
  const names = [...facts.map(({ name }) => name), "batch_id", "recorded_at"];
  const { rows } = await sql<{ added: number; changed: number }>`
    WITH written AS (
      INSERT INTO ${table} AS t (tenant_id, ${sql.join(names.map((name) => sql.id(name)))})
      SELECT (SELECT access.current_tenant()), ${sql.join(facts.map((one) => received(one, "i")))}, ${source.batchId}::int, ${source.now}::timestamptz
      FROM ${rowsOf(facts, "i")} WHERE i.person_id IS NOT NULL
      ON CONFLICT (tenant_id, person_id, natural_key) DO UPDATE
      SET batch_id = excluded.batch_id, recorded_at = excluded.recorded_at,
        ${sql.join(replaced.map(({ name }) => sql`${sql.id(name)} = excluded.${sql.id(name)}`))}
      WHERE t.content_digest <> excluded.content_digest
        AND NOT coalesce(t.batch_id = ANY (${[...source.ownBatches, ...source.laterBatches]}::int[]), false)
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

/** Of the given facts, by position, those that the same batch (or file) has stated otherwise before, with the row in which it did. */
export async function findContradicted(
  tx: Tx,
  target: FactTarget,
  facts: NewFacts,
  ownBatches: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const asked = facts.filter(({ name }) => ["person_id", "natural_key", "content_digest"].includes(name));
  const { rows } = await sql<{ position: number; source_row: number }>`
    SELECT i.at::int - 1 AS position, coalesce(t.source_row, 0) AS source_row
    FROM ${rowsOf(asked, "i")}
    JOIN ${sql.raw(target.table)} t ON t.tenant_id = (SELECT access.current_tenant()) AND t.person_id = i.person_id
      AND t.natural_key = i.natural_key
    WHERE t.batch_id = ANY (${[...ownBatches]}::int[]) AND t.content_digest <> i.content_digest`.execute(tx);
  return new Map(rows.map((row) => [row.position, row.source_row]));
}

/** What identifies a fact and whose it is: never replaced. */
const KEYS: ReadonlySet<string> = new Set(["person_id", "natural_key", "office_id"]);
