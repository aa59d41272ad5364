import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { expectOk, ok, type TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import { testDatabase } from "../../../tests/support/database.ts";
import { scratchFolder } from "../../../tests/support/scratch-folder.ts";
import { openJobSession, setUpTenant } from "../../areas/access/index.ts";
import { DEMO_REGION } from "../../setup/demo-region.ts";
import { commandRunner, createKeyFile, inSession, openDatabase, openVault } from "../index.ts";
import { openForPerson } from "./person-keys.ts";

const urls = await testDatabase();
await setUpTenant(urls.ownerUrl, DEMO_REGION);
const database = openDatabase({ url: urls.appUrl });
after(() => database.close());
const vault = openVault(expectOk(createKeyFile(join(scratchFolder("keys"), "key")), "key"));
const run = commandRunner({ database, vault, now: () => new Date("2024-11-30T01:00:00Z") });
const tenantId = DEMO_REGION.tenantId as TenantId;
const token = await openJobSession(database, { tenantId, officeId: 330602, purpose: "test", minutesMax: 5 });

async function readPersonal(): Promise<{ readonly sealed: Buffer; readonly opened: string | undefined }> {
  return inSession(database, token, async (tx) => {
    const { rows } = await sql<{
      personal: Buffer;
    }>`SELECT personal FROM journal.entries WHERE command = 'rename'`.execute(tx);
    const sealed = rows[0]?.personal ?? Buffer.alloc(0);
    return { sealed, opened: await openForPerson(tx, vault, 41, sealed) };
  });
}

test("personal values in the journal are sealed, open with the person's key, and are gone once the key is", async () => {
  const renamed = await run({ token, command: "rename", key: "k", input: {} }, async () =>
    ok({
      reply: null,
      subject: { kind: "person", id: 41 },
      personId: 41,
      officeId: 330602,
      personal: { name: "石彤" },
    }),
  );
  assert.ok(renamed.ok);
  const { sealed, opened } = await readPersonal();
  assert.equal(opened, '{"name":"石彤"}');
  assert.ok(!sealed.includes(Buffer.from("石彤")));
  await run({ token, command: "erase", key: "e", input: {} }, async (tx) => {
    await sql`DELETE FROM journal.person_keys WHERE person_id = 41`.execute(tx);
    return ok({ reply: null, subject: { kind: "person", id: 41 } });
  });
  assert.equal((await readPersonal()).opened, undefined);
});
