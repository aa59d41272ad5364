import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateOffice } from "@wutong/generator";
import { addDays, day, expectOk, type Fen, ok, type TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import pg from "pg";
import { testDatabase } from "../../../tests/support/database.ts";
import { storePeople } from "../../../tests/support/store-people.ts";
import { openJobSession } from "../../areas/access/index.ts";
import {
  type Commitment,
  createFindingsReader,
  exportFindings,
  findingsToOffer,
  listFindings,
  markUsed,
  type PageFilter,
  type PoliciesDesk,
  type PolicyBook,
  policyBook,
  publishPolicies,
  readPolicyFiles,
  type Standing,
  showFinding,
  showPersonDecisions,
} from "../../areas/policies/index.ts";
import { buildServer } from "../../http/build-server.ts";
import { commandRunner, createKeyFile, inSession, openDatabase, openVault } from "../../storage/index.ts";
import { sweepRoutes } from "./routes.ts";
import { cancelSweep, startSweep, startSweepAndWait } from "./start-sweep.ts";
import { createSweepDesk, type SweepDesk } from "./sweep-desk.ts";

const TENANT = 330600 as TenantId;
const AS_OF = day("2024-11-30");
const NOW = () => new Date("2024-11-30T02:00:00Z");
const PEOPLE = 600;

const { appUrl, ownerUrl } = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "wutong-start-sweep-"));
const database = openDatabase({ url: appUrl });
const vault = openVault(expectOk(createKeyFile(join(root, "key")), "a key file"));
const run = commandRunner({ database, vault, now: NOW });
const book: PolicyBook = policyBook();
const faults: string[] = [];
const desk: SweepDesk = createSweepDesk({
  ...{ database, run, tenantId: TENANT, book, now: NOW, today: () => AS_OF, dataDir: root },
  analytics: { memoryMiB: 512, threads: 1 },
  report: (line) => faults.push(line),
});
const reader = createFindingsReader(desk.folders, { memoryMiB: 512, threads: 1 });
const standings = new Map<number, Standing>();
const commitments: Commitment[] = [];
const pages: PoliciesDesk = {
  ...{ database, run, book, reader, today: () => AS_OF },
  readCommitments: async (_tx, people) => commitments.filter((each) => people.includes(each.personId)),
  readStandings: async (_tx, people) =>
    people.flatMap((personId) => {
      const standing = standings.get(personId);
      return standing ? [{ personId, policy: RENT, certificateKey: "", standing }] : [];
    }),
};
const RENT = "yuecheng-rent-subsidy";
const files = expectOk(
  readPolicyFiles(fileURLToPath(new URL("../../../regions/yuecheng/policies/", import.meta.url))),
  "the policies of Yuecheng",
);

before(async () => {
  await asOwner(`INSERT INTO access.tenants VALUES (${TENANT}, '绍兴', 'Shaoxing');
    INSERT INTO access.offices VALUES (${TENANT}, 330600, NULL, '绍兴', 'Shaoxing'), (${TENANT}, 330602, 330600, '越城', 'Yuecheng'),
      (${TENANT}, 330602001, 330602, '镇', 'Town'), (${TENANT}, 330604, 330600, '上虞', 'Shangyu')`);
  await storePeople(ownerUrl, TENANT, generateOffice({ office: 330602, people: PEOPLE, seed: 5, asOf: AS_OF }));
  await asOwner(`UPDATE people.persons SET office_id = 330602001 WHERE person_id % 3 = 0;
    UPDATE people.persons SET name = '吴' || person_id`);
});

after(async () => {
  await desk.stop();
  await reader.close();
  await database.close();
  rmSync(root, { recursive: true });
});

test("nothing is swept before a policy is published, nor on a day to come", async () => {
  assert.equal(await failureOf(sweepOf(330602, "early")), "policies.nothingInForce");
  const future = {
    token: await tokenOf(330602),
    key: "future",
    officeId: 330602,
    asOf: addDays(AS_OF, 1),
    startedBy: "t",
  };
  assert.equal(await failureOf(startSweep(desk, future)), "policies.futureSweep");
});

test("policies are published whole or not at all, and again changes nothing", async () => {
  const broken = files.map((file) =>
    file.path === "rent-subsidy.yaml" ? { ...file, text: file.text.replace("e.level in", "e.levle in") } : file,
  );
  assert.equal(await failureOf(publish("broken", broken)), "policies.faulty");
  const first = expectOk(await publish("first", files), "publishing");
  assert.equal(first.published.length, 4);
  assert.deepEqual(expectOk(await publish("again", files), "publishing").published, []);
});

