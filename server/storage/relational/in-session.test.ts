import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import { testDatabase } from "../../../tests/support/database.ts";
import { openJobSession, setUpTenant } from "../../areas/access/index.ts";
import { DEMO_REGION } from "../../setup/demo-region.ts";
import { inSession, KEPT, openDatabase, type Tx } from "../index.ts";

const urls = await testDatabase();
await setUpTenant(urls.ownerUrl, DEMO_REGION);
// One connection, so that what one reading leaves behind meets the next one.
const database = openDatabase({ url: urls.appUrl, connectionsMax: 1 });
after(() => database.close());
const job = { tenantId: DEMO_REGION.tenantId as TenantId, purpose: "test", minutesMax: 5 };
const yuecheng = await openJobSession(database, { ...job, officeId: 330602 });
const shangyu = await openJobSession(database, { ...job, officeId: 330604 });

async function officesOf(tx: Tx): Promise<readonly number[]> {
  const { rows } = await sql<{ offices: number[] }>`${KEPT}SELECT access.visible_offices() AS offices`.execute(tx);
  return rows[0]?.offices ?? [];
}

test("a kept statement follows the token of each reading, and is planned once for a connection", async () => {
  const turns = [yuecheng, shangyu, "330600.nobody", yuecheng, shangyu, yuecheng, shangyu];
  const seen: (readonly number[])[] = [];
  for (const token of turns) seen.push(await inSession(database, token, officesOf));
  assert.deepEqual(
    seen.map((offices) => offices[0]),
    [330602, 330604, undefined, 330602, 330604, 330602, 330604],
  );
  const { rows } = await sql<{ plans: bigint }>`
    SELECT count(*) AS plans FROM pg_prepared_statements WHERE statement LIKE '%visible_offices() AS offices'`.execute(
    database.kysely,
  );
  assert.equal(rows[0]?.plans, 1n);
});

test("a token that is more than a token gets no rights and runs nothing", async () => {
  for (const token of [`${yuecheng}', true); SELECT set_config('wutong.token', '${yuecheng}`, `${yuecheng}\\`, ""]) {
    assert.deepEqual(await inSession(database, token, officesOf), []);
  }
});

test("a reading can't write, and one that fails leaves its connection free and without rights", async () => {
  const write = (tx: Tx) => sql`DELETE FROM people.persons`.execute(tx);
  await assert.rejects(inSession(database, yuecheng, write), /read-only transaction/);
  const { rows } = await sql<{ tenant: number | null }>`SELECT access.current_tenant() AS tenant`.execute(
    database.kysely,
  );
  assert.deepEqual(rows, [{ tenant: null }]);
  assert.equal((await inSession(database, shangyu, officesOf))[0], 330604);
});
