import type { ImportTown } from "../../server/flows/import-register/tests/import-town.ts";

/** What differs between two runs that say the same: numbers given in passing, times, and seals, which are never alike. */
const IN_PASSING =
  /^(?:person_id|batch_id|employer_id|superseded_by|recorded_at|superseded_at|started_at|ended_at|sealed_\w+|content|file_digest)$/;
const CONTENT_IN_PASSING = "'{batch_id,person_id,recorded_at,sealed_number,sealed_certificate}'::text[]";

/**
 * Everything that imports have written, table by table: how many rows, and a sum over them that their order does not change.
 * People stand for themselves by their documents, batches by their files.
 */
export async function libraryFingerprint(town: ImportTown): Promise<Readonly<Record<string, string>>> {
  const tables = await town.query(`
    SELECT c.table_schema || '.' || c.table_name AS name, array_agg(c.column_name::text ORDER BY c.ordinal_position) AS columns
    FROM information_schema.columns c JOIN pg_tables t ON t.schemaname = c.table_schema AND t.tablename = c.table_name
    WHERE c.table_schema IN ('people', 'employers') OR (c.table_schema = 'registers' AND c.table_name IN ('batches', 'failed_rows'))
    GROUP BY 1 ORDER BY 1`);
  const prints: Record<string, string> = {};
  for (const { name, columns } of tables as readonly { readonly name: string; readonly columns: readonly string[] }[]) {
    const [print] = await town.query(`
      SELECT count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', ${expressionsOf(columns).join(", ")}), 0)::numeric), 0) AS print
      FROM ${name} t`);
    prints[name] = String(print?.["print"]);
  }
  return prints;
}

function expressionsOf(columns: readonly string[]): readonly string[] {
  const has = (name: string): boolean => columns.includes(name);
  const kept = columns.filter((one) => !IN_PASSING.test(one)).map((one) => `coalesce(t.${one}::text, '-')`);
  if (has("person_id"))
    kept.push(
      "(SELECT min(encode(i.document_index, 'hex')) FROM people.identities i WHERE i.tenant_id = t.tenant_id AND i.person_id = t.person_id)",
    );
  if (has("batch_id") && !has("file_name")) kept.push(fileOf("batch_id"));
  if (has("superseded_by")) kept.push(fileOf("superseded_by"));
  if (has("content")) kept.push(`(t.content - ${CONTENT_IN_PASSING})::text`);
  if (has("employer_id") && !has("credit_code"))
    kept.push(
      "(SELECT o.credit_code FROM employers.organisations o WHERE o.tenant_id = t.tenant_id AND o.employer_id = t.employer_id)",
    );
  return kept;
}

function fileOf(column: string): string {
  return `(SELECT b.file_name FROM registers.batches b WHERE b.tenant_id = t.tenant_id AND b.batch_id = t.${column})`;
}