test("a version that an office above published is used once an office below sweeps with it, and not by another tenant before", async () => {
  await asOwner(`INSERT INTO access.tenants VALUES (330700, '金华', 'Jinhua');
    INSERT INTO access.offices VALUES (330700, 330700, NULL, '金华', 'Jinhua')`);
  const elsewhere = { tenantId: 330700 as TenantId, officeId: 330700, purpose: "test", minutesMax: 10 };
  const policies = await inSession(database, await tokenOf(330602001), (tx) => book.list(tx));
  const marking = { token: await openJobSession(database, elsewhere), command: "mark", key: "mark", input: {} };
  const tried = await run(marking, async (tx) => {
    await markUsed(
      tx,
      policies.map(({ policy }) => policy),
      NOW(),
    );
    return ok({ reply: {}, subject: { kind: "office", id: 330700 }, officeId: 330700, after: {} });
  });
  assert.ok(tried.ok);
  assert.deepEqual(await versionsUsed(), [{ office: 330602, used: false }]);
  expectOk(await sweepOf(330602001, "below"), "sweeping");
  assert.deepEqual(await versionsUsed(), [{ office: 330602, used: true }]);
  await assert.rejects(asOwner("UPDATE policies.versions SET digest = '\\x00'"), /immutable/);
});

test("a sweep finds people of its office and those below; each office sees its own, by name", async () => {
  const { sweepId, summary } = expectOk(await sweepOf(330602, "one"), "sweeping");
  assert.deepEqual(faults, []);
  assert.equal(summary?.people, PEOPLE);
  const district = await findings(330602, sweepId, {});
  const town = await findings(330602001, sweepId, {});
  assert.ok(district.total !== null && town.total !== null && town.total > 0 && town.total < district.total);
  assert.ok(town.rows.every((row) => row.office.officeId === 330602001 && row.name === `吴${row.personId}`));
  assert.equal((await listFindings(pages, await tokenOf(330604), page(sweepId, {}))).ok, false);
  const elsewhere = district.rows.find((row) => row.office.officeId === 330602);
  assert.ok(elsewhere);
  const stolen = { sweepId, findingId: elsewhere.findingId };
  assert.equal(await failureOf(showFinding(pages, await tokenOf(330602001), stolen)), "http.notFound");
  assert.ok((await showFinding(pages, await tokenOf(330602), stolen)).ok);
});

test("filters and pages give every finding once", async () => {
  const sweepId = await lastSweep();
  const entitled = await allFindings(sweepId, { policyId: RENT, outcome: "entitled" });
  assert.ok(entitled.length > 20);
  assert.equal(new Set(entitled.map((row) => row.findingId)).size, entitled.length);
  assert.ok(entitled.every((row) => row.policyId === RENT && row.outcome === "entitled" && row.planFen !== null));
  const failing = await allFindings(sweepId, { policyId: RENT, failed: "contractThreeYears" });
  assert.ok(failing.length > 0 && failing.every((row) => row.outcome === "notEntitled"));
  const short = await allFindings(sweepId, { policyId: RENT, oneStepShort: true });
  assert.ok(short.length > 0 && short.every((row) => row.sentence.zh.startsWith("差一步")));
  assert.deepEqual(await allFindings(sweepId, { policyId: "no-such-policy" }), []);
  const [one] = entitled;
  assert.ok(one);
  const named = await allFindings(sweepId, { text: one.name });
  assert.ok(named.length >= 4 && named.every((row) => row.name.startsWith(one.name)));
});

test("beside the outcome stands what has happened, and it can be asked for", async () => {
  const sweepId = await lastSweep();
  const [one, two] = await allFindings(sweepId, { policyId: RENT, outcome: "entitled" });
  assert.ok(one && two);
  standings.set(one.personId, "offered");
  standings.set(two.personId, "paid");
  const offered = await allFindings(sweepId, { standing: "offered" });
  assert.deepEqual(
    offered.map((row) => row.findingId),
    [one.findingId],
  );
  const none = await allFindings(sweepId, { policyId: RENT, outcome: "entitled", standing: "none" });
  assert.ok(none.every((row) => row.personId !== one.personId && row.personId !== two.personId));
});

