import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type FactListJson, type FactsJson, generateOffice } from "@wutong/generator";
import { day, type TenantId } from "@wutong/kernel";
import pg from "pg";
import { testDatabase } from "../../../../tests/support/database.ts";
import { storePeople } from "../../../../tests/support/store-people.ts";
import { forkAnalytics } from "../../../storage/analytics/index.ts";
import { type Database, inSession, openDatabase } from "../../../storage/index.ts";
import { openJobSession } from "../../access/index.ts";
import { readSnapshotFacts } from "../store/snapshot-facts.ts";
import { readFacts } from "./read-facts.ts";
import { factsFolder, takeSnapshot } from "./snapshot-folder.ts";

const TENANT = 330600 as TenantId;
const AS_OF = day("2024-11-30");
const PEOPLE = 400;
const SMALL = { memoryMiB: 512, threads: 1 };

const { appUrl, ownerUrl } = await testDatabase();
const database: Database = openDatabase({ url: appUrl });
const folder = mkdtempSync(join(tmpdir(), "wutong-snapshot-"));
const generated: FactsJson[] = [];

before(async () => {
  await asOwner(`INSERT INTO access.tenants VALUES (${TENANT}, '绍兴', 'Shaoxing');
    INSERT INTO access.offices VALUES (${TENANT}, 330600, NULL, '绍兴', 'Shaoxing'), (${TENANT}, 330602, 330600, '越城', 'Yuecheng'),
      (${TENANT}, 330602001, 330602, '镇', 'Town'), (${TENANT}, 330604, 330600, '上虞', 'Shangyu')`);
  const office = generateOffice({ office: 330602, people: PEOPLE, seed: 11, asOf: AS_OF });
  await storePeople(ownerUrl, TENANT, office, (facts) => generated.push(facts));
});

after(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

test("one person's facts are those that the registers were made to say", async () => {
  for (const expected of generated) {
    const facts = await factsOfOne(330602, expected.personId);
    const got = { personId: facts?.personId, office: facts?.office, ...facts?.facts };
    assert.deepEqual(tidy(got), tidy(throughCoverage(expected)));
  }
});

test("a snapshot says the same of everybody as reading one person does", async () => {
  // The town sees what the district's registers say of its people.
  await asOwner(`UPDATE people.persons SET office_id = 330602001 WHERE person_id % 5 = 0;
    UPDATE people.persons SET conflicts = '{birth}' WHERE person_id % 7 = 0;
    UPDATE people.persons SET office_id = 330604 WHERE person_id % 11 = 0`);
  for (const table of FACT_TABLES) {
    await asOwner(
      `UPDATE people.${table} r SET office_id = p.office_id FROM people.persons p WHERE p.person_id = r.person_id`,
    );
  }
  // Some rows that are called running name an earlier month.
  await asOwner(`UPDATE people.insurance_spells SET to_day = '2024-03-31'
    WHERE person_id % 13 = 0 AND open AND from_day < '2024-03-01'`);
  const snapshot = await snapshotOf(330602);
  assert.equal(snapshot.meta.people, generated.length - Math.floor(generated.length / 11));
  let compared = 0;
  let stale = 0;
  for (const one of snapshot.people) {
    const facts = await factsOfOne(330602, one.personId);
    assert.deepEqual(tidy(one), tidy(facts));
    if (one.personId % 7 === 0) assert.equal(facts?.facts["birth"], undefined);
    stale += isStale(one.facts["insurance"]) ? 1 : 0;
    compared += 1;
  }
  assert.equal(compared, snapshot.meta.people);
  assert.ok(stale > 0);
  assert.ok(snapshot.people.some((one) => one.office === 330602001 && isComplete(one.facts["insurance"])));
});

test("a snapshot holds only the people that the job may see, in files for their owner alone, by pseudonymous id", async () => {
  const { meta, people, root } = await snapshotOf(330604);
  assert.equal(meta.people, Math.floor(PEOPLE / 11));
  assert.ok(people.every((one) => one.personId % 11 === 0 && one.office === 330604));
  // Yuecheng's registers say nothing of Shangyu's people.
  assert.deepEqual(meta.coveredSince, []);
  assert.ok(people.every((one) => !isComplete(one.facts["insurance"])));
  for (const { path } of meta.files) {
    assert.equal(statSync(join(root, path)).mode & 0o777, 0o600);
    assert.ok(!readFileSync(join(root, path)).includes("moumou"));
  }
});

test("a token that holds nothing reads no facts", async () => {
  assert.equal(await inSession(database, "330600.nothing", (tx) => readFacts(tx, 1, AS_OF)), undefined);
});

const FACT_TABLES = [
  "insurance_spells",
  "credentials",
  "contracts",
  "housing_transactions",
  "past_benefits",
  "family_ties",
  "statuses",
  "certificates",
];

async function factsOfOne(officeId: number, personId: number) {
  const token = await jobToken(officeId);
  return inSession(database, token, (tx) => readFacts(tx, personId, AS_OF));
}

async function snapshotOf(officeId: number) {
  const analytics = await forkAnalytics(SMALL);
  const token = await jobToken(officeId);
  const now = new Date("2024-11-30T02:00:00Z");
  const meta = await takeSnapshot({ database, token, analytics, asOf: AS_OF, now, snapshots: folder });
  const everybody = generated.flatMap(({ personId }) =>
    [330602, 330602001, 330604].map((office) => ({ personId, office })),
  );
  const people = await readSnapshotFacts(analytics, factsFolder(folder, meta.snapshotId), everybody);
  await analytics.close();
  return { meta, people, root: join(folder, meta.snapshotId) };
}

function jobToken(officeId: number) {
  return openJobSession(database, { tenantId: TENANT, officeId, purpose: "test", minutesMax: 5 });
}

async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(text);
  await client.end();
}

function isComplete(list: unknown): boolean {
  return (list as FactListJson).complete;
}

function isStale(list: unknown): boolean {
  return (list as FactListJson).rows.some((row) => row["open"] === true && row["to"] === "2024-03-31");
}

/** What is open when a register is handed in is known through its last month: no generated row names an earlier one. */
function throughCoverage(facts: FactsJson): FactsJson {
  const known = (name: string) => {
    const { complete, rows } = facts[name] as FactListJson;
    return { complete, rows: rows.map((row) => (row["open"] === true ? { ...row, to: "2024-10-31" } : row)) };
  };
  return { ...facts, insurance: known("insurance"), statuses: known("statuses") };
}

/** Rows of a list have no order, and keys of an object neither. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => JSON.stringify(tidy(each))).toSorted();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, tidy(each)]),
  );
}
