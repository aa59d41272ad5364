import type pg from "pg";

/** A table of Wutong as the database's own catalogue describes it. */
export type Table = {
  readonly name: string;
  readonly rowSecurity: boolean;
  readonly primaryKey: readonly string[];
  readonly columns: readonly Column[];
};

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly identity: boolean;
  readonly generated: boolean;
};

/** Every table outside PostgreSQL's own schemas, but the list of migrations. */
export async function listTables(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS "rowSecurity",
      coalesce((SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int[], a.attnum::int))
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS "primaryKey",
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL), 'required', a.attnotnull,
          'identity', a.attidentity <> '', 'generated', a.attgenerated <> '') ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'public') AND n.nspname NOT LIKE 'pg_%'
    ORDER BY 1`);
  return rows;
}

export type Owner = { readonly tenantId: number; readonly officeId: number; readonly personId: number };

/**
 * Puts one row of an owner into a table, whatever the table is about: keys as the owner says, other required columns by
 * their type. Run in a scratch database whose checks, foreign keys and triggers were taken away.
 */
export async function plantRow(client: pg.Client, table: Table, owner: Owner): Promise<void> {
  const filled = table.columns.filter(
    (column) => !column.generated && (column.required || valueFor(column, owner) !== undefined),
  );
  const names = filled.map((column) => `"${column.name}"`).join(", ");
  const values = filled.map((column) => valueFor(column, owner) ?? defaultFor(column, owner));
  const places = values.map((_, index) => `$${index + 1}`).join(", ");
  await client.query(
    `INSERT INTO ${table.name} (${names}) OVERRIDING SYSTEM VALUE VALUES (${places}) ON CONFLICT DO NOTHING`,
    values,
  );
}

/** Takes checks, foreign keys and triggers away, so that rows can be planted one table at a time. */
export async function loosen(client: pg.Client): Promise<void> {
  await client.query(`DO $$ DECLARE c record; BEGIN
    FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
      WHERE contype IN ('c', 'f') AND conrelid <> 0 AND conparentid = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema') LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', c.t, c.conname);
    END LOOP;
    FOR c IN SELECT tgrelid::regclass AS t, tgname FROM pg_trigger WHERE NOT tgisinternal LOOP
      EXECUTE format('DROP TRIGGER %I ON %s', c.tgname, c.t);
    END LOOP;
  END $$`);
}

function valueFor(column: Column, owner: Owner): unknown {
  if (column.name === "tenant_id") return owner.tenantId;
  if (column.name === "office_id") return owner.officeId;
  if (column.name === "person_id") return owner.personId;
  return undefined;
}

/** Different for each owner, so that unique keys don't meet. */
function defaultFor({ type }: Column, owner: Owner): unknown {
  const number = owner.personId;
  if (type.endsWith("[]")) return "{}";
  if (/^(integer|bigint|smallint|numeric|double precision|real)$/.test(type)) return number;
  if (type === "boolean") return false;
  if (type === "date") return "2024-11-30";
  if (type.startsWith("timestamp")) return "2024-11-30T01:00:00Z";
  if (type === "bytea") return Buffer.from(String(number));
  if (type === "json" || type === "jsonb") return "{}";
  if (type === "uuid") return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  return `t${number}`;
}
