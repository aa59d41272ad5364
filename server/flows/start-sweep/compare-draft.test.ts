import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type {
  getComparedPerson,
  getComparison,
  listComparedPeople,
  listPolicyNumbers,
  ReplyOf,
} from "@wutong/contracts";
import { generateOffice } from "@wutong/generator";
import { day, expectOk, type TenantId } from "@wutong/kernel";
import pg from "pg";
import { testDatabase } from "../../../tests/support/database.ts";
import { storePeople } from "../../../tests/support/store-people.ts";
import { openJobSession } from "../../areas/access/index.ts";
import {
  createFindingsReader,
  policiesRoutes,
  policyBook,
  publishPolicies,
  readPolicyFiles,
} from "../../areas/policies/index.ts";
import { buildServer } from "../../http/build-server.ts";
import { commandRunner, createKeyFile, openDatabase, openVault } from "../../storage/index.ts";
import { startSweepAndWait } from "./start-sweep.ts";
import { createSweepDesk } from "./sweep-desk.ts";

const TENANT = 330600 as TenantId;
const [DISTRICT, TOWN, ELSEWHERE] = [330602, 330602001, 330604];
const OFFICES = [DISTRICT, TOWN, ELSEWHERE];
const AS_OF = day("2024-11-30");
const NOW = () => new Date("2024-11-30T02:00:00Z");
const RENT = "yuecheng-rent-subsidy";
const YEARS = "parameters/contractYearsMin/values/0/value";

const { appUrl, ownerUrl } = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "wutong-compare-draft-"));
const database = openDatabase({ url: appUrl });
const vault = openVault(expectOk(createKeyFile(join(root, "key")), "a key file"));
const run = commandRunner({ database, vault, now: NOW });
const book = policyBook();
const bugs: string[] = [];
const report = (line: string) => bugs.push(line);
const desk = createSweepDesk({
  ...{ database, run, tenantId: TENANT, book, now: NOW, today: () => AS_OF, dataDir: root, report },
  analytics: { memoryMiB: 512, threads: 1 },
});
const reader = createFindingsReader(desk.folders, { memoryMiB: 512, threads: 1 });
const pages = { database, run, book, reader, today: () => AS_OF };
const app = await buildServer({
  routes: policiesRoutes({ ...pages, readStandings: async () => [], readCommitments: async () => [] }),
  ...{ database, demo: false, secure: false, report, webDir: undefined, version: "test" },
});
const files = expectOk(
  readPolicyFiles(fileURLToPath(new URL("../../../regions/yuecheng/policies/", import.meta.url))),
  "the policies of Yuecheng",
);
const rentFile = files.find(({ path }) => path === "rent-subsidy.yaml")?.text ?? "";
const seen = { sweepId: 0 };

before(async () => {
  await asOwner(`INSERT INTO access.tenants VALUES (${TENANT}, '绍兴', 'Shaoxing');
    INSERT INTO access.offices VALUES (${TENANT}, 330600, NULL, '绍兴', 'Shaoxing'), (${TENANT}, ${DISTRICT}, 330600, '越城', 'Yuecheng'),
      (${TENANT}, ${TOWN}, ${DISTRICT}, '镇', 'Town'), (${TENANT}, ${ELSEWHERE}, 330600, '上虞', 'Shangyu')`);
  await storePeople(ownerUrl, TENANT, generateOffice({ office: DISTRICT, people: 700, seed: 5, asOf: AS_OF }));
  await asOwner(`UPDATE people.persons SET office_id = ${TOWN} WHERE person_id % 3 = 0;
    UPDATE people.persons SET name = '吴' || person_id`);
  await asOwner(`INSERT INTO access.accounts (tenant_id, account_id, office_id, login, display_name, roles, password_hash)
    OVERRIDING SYSTEM VALUE SELECT ${TENANT}, 900 + n, o, 'leader' || o, '领导', '{leader}', '-'
    FROM unnest(ARRAY[${OFFICES.join(", ")}]) WITH ORDINALITY AS each (o, n)`);
  for (const [place, office] of OFFICES.entries()) {
    await asOwner(
      `SELECT access.open_staff_session(${TENANT}, ${901 + place}, sha256('${cookieOf(office)}'), 'c', 60, 1)`,
    );
  }
  const token = await openJobSession(database, {
    tenantId: TENANT,
    officeId: DISTRICT,
    purpose: "test",
    minutesMax: 10,
  });
  const publishing = { token, key: "publish", files, officeId: DISTRICT, publishedBy: "test", now: NOW() };
  expectOk(await publishPolicies(run, publishing), "publishing");
  const sweep = { token, key: "sweep", officeId: DISTRICT, asOf: AS_OF, startedBy: "test" };
  seen.sweepId = expectOk(await startSweepAndWait(desk, sweep), "sweeping").sweepId;
});

