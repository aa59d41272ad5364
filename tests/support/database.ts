import { createHash } from "node:crypto";
import type pg from "pg";
import { connectWhenReady } from "../../server/storage/relational/local-server/index.ts";
import { listMigrations, migrate } from "../../server/storage/relational/migrations.ts";
import { greetKeeper, type KeeperGreeting } from "./keeper-client.ts";

/** A migrated database of PostgreSQL 18 for one test file alone. */
export type TestDatabase = {
  readonly name: string;
  /** As the owner of the schema: migrations, and looking behind row security's forms. */
  readonly ownerUrl: string;
  /** As the application: row security holds. */
  readonly appUrl: string;
  /** As superuser: for what no role of Wutong may do, such as ending a connection or reading the WAL. */
  readonly adminUrl: string;
};

export type TestDatabaseOptions = {
  /** "migrated" (the default): all migrations have run. "empty": nothing is there, not even `migrate`'s own table. */
  readonly schema?: "migrated" | "empty";
};

const TEMPLATE_LOCK = 7_800_330_601;
const TEMPLATES_MAX = 4;

/**
 * A new database, by copying a template that was migrated once. Use at the top of a test file:
 *
 *     const database = await testDatabase();
 *
 * or inside a test for one of its own. It is dropped when the test process ends, however it ends. Connections to it
 * must be closed by the test, or the process stays alive.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const greeting = await greetKeeper();
  const name = greeting.database;
  const admin = await connectWhenReady(greeting.adminUrl);
  try {
    const template = options.schema === "empty" ? "template0" : await migratedTemplate(admin, greeting);
    await createDatabase(admin, name, template);
  } finally {
    await admin.end();
  }
  return {
    name,
    ownerUrl: withDatabaseName(greeting.ownerUrl, name),
    appUrl: withDatabaseName(greeting.appUrl, name),
    adminUrl: withDatabaseName(greeting.adminUrl, name),
  };
}

/** Named by what it was migrated with, so that a changed migration makes a new one. */
async function migratedTemplate(admin: pg.Client, greeting: KeeperGreeting): Promise<string> {
  const digests = listMigrations().map((migration) => `${migration.name} ${migration.digest}`);
  const name = `template_${createHash("sha256").update(digests.join("\n")).digest("hex").slice(0, 16)}`;
  if (await exists(admin, name)) return name;
  await admin.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    if (await exists(admin, name)) return name;
    await dropOldTemplates(admin);
    const draft = `${name}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await createDatabase(admin, draft, "template0");
    await migrate({ ownerUrl: withDatabaseName(greeting.ownerUrl, draft) });
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  } finally {
    await admin.query("SELECT pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function createDatabase(admin: pg.Client, name: string, template: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${name} OWNER wutong_owner TEMPLATE ${template}`);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO wutong_app`);
}

async function dropOldTemplates(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' AND NOT datistemplate ORDER BY oid DESC",
  );
  for (const { datname } of rows.slice(TEMPLATES_MAX - 1)) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query("SELECT FROM pg_database WHERE datname = $1", [name])).rowCount === 1;
}

function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
