import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateOffice } from "@wutong/generator";
import { dayInChina, expectOk, type TenantId } from "@wutong/kernel";
import pg from "pg";
import { testDatabase } from "../../../tests/support/database.ts";
import { storePeople } from "../../../tests/support/store-people.ts";
import { openJobSession } from "../../areas/access/index.ts";
import { policyBook, publishPolicies, readPolicyFiles } from "../../areas/policies/index.ts";
import { commandRunner, createKeyFile, openDatabase, openVault } from "../../storage/index.ts";
import { setSweepSchedule, startDueSweeps } from "./scheduled-sweeps.ts";
import { createSweepDesk } from "./sweep-desk.ts";

const TENANT = 330600 as TenantId;
const DISTRICT = 330602;
const time = { now: new Date("2024-11-28T01:00:00Z") };
const now = () => time.now;
const today = () => dayInChina(time.now.getTime());

const { appUrl, ownerUrl } = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "wutong-scheduled-"));
const database = openDatabase({ url: appUrl });
const vault = openVault(expectOk(createKeyFile(join(root, "key")), "a key file"));
const run = commandRunner({ database, vault, now });
const faults: string[] = [];
const options = {
  ...{ database, run, tenantId: TENANT, book: policyBook(), now, today, dataDir: root },
  analytics: { memoryMiB: 512, threads: 1 },
  report: (line: string) => faults.push(line),
};
const desk = createSweepDesk(options);

before(async () => {
  await asOwner(`INSERT INTO access.tenants VALUES (${TENANT}, '绍兴', 'Shaoxing');
    INSERT INTO access.offices VALUES (${TENANT}, 330600, NULL, '绍兴', 'Shaoxing'), (${TENANT}, ${DISTRICT}, 330600, '越城', 'Yuecheng')`);
  await storePeople(ownerUrl, TENANT, generateOffice({ office: DISTRICT, people: 60, seed: 5, asOf: today() }));
  const files = readPolicyFiles(fileURLToPath(new URL("../../../regions/yuecheng/policies/", import.meta.url)));
  const publishing = {
    token: await tokenOf(DISTRICT),
    key: "publish",
    officeId: DISTRICT,
    publishedBy: "t",
    now: time.now,
  };
  expectOk(await publishPolicies(run, { ...publishing, files: expectOk(files, "policies") }), "publishing");
  const schedule = {
    officeId: DISTRICT,
    active: true,
    atMinute: 5 * 60 + 30,
    weekdays: [5, 1, 2, 3, 4],
    setBy: "经办",
  };
  expectOk(await setSweepSchedule(desk, { token: await tokenOf(DISTRICT), key: "set" }, schedule), "setting");
});

after(async () => {
  await desk.stop();
  await database.close();
  rmSync(root, { recursive: true });
});

async function asOwner<Row>(text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function tokenOf(officeId: number): Promise<string> {
  return openJobSession(database, { tenantId: TENANT, officeId, purpose: "test", minutesMax: 60 });
}

/** As the chores of the whole tenant do, and waits for what began. */
async function tick(at: string, using = desk): Promise<number> {
  time.now = new Date(at);
  const began = await startDueSweeps(using, await tokenOf(TENANT));
  for (const { sweep_id } of await sweeps()) await using.ended(sweep_id);
  return began;
}

function sweeps() {
  return asOwner<{
    sweep_id: number;
    as_of: string;
    state: string;
    scheduled: boolean;
    compared_with: number | null;
    fault: string | null;
  }>("SELECT sweep_id, as_of::text, state, scheduled, compared_with, fault FROM policies.sweeps ORDER BY sweep_id");
}

test("nothing is made up from before the schedule was set; the next morning's sweep begins once and is of that day", async () => {
  assert.equal(await tick("2024-11-28T02:00:00Z"), 0);
  assert.equal(await tick("2024-11-28T21:29:00Z"), 0);
  assert.equal(await tick("2024-11-28T21:31:00Z"), 1);
  assert.equal(await tick("2024-11-28T21:32:00Z"), 0);
  const [first] = await sweeps();
  assert.deepEqual([first?.as_of, first?.state, first?.scheduled], ["2024-11-29", "finished", true]);
});

test("however many were missed while the server was down, one runs when it is back, compared with the last", async () => {
  assert.equal(await tick("2024-12-05T03:00:00Z"), 1);
  assert.equal(await tick("2024-12-05T03:01:00Z"), 0);
  const [first, second, ...others] = await sweeps();
  assert.deepEqual(others, []);
  assert.equal(second?.as_of, "2024-12-05");
  assert.equal(second?.compared_with, first?.sweep_id);
});

test("a sweep that the server's end cut short is begun again; the findings before it stay in force till then", async () => {
  time.now = new Date("2024-12-05T21:31:00Z");
  const stopping = createSweepDesk(options);
  assert.equal(await startDueSweeps(stopping, await tokenOf(TENANT)), 1);
  await stopping.stop();
  const cut = (await sweeps()).at(-1);
  assert.deepEqual([cut?.state, cut?.fault], ["failed", "stopped"]);
  assert.equal(await tick("2024-12-05T21:40:00Z"), 1);
  const again = (await sweeps()).at(-1);
  assert.equal(again?.state, "finished");
  assert.notEqual(again?.compared_with, cut?.sweep_id);
  assert.deepEqual(faults, []);
});

test("three failures after one due moment leave it to a person; what somebody cancelled is not begun again", async () => {
  await asOwner(`UPDATE policies.sweeps SET state = 'failed' WHERE started_at >= '2024-12-05T21:30:00Z';
    INSERT INTO policies.sweeps (tenant_id, office_id, as_of, state, policies, started_by, started_at, scheduled)
    VALUES (${TENANT}, ${DISTRICT}, '2024-12-06', 'failed', 4, 'schedule', '2024-12-05T22:00:00Z', true)`);
  assert.equal(await tick("2024-12-05T23:00:00Z"), 0);
  await asOwner(`INSERT INTO policies.sweeps (tenant_id, office_id, as_of, state, policies, started_by, started_at, scheduled)
    VALUES (${TENANT}, ${DISTRICT}, '2024-12-09', 'cancelled', 4, 'schedule', '2024-12-08T21:30:01Z', true)`);
  assert.equal(await tick("2024-12-08T22:00:00Z"), 0);
});