after(async () => {
  await app.close();
  await desk.stop();
  await reader.close();
  await database.close();
  rmSync(root, { recursive: true });
});

test("the numbers of a policy come with their words and their place in the file", async () => {
  const { rows } = await get<ReplyOf<typeof listPolicyNumbers>>(DISTRICT, `/api/policies/${RENT}/numbers`);
  const years = rows.find(({ numberId }) => numberId === YEARS);
  assert.deepEqual([years?.value, years?.text.zh, years?.about], ["3", "合同期限下限（年）", "parameter"]);
  assert.match(rentFile.split("\n")[(years?.line ?? 0) - 1] ?? "", /value: 3/);
});

test("a lower threshold: who wins is counted, listed, and decided by both versions with the sentence why", async () => {
  const at = await compareYears(DISTRICT, "2");
  const shown = await get<ReplyOf<typeof getComparison>>(DISTRICT, at);
  const winners = shown.kinds.find(({ kind }) => kind === "newlyEntitled");
  assert.ok(winners && winners.people > 0, JSON.stringify(shown.kinds));
  assert.equal(shown.people, 700);
  assert.deepEqual(
    shown.partners.map(({ policyId }) => policyId),
    ["yuecheng-housing-voucher"],
  );
  assert.equal(shown.draft.number?.to, "2");
  const { cost, years } = shown;
  assert.equal(BigInt(cost.newFen) - BigInt(cost.oldFen) + BigInt(cost.otherFen), BigInt(cost.differenceFen));
  assert.equal(String(years.reduce((sum, each) => sum + BigInt(each.differenceFen), 0n)), cost.differenceFen);
  for (const split of [shown.offices, shown.tiers, shown.sexes]) {
    assert.equal(
      split.reduce((sum, each) => sum + each.winners, 0),
      winners.people,
    );
    assert.equal(String(split.reduce((sum, each) => sum + BigInt(each.differenceFen), 0n)), cost.differenceFen);
  }
  const people = await everybody(DISTRICT, `${at}/people?group=winners`);
  assert.equal(people.length, winners.people);
  assert.ok(people.every((one) => one.kind === "newlyEntitled" && one.name === `吴${one.personId}`));
  const [one] = people;
  const person = await get<ReplyOf<typeof getComparedPerson>>(DISTRICT, `${at}/people/${one?.personId}`);
  const [subject] = person.subjects;
  assert.equal(subject?.policyId, RENT);
  assert.deepEqual([subject?.old?.outcome, subject?.new?.outcome], ["notEntitled", "entitled"]);
  assert.deepEqual(
    subject?.conditions.map(({ nodeId, old, new: draft }) => [nodeId, old, draft]),
    [["contractThreeYears", false, true]],
  );
  assert.match(
    subject?.sentence.zh ?? "",
    /^现行：不符合；草案：可享受，合计 .* 元。原因：“现行劳动合同期限 3 年及以上”/,
  );
  assert.match(subject?.new?.why.sentence.zh ?? "", /符合《越城区人才租房补贴》/);
});

test("each office counts and sees its own people; the office next door nothing at all", async () => {
  const at = await compareYears(DISTRICT, "2");
  const district = await get<ReplyOf<typeof getComparison>>(DISTRICT, at);
  const town = await get<ReplyOf<typeof getComparison>>(TOWN, at);
  assert.deepEqual(
    district.offices.map(({ office }) => office.officeId),
    [DISTRICT, TOWN],
  );
  assert.deepEqual(
    town.offices.map(({ office }) => office.officeId),
    [TOWN],
  );
  assert.ok(town.people < district.people);
  assert.equal(town.kinds[0]?.people, district.offices.find(({ office }) => office.officeId === TOWN)?.winners);
  const all = await everybody(DISTRICT, `${at}/people`);
  const own = await everybody(TOWN, `${at}/people`);
  assert.ok(own.length > 0 && own.every(({ office }) => office.officeId === TOWN));
  const other = all.find(({ office }) => office.officeId === DISTRICT);
  assert.equal((await call(TOWN, "GET", `${at}/people/${other?.personId}`)).status, 404);
  assert.equal((await call(TOWN, "GET", `${at}/people?office=${DISTRICT}`)).body.rows.length, 0);
  for (const path of [at, `${at}/people`, `${at}/people/${other?.personId}`]) {
    assert.equal((await call(ELSEWHERE, "GET", path)).status, 404, path);
  }
  const asked = await call(ELSEWHERE, "POST", `/api/sweeps/${seen.sweepId}/comparisons`, draftOfYears("2"));
  assert.equal(asked.status, 404);
  const fromTown = await get<ReplyOf<typeof getComparison>>(TOWN, await compareYears(TOWN, "2"));
  assert.deepEqual([fromTown.people, fromTown.kinds], [town.people, town.kinds]);
});