test("a finding tells why as its snapshot had it, and offers what is kept", async () => {
  const sweepId = await lastSweep();
  const token = await tokenOf(330602);
  const [chosen] = await allFindings(sweepId, { policyId: RENT, chosen: true });
  assert.ok(chosen);
  await asOwner(`UPDATE people.persons SET team = NULL WHERE person_id = ${chosen.personId};
    UPDATE people.credentials SET level = 'secondary' WHERE person_id = ${chosen.personId}`);
  const { why } = expectOk(await showFinding(pages, token, { sweepId, findingId: chosen.findingId }), "a finding");
  assert.match(why.sentence.zh, /^截至 2024-11-30，符合/);
  assert.ok(why.conditions.some((each) => each.nodeId === "collegeDegree" && each.truth === true));
  const sourceOf = (nodeId: string) => why.conditions.find((each) => each.nodeId === nodeId)?.evidence[0]?.source;
  assert.equal(sourceOf("contractThreeYears")?.register, "contracts");
  assert.ok(sourceOf("contractThreeYears")?.batchId);
  // The row that this rested on says something else by now: no row of today is shown as its source.
  assert.equal(sourceOf("collegeDegree"), null);
  assert.equal(why.plan.reduce((sum, each) => sum + BigInt(each.amountFen), 0n).toString(), chosen.planFen);
  const now = expectOk(await showPersonDecisions(pages, token, { personId: chosen.personId, asOf: AS_OF }), "a person");
  assert.equal(now.rows.find((row) => row.policyId === RENT)?.outcome, "notEntitled");
  const notKept = (await allFindings(sweepId, { chosen: false })).slice(0, 5).map((row) => row.findingId);
  const offers = await inSession(database, token, (tx) =>
    findingsToOffer(pages, tx, { sweepId, findingIds: [chosen.findingId, ...notKept] }),
  );
  const plans = expectOk(offers, "offers").map(({ findingId, plan }) => [findingId, plan.length]);
  assert.deepEqual(plans, [[chosen.findingId, why.plan.length]]);
});

test("what was committed since the sweep is stacked beside what it found: a voucher leaves the rent subsidy no place", async () => {
  const sweepId = await lastSweep();
  const token = await tokenOf(330602);
  const [first, second] = (await allFindings(sweepId, { policyId: RENT, chosen: true })).slice(-2);
  assert.ok(first && second);
  const base = { personId: first.personId, version: 2, certificateKey: "", occupation: "", level: "", from: AS_OF };
  const money = { paidFen: 0n as Fen, instalments: [{ due: AS_OF, amountFen: 15_000_000n as Fen }] };
  standings.set(first.personId, "running");
  commitments.push({ ...base, ...money, policy: "yuecheng-housing-voucher", benefit: "housingVoucher" });
  const asked = { sweepId, findingIds: [first.findingId, second.findingId] };
  const offers = expectOk(await inSession(database, token, (tx) => findingsToOffer(pages, tx, asked)), "offers");
  const barred = new Map(offers.map((each) => [each.personId, each.barred]));
  assert.deepEqual([barred.get(first.personId), barred.get(second.personId)], [true, false]);
  const given = { personId: first.personId, asOf: AS_OF };
  const rent = async () =>
    expectOk(await showPersonDecisions(pages, token, given), "a person").rows.find((row) => row.policyId === RENT);
  const lost = await rent();
  assert.deepEqual([lost?.outcome, lost?.chosen], ["entitled", false]);
  // A rent subsidy that runs itself holds its place, and isn't in its own way.
  commitments[0] = { ...base, ...money, policy: RENT, benefit: "rentSubsidy" };
  assert.equal((await rent())?.chosen, true);
  commitments.length = 0;
});

test("findings are taken out as a workbook, and the journal says who took how many and what for", async () => {
  const sweepId = await lastSweep();
  const given = {
    token: await tokenOf(330602),
    key: "out",
    sweepId,
    filter: { policyId: RENT, chosen: true },
    purpose: "核对名单",
  };
  const file = expectOk(await exportFindings(pages, given), "a workbook");
  const bytes = await buffer(file.content as Readable);
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  const noted = await inSession(database, await tokenOf(330602), (tx) =>
    sql<{ after: { rows: number } }>`SELECT after FROM journal.entries WHERE command = 'exportFindings'`.execute(tx),
  );
  assert.equal(noted.rows[0]?.after.rows, (await allFindings(sweepId, given.filter)).length);
});

test("the second sweep is compared with the first", async () => {
  const { sweepId, summary } = expectOk(await sweepOf(330602, "two"), "sweeping");
  assert.ok(summary?.comparedWith);
  const lost = await allFindings(sweepId, { change: "noLongerEntitled" });
  assert.ok(lost.length > 0 && lost.every((row) => row.change === "noLongerEntitled" && row.outcome !== "entitled"));
});

test("the same key starts one sweep; a cancelled one leaves nothing; another can then start", async () => {
  const token = await tokenOf(330602);
  const given = { token, key: "same", officeId: 330602, asOf: AS_OF, startedBy: "t" };
  const first = expectOk(await startSweep(desk, given), "starting");
  assert.deepEqual(expectOk(await startSweep(desk, given), "starting"), first);
  assert.equal(await failureOf(startSweep(desk, { ...given, key: "other" })), "policies.sweepRunning");
  const { sweepId } = first;
  const fromBelow = { token: await tokenOf(330602001), key: "stop-below", sweepId, offices: [330602001] };
  assert.equal(await failureOf(cancelSweep(desk, fromBelow)), "http.notFound");
  const stop = { token, key: "stop", sweepId, offices: [330602, 330602001] };
  expectOk(await cancelSweep(desk, stop), "cancelling");
  assert.equal(existsSync(join(desk.folders.sweeps, String(first.sweepId))), false);
  for (const folder of Object.values(desk.folders).filter((each) => existsSync(each))) {
    for (const name of readdirSync(folder)) assert.doesNotMatch(name, /draft/);
  }
  assert.ok((await sweepOf(330602001, "town")).ok);
  assert.deepEqual(faults, []);
});

