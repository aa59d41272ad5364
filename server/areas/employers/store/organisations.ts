import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** An organisation as the register of employers describes it. */
export type DescribedEmployer = {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: string;
  readonly industry: string;
  readonly district: number;
  readonly aboveScale: boolean | null;
  readonly stateOwned: boolean | null;
  /** 16 bytes in hexadecimal over what the row says. */
  readonly contentDigest: string;
};

export type EmployerSource = {
  readonly batchId: number;
  readonly now: Date;
  /** Batches that reach further, and this one with earlier ones of the same file: what they said is not replaced. */
  readonly laterBatches: readonly number[];
  readonly ownBatches: readonly number[];
};

/** Marks an organisation of which nobody has handed in more than its code and name. */
const NAMED_ONLY = "";

/** Enters organisations; one that was known by name only counts as added. No credit code may come twice. */
export async function writeEmployers(
  tx: Tx,
  employers: readonly DescribedEmployer[],
  source: EmployerSource,
): Promise<{ readonly added: number; readonly changed: number }> {
  if (employers.length === 0) return { added: 0, changed: 0 };
  const { rows } = await sql<{ employer_id: number; name: string; renamed: boolean; is_new: boolean }>`
    INSERT INTO employers.organisations AS t
      (tenant_id, credit_code, name, kind, industry, district, above_scale, state_owned, batch_id, content_digest, recorded_at)
    SELECT (SELECT access.current_tenant()), e."creditCode", e.name, e.kind, e.industry, e.district, e."aboveScale", e."stateOwned",
      ${source.batchId}::int, decode(e."contentDigest", 'hex'), ${source.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(employers)}::jsonb) AS e ("creditCode" text, name text, kind text, industry text, district int,
      "aboveScale" boolean, "stateOwned" boolean, "contentDigest" text)
    ON CONFLICT (tenant_id, credit_code) DO UPDATE SET name = excluded.name, kind = excluded.kind, industry = excluded.industry,
      district = excluded.district, above_scale = excluded.above_scale, state_owned = excluded.state_owned, batch_id = excluded.batch_id,
      content_digest = excluded.content_digest, recorded_at = excluded.recorded_at
    WHERE t.content_digest = ${Buffer.from(NAMED_ONLY)} OR (t.content_digest <> excluded.content_digest
      AND t.batch_id <> ALL (${[...source.ownBatches, ...source.laterBatches]}::int[]))
    RETURNING new.employer_id, new.name, coalesce(old.name <> new.name, true) AS renamed,
      coalesce(old.content_digest = ${Buffer.from(NAMED_ONLY)}, true) AS is_new`.execute(tx);
  await indexNames(
    tx,
    rows.filter((row) => row.renamed),
  );
  const added = rows.filter((row) => row.is_new).length;
  return { added, changed: rows.length - added };
}

/** Makes organisations known that another register names; what is known already stays. */
export async function noteEmployerNames(
  tx: Tx,
  named: readonly { readonly creditCode: string; readonly name: string }[],
  source: Pick<EmployerSource, "batchId" | "now">,
): Promise<void> {
  if (named.length === 0) return;
  const { rows } = await sql<{ employer_id: number; name: string }>`
    INSERT INTO employers.organisations (tenant_id, credit_code, name, batch_id, content_digest, recorded_at)
    SELECT (SELECT access.current_tenant()), e."creditCode", e.name, ${source.batchId}::int, ${Buffer.from(NAMED_ONLY)}::bytea, ${source.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(named)}::jsonb) AS e ("creditCode" text, name text)
    ON CONFLICT (tenant_id, credit_code) DO NOTHING
    RETURNING employer_id, name`.execute(tx);
  await indexNames(tx, rows);
}

/** Which of the given rows the same batch (or file) has already described otherwise. */
export async function findContradictedEmployers(
  tx: Tx,
  employers: readonly Pick<DescribedEmployer, "creditCode" | "contentDigest">[],
  ownBatches: readonly number[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ credit_code: string }>`
    SELECT o.credit_code FROM jsonb_to_recordset(${JSON.stringify(employers)}::jsonb) AS e ("creditCode" text, "contentDigest" text)
    JOIN employers.organisations o ON o.tenant_id = (SELECT access.current_tenant()) AND o.credit_code = e."creditCode"
    WHERE o.batch_id = ANY (${[...ownBatches]}::int[]) AND o.content_digest <> decode(e."contentDigest", 'hex')`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.credit_code));
}

const ENDING_CHARS_MAX = 24;

/** Replaces the endings of names by which organisations are searched. */
async function indexNames(
  tx: Tx,
  named: readonly { readonly employer_id: number; readonly name: string }[],
): Promise<void> {
  if (named.length === 0) return;
  const ids = named.map((one) => one.employer_id);
  await sql`DELETE FROM employers.name_endings WHERE tenant_id = (SELECT access.current_tenant()) AND employer_id = ANY (${ids}::int[])`.execute(
    tx,
  );
  // In the order of the index: a firm's endings lie all over it, and those of many firms that lie together go in together.
  await sql`
    INSERT INTO employers.name_endings (tenant_id, ending, employer_id)
    SELECT (SELECT access.current_tenant()), substr(e.name, n, ${ENDING_CHARS_MAX}::int) COLLATE "C" AS ending, e.employer_id
    FROM unnest(${ids}::int[], ${named.map((one) => one.name.toLowerCase())}::text[]) AS e (employer_id, name),
      generate_series(1, char_length(e.name)) AS n
    ORDER BY ending
    ON CONFLICT DO NOTHING`.execute(tx);
}