test("the same draft again is the same comparison", async () => {
  const first = await compareYears(DISTRICT, "1");
  const kept = readdirSync(desk.folders.comparisons);
  assert.equal(await compareYears(DISTRICT, "1"), first);
  assert.deepEqual(readdirSync(desk.folders.comparisons), kept);
  assert.ok(
    kept.every((name) => /^[0-9a-f]{24}$/.test(name)),
    "nothing half made is left",
  );
});

test("a text with a fault is answered with its line and what to do; another policy's, or the same, is refused", async () => {
  const paste = (yaml: string) =>
    call(DISTRICT, "POST", `/api/sweeps/${seen.sweepId}/comparisons`, {
      policyId: RENT,
      draft: { kind: "text", yaml },
    });
  const faulty = await paste(rentFile.replace(">= contractYearsMin", ">= contractYearMin"));
  assert.equal(faulty.body.kind, "faults", JSON.stringify(faulty.body));
  const line = rentFile.split("\n").findIndex((text) => text.includes(">= contractYearsMin")) + 1;
  assert.equal(faulty.body.faults[0]?.line, line);
  assert.match(faulty.body.faults[0]?.text.zh, /contractYearMin/);
  assert.equal((await paste(rentFile.replace(`id: ${RENT}`, "id: another-one"))).body.code, "policies.draftOther");
  assert.equal((await paste(`# in other words\n${rentFile}`)).body.code, "policies.draftSame");
  const later = await paste(
    rentFile
      .replace("inForce: { from: 2022-01-01 }", "inForce: { from: 2025-01-01 }")
      .replace("yuan: 500", "yuan: 600"),
  );
  assert.equal(later.body.kind, "compared", JSON.stringify(later.body));
  const at = `/api/sweeps/${seen.sweepId}/comparisons/${later.body.comparisonId}`;
  const shown = await get<ReplyOf<typeof getComparison>>(DISTRICT, at);
  assert.equal(shown.draft.asIfInForce, true);
  assert.ok(shown.kinds.some(({ kind, people }) => kind === "moreMoney" && people > 0));
  assert.equal(shown.kinds.find(({ kind }) => kind === "noLongerEntitled")?.people, 0);
});

test("nothing of this was a bug", () => assert.deepEqual(bugs, []));

function draftOfYears(value: string) {
  return { policyId: RENT, draft: { kind: "number", numberId: YEARS, value } };
}

/** The path of the comparison. */
async function compareYears(office: number, value: string): Promise<string> {
  const path = `/api/sweeps/${seen.sweepId}/comparisons`;
  const { status, body } = await call(office, "POST", path, draftOfYears(value));
  assert.deepEqual([status, body.kind], [200, "compared"], JSON.stringify(body));
  return `${path}/${body.comparisonId}`;
}

async function everybody(office: number, path: string) {
  const rows: ReplyOf<typeof listComparedPeople>["rows"] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const more = cursor === "" ? "" : `&cursor=${cursor}`;
    const url = `${path}${path.includes("?") ? "" : "?"}&limit=20${more}`;
    const page: ReplyOf<typeof listComparedPeople> = await get(office, url);
    rows.push(...page.rows);
    assert.equal(page.total === null || page.total >= rows.length, true);
    cursor = page.next;
  }
  return rows;
}

async function get<Reply>(office: number, url: string): Promise<Reply> {
  const { status, body } = await call(office, "GET", url);
  assert.equal(status, 200, `${url}: ${JSON.stringify(body)}`);
  return body;
}

async function call(office: number, method: "GET" | "POST", url: string, payload?: object) {
  const headers = {
    cookie: `wutong_session=${cookieOf(office)}`,
    "x-wutong-csrf": "c",
    "idempotency-key": crypto.randomUUID(),
  };
  const reply = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() };
}

function cookieOf(office: number): string {
  return `${TENANT}.leader-${office}`;
}

async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
