import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { fail, ok, problem, type TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import pg from "pg";
import { testDatabase } from "../../../tests/support/database.ts";
import { scratchFolder } from "../../../tests/support/scratch-folder.ts";
import { openJobSession, setUpTenant } from "../../areas/access/index.ts";
import { DEMO_REGION } from "../../setup/demo-region.ts";
import { commandRunner, createKeyFile, inSession, openDatabase, openVault, type Tx } from "../index.ts";

const TENANT = DEMO_REGION.tenantId as TenantId;
const urls = await testDatabase();
await setUpTenant(urls.ownerUrl, DEMO_REGION);
const database = openDatabase({ url: urls.appUrl, connectionsMax: 8 });
const keys = createKeyFile(join(scratchFolder("keys"), "test.key"));
assert.ok(keys.ok);
const run = commandRunner({ database, vault: openVault(keys.value), now: () => new Date("2024-11-30T01:00:00Z") });
const yuecheng = await openJobSession(database, {
  tenantId: TENANT,
  officeId: 330602,
  purpose: "test",
  minutesMax: 10,
});
const shangyu = await openJobSession(database, { tenantId: TENANT, officeId: 330604, purpose: "test", minutesMax: 10 });
after(() => database.close());

function addPerson(tx: Tx, name: string, officeId = 330602) {
  return sql`INSERT INTO people.persons (tenant_id, office_id, standing, name, pinyin, initials, recorded_at)
    VALUES (${TENANT}, ${officeId}, 'observed', ${name}, '', '', now())`.execute(tx);
}

function add(key: string, name: string, token = yuecheng, officeId = 330602) {
  return run({ token, command: "addPerson", key, input: { name } }, async (tx) => {
    await addPerson(tx, name, officeId);
    return ok({ reply: { added: name }, subject: { kind: "person", id: name }, after: { name: "one" } });
  });
}

async function names(token: string): Promise<readonly string[]> {
  const { rows } = await inSession(database, token, (tx) =>
    sql<{ name: string }>`SELECT name FROM people.persons ORDER BY name`.execute(tx),
  );
  return rows.map((row) => row.name);
}

async function asOwner(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: urls.ownerUrl });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

test("the same key again returns the first reply and changes nothing, eight callers at once included", async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => add("once", "甲")));
  for (const reply of replies) assert.deepEqual(reply, { ok: true, value: { added: "甲" } });
  assert.deepEqual(await names(yuecheng), ["甲"]);
});

test("a key that was used for something else is refused", async () => {
  const reply = await add("once", "乙");
  assert.ok(!reply.ok);
  assert.equal(reply.error.code, "http.keyReused");
});

test("a command that fails leaves neither rows nor a journal entry nor a used key", async () => {
  const failing = { token: yuecheng, command: "addPerson", key: "later", input: {} };
  const refused = await run(failing, async (tx) => {
    await addPerson(tx, "丙");
    return fail(problem("http.notFound"));
  });
  assert.ok(!refused.ok);
  assert.ok(!(await names(yuecheng)).includes("丙"));
  assert.ok((await add("later", "丁")).ok, "the key is free again");
});

test("without a token, and with one that was made up, there are no rows and no commands", async () => {
  assert.deepEqual(await names(""), []);
  assert.deepEqual(await names("330600.made-up"), []);
  const reply = await add("nobody", "戊", "330600.made-up");
  assert.ok(!reply.ok);
  assert.equal(reply.error.code, "access.signedOut");
});

test("an office sees its own people only, and cannot write into another's", async () => {
  assert.deepEqual(await names(shangyu), []);
  await assert.rejects(add("intrude", "己", shangyu, 330602), /row-level security/);
  assert.ok((await add("own", "庚", shangyu, 330604)).ok);
  assert.deepEqual(await names(shangyu), ["庚"]);
});

test("the journal says who did it, and its chain holds until an entry is changed behind its back", async () => {
  const broken = () =>
    inSession(
      database,
      yuecheng,
      async (tx) => (await sql<{ seq: bigint | null }>`SELECT journal.first_broken() AS seq`.execute(tx)).rows[0]?.seq,
    );
  assert.equal(await broken(), null);
  const { rows } = await asOwner("SELECT actor_kind, command, command_key FROM journal.entries ORDER BY seq LIMIT 1");
  assert.deepEqual(rows, [{ actor_kind: "job", command: "addPerson", command_key: "once" }]);
  await assert.rejects(asOwner("UPDATE journal.entries SET command = 'x' WHERE seq = 2"), /immutable/);
  await asOwner(
    "ALTER TABLE journal.entries DISABLE TRIGGER ALL; UPDATE journal.entries SET command = 'x' WHERE seq = 2",
  );
  assert.equal(await broken(), 2n);
});

test("the application cannot write the journal but through its one function", async () => {
  await assert.rejects(
    database.kysely.transaction().execute(async (tx) => {
      await sql`SELECT set_config('wutong.token', ${yuecheng}, true)`.execute(tx);
      await sql`INSERT INTO journal.entries SELECT * FROM journal.entries`.execute(tx);
    }),
    /permission denied/,
  );
});