test("a clerk cancels the office's sweep over HTTP, once; the office next door finds nothing to cancel", async () => {
  const { rows } =
    await asOwner(`INSERT INTO access.accounts (tenant_id, office_id, login, display_name, roles, password_hash)
    SELECT ${TENANT}, o, 'clerk' || o, '办事员', '{clerk}', '-' FROM unnest(ARRAY[330602, 330604]) o RETURNING account_id`);
  const tokens: string[] = [];
  for (const { account_id: account } of rows) {
    const token = `${TENANT}.clerk-${account}`;
    await asOwner(`SELECT access.open_staff_session(${TENANT}, ${account}, sha256('${token}'), 'c', 60, 1)`);
    tokens.push(token);
  }
  const options = { database, demo: false, secure: false, report: (line: string) => faults.push(line) };
  const app = await buildServer({ ...options, routes: sweepRoutes(desk), webDir: undefined, version: "test" });
  const post = async (who: number, url: string, key: string) => {
    const headers = { cookie: `wutong_session=${tokens[who]}`, "x-wutong-csrf": "c", "idempotency-key": key };
    const reply = await app.inject({ method: "POST", url, headers, payload: { asOf: "2024-11-30" } });
    return { status: reply.statusCode, body: reply.json() };
  };
  const { body: started } = await post(0, "/api/sweeps", "over-http");
  assert.equal(started.state, "running", JSON.stringify(started));
  const cancel = `/api/sweeps/${started.sweepId}/cancel`;
  assert.equal((await post(1, cancel, "k")).status, 404);
  const cancelled = await post(0, cancel, "k");
  assert.deepEqual([cancelled.status, cancelled.body.state], [200, "cancelled"]);
  assert.deepEqual(await post(0, cancel, "k"), cancelled);
  assert.equal((await post(0, cancel, "other")).status, 404);
  await app.close();
  assert.deepEqual(faults, []);
});

test("a version that was used keeps its text", async () => {
  const changed = files.map((file) =>
    file.path === "rent-subsidy.yaml" ? { ...file, text: `${file.text}\n# later\n` } : file,
  );
  assert.equal(await failureOf(publish("changed", changed)), "policies.versionUsed");
  await assert.rejects(asOwner("UPDATE policies.versions SET digest = '\\x00'"), /immutable/);
});

function sweepOf(officeId: number, key: string) {
  return tokenOf(officeId).then((token) =>
    startSweepAndWait(desk, { token, key, officeId, asOf: AS_OF, startedBy: "测试" }),
  );
}

async function publish(key: string, given: typeof files) {
  return publishPolicies(run, {
    token: await tokenOf(330602),
    key,
    files: given,
    officeId: 330602,
    publishedBy: "t",
    now: NOW(),
  });
}

function page(sweepId: number, filter: PageFilter, cursor?: string) {
  return { sweepId, filter, page: { cursor, limit: 40 } };
}

async function findings(officeId: number, sweepId: number, filter: PageFilter) {
  return expectOk(await listFindings(pages, await tokenOf(officeId), page(sweepId, filter)), "findings");
}

async function allFindings(sweepId: number, filter: PageFilter) {
  const token = await tokenOf(330602);
  const rows = [];
  let cursor: string | undefined;
  do {
    const found = expectOk(await listFindings(pages, token, page(sweepId, filter, cursor)), "findings");
    rows.push(...found.rows);
    cursor = found.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

async function versionsUsed() {
  return inSession(database, await tokenOf(330602), async (tx) => {
    const { rows } = await sql<{ office: number; used: boolean }>`
      SELECT DISTINCT office_id AS office, used_at IS NOT NULL AS used FROM policies.versions`.execute(tx);
    return rows;
  });
}

async function lastSweep(): Promise<number> {
  return Math.max(...readdirSync(desk.folders.sweeps).map(Number));
}

function tokenOf(officeId: number) {
  return openJobSession(database, { tenantId: TENANT, officeId, purpose: "test", minutesMax: 10 });
}

async function failureOf(given: Promise<{ ok: boolean; error?: { code: string } }>): Promise<string | undefined> {
  const result = await given;
  return result.ok ? undefined : result.error?.code;
}

async function asOwner(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
