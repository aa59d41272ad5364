import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type TestDatabase, testDatabase } from "./database.ts";

const database = await testDatabase();

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a test database is PostgreSQL 18, migrated, and its application role cannot bypass row security", async () => {
  const [row] = await query(
    database.appUrl,
    "SELECT current_setting('server_version_num')::int / 10000 AS major, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user",
  );
  assert.deepEqual(row, { major: 18, rolsuper: false, rolbypassrls: false });
  const [count] = await query(database.ownerUrl, "SELECT count(*)::int AS n FROM public.migrations");
  assert.ok(Number(count?.n) > 0);
});

test("text is compared by code point, and Chinese letters keep their case rules", async () => {
  const [row] = await query(
    database.appUrl,
    "SELECT 'Z' < 'a' AS by_code_point, upper('é') AS upper, '一' < '丁' AS zh",
  );
  assert.deepEqual(row, { by_code_point: true, upper: "É", zh: true });
});

test("what one test database holds, another does not see", async () => {
  const other = await testDatabase();
  await query(database.ownerUrl, "CREATE TABLE public.mine (a int)");
  const [row] = await query(other.ownerUrl, "SELECT to_regclass('public.mine') AS found");
  assert.deepEqual(row, { found: null });
});

test("an empty database has no tables of ours", async () => {
  const empty = await testDatabase({ schema: "empty" });
  const [row] = await query(empty.ownerUrl, "SELECT to_regclass('public.migrations') AS found");
  assert.deepEqual(row, { found: null });
});

test("the databases of a killed test process are dropped", async () => {
  const support = fileURLToPath(new URL("database.ts", import.meta.url));
  const script = `import { testDatabase } from ${JSON.stringify(support)};
    console.log(JSON.stringify(await testDatabase({ schema: "empty" }))); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { name } = JSON.parse(line.toString()) as TestDatabase;
  const isThere = async () =>
    (await query(database.adminUrl, `SELECT FROM pg_database WHERE datname = '${name}'`)).length === 1;
  assert.equal(await isThere(), true);
  child.kill("SIGKILL");
  for (let i = 0; i < 100 && (await isThere()); i++) await sleep(50);
  assert.equal(await isThere(), false);
});
