import { fail, ok, type Result } from "@wutong/kernel";
import pg from "pg";

/** What a database and the role that signs in to it are like. */
export type DatabaseTraits = {
  readonly major: number;
  readonly role: string;
  readonly database: string;
  /** The role sees every row whatever row security says: as superuser, by BYPASSRLS, or by becoming such a role. */
  readonly bypassesRowSecurity: boolean;
  /** Tables, outside PostgreSQL's own schemas, that belong to the role or to one that it can become. */
  readonly tablesOwned: number;
};

const CONNECT_TIMEOUT_MS = 5_000;

const TRAITS = `
  SELECT current_setting('server_version_num')::int / 10000 AS major, current_user::text AS role,
    current_database()::text AS database,
    (SELECT bool_or(r.rolsuper OR r.rolbypassrls) FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER'))
      AS bypasses,
    (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg\\_%' AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owned`;

/** Signs in and looks, changing nothing. The failure is PostgreSQL's or the network's own words. */
export async function inspectDatabase(url: string): Promise<Result<DatabaseTraits, string>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Row>(TRAITS);
    const [row] = rows;
    if (!row) return fail("no answer");
    const { major, role, database, bypasses, owned } = row;
    return ok({ major, role, database, bypassesRowSecurity: bypasses, tablesOwned: owned });
  } catch (error) {
    return fail(error instanceof Error ? error.message || error.name : String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How many connections a role has open to this database, from whatever machine. Throws where the database fails. */
export async function countConnections(url: string, role: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND usename = $1",
      [role],
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

type Row = {
  readonly major: number;
  readonly role: string;
  readonly database: string;
  readonly bypasses: boolean;
  readonly owned: number;
};
