import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import * as contract from "@wutong/contracts";
import { sql } from "kysely";
import pg from "pg";
import { deskClient } from "../../cli/src/remote/desk-client.ts";
import { walkMainJob } from "../../cli/src/tour/main-job.ts";
import { openJobSession, setUpTenant } from "../../server/areas/access/index.ts";
import { DEMO_REGION } from "../../server/setup/demo-region.ts";
import { inSession } from "../../server/storage/index.ts";
import { runningDemo } from "../support/demo-region.ts";
import { BODIES, OWN_BUSINESS, SHARED_BY_THE_TENANT } from "./neighbour-calls.ts";

const PASSWORD = "wutong-demo";
const demo = await runningDemo({ people: 600, seed: 78 });
after(demo.remove);
const { address, wutong } = demo;

await walkMainJob({
  address,
  password: PASSWORD,
  asOf: demo.swept.asOf,
  pick: (count) => 3 % count,
  narrator: { step: () => undefined, tell: () => undefined },
});
// A neighbour who holds every role there is, in the office next door.
const everyRole = ["clerk", "reviewer", "finance", "leader", "auditor"] as const;
const neighbourAccount = { login: "neighbour", password: PASSWORD, name: "邻居", officeId: 330604, roles: everyRole };
await setUpTenant(wutong.ownerUrl, { ...DEMO_REGION, accounts: [neighbourAccount] });
const neighbour = await signIn("neighbour");
const clerk = deskClient(address);
await clerk.signIn("clerk", PASSWORD);
const ids = await idsOfYuecheng();
const peopleNextDoor = await peopleOf(330604);

async function signIn(account: string) {
  const reply = await fetch(`${address}/api/access/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ account, password: PASSWORD }),
  });
  const { csrf } = (await reply.json()) as { csrf: string };
  return { cookie: reply.headers.getSetCookie()[0]?.split(";")[0] ?? "", "x-wutong-csrf": csrf };
}

/** One of everything that Yuecheng has, by the names that paths and bodies use. */
async function idsOfYuecheng(): Promise<Readonly<Record<string, string | number>>> {
  const [paid] = (await clerk.get(contract.listCases, { query: {} })).rows;
  const [sweep] = (await clerk.get(contract.listSweeps, { query: {} })).rows;
  const [offer] = (await clerk.get(contract.listOffers, { query: {} })).rows;
  const [line] = (await clerk.get(contract.listBudgetLines, { query: {} })).rows;
  const [batch] = (await clerk.get(contract.listBatches, { query: {} })).rows;
  const [payment] = (await clerk.get(contract.listPayments, { query: {} })).rows;
  const [batchOfRows] = (await clerk.get(contract.listImports, { query: {} })).rows;
  assert.ok(paid && sweep && offer && line && batch && payment && batchOfRows, "Yuecheng has one of each");
  const findings = await clerk.get(contract.listFindings, { params: { sweepId: sweep.sweepId }, query: {} });
  const compared = await clerk.get(contract.compareDraft, {
    params: { sweepId: sweep.sweepId },
    body: { policyId: "yuecheng-rent-subsidy", draft: { kind: "number", numberId: "payPlan/count", value: "24" } },
    key: randomUUID(),
  });
  assert.equal(compared.kind, "compared");
  return {
    comparisonId: compared.kind === "compared" ? compared.comparisonId : "",
    personId: paid.personId,
    caseId: paid.caseId,
    sweepId: sweep.sweepId,
    findingId: findings.rows[0]?.findingId ?? "",
    offerId: offer.offerId,
    lineId: line.lineId,
    batchId: batch.batchId,
    paymentId: payment.paymentId,
    importId: batchOfRows.importId,
    accountId: 1,
    objectionId: 1,
    reportId: 1,
    ...(await linksOfYuecheng()),
    ...(await surveyOfYuecheng()),
  };
}

/** A survey with its invited employers, and a demand. */
async function surveyOfYuecheng(): Promise<Readonly<Record<string, number>>> {
  const days = { opensOn: "2024-11-01", closesOn: "2030-01-01" };
  const body = { title: "调研", half: "2024-H2", ...days, filter: {} };
  const { waveId } = await clerk.get(contract.startWave, { body, key: randomUUID() });
  const [invited] = (await clerk.get(contract.listInvitations, { params: { waveId }, query: {} })).rows;
  const owner = new pg.Client({ connectionString: wutong.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(
    `INSERT INTO demand.items (tenant_id, office_id, wave_id, credit_code, employer, post, headcount, education, title_level, field, state, recorded_at)
     VALUES ($1, 330602, $2, 'D1', '某单位', '焊工', 1, 'college', '', '', 'accepted', now()) RETURNING item_id`,
    [wutong.tenantId, waveId],
  );
  await owner.end();
  return { waveId, invitationId: invited?.invitationId ?? 0, itemId: rows[0].item_id };
}

/** Two people of Yuecheng's who may be one, and two who have become one. */
async function linksOfYuecheng(): Promise<Readonly<Record<string, number>>> {
  const owner = new pg.Client({ connectionString: wutong.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(
    `SELECT person_id FROM people.persons p WHERE office_id = 330602
       AND NOT EXISTS (SELECT FROM benefits.offers o WHERE o.person_id = p.person_id) ORDER BY person_id LIMIT 4`,
  );
  const [a, b, c, d] = rows.map((row) => row.person_id);
  const plant = async (first: number, second: number): Promise<number> => {
    const values = [wutong.tenantId, Math.min(first, second), Math.max(first, second)];
    const planted = await owner.query(
      `INSERT INTO people.pairs (tenant_id, office_id, first_person, second_person, comparison_id, band, weight, fields, state, state_at)
       VALUES ($1, 330602, $2, $3, 1, 'review', 1, '[]', 'waiting', now()) RETURNING pair_id`,
      values,
    );
    return planted.rows[0].pair_id;
  };
  const [pairId, joined] = [await plant(a, b), await plant(c, d)];
  await owner.query("UPDATE people.identities SET kind = 'passport' WHERE person_id = ANY ($1)", [[c, d]]);
  await owner.end();
  const decided = await clerk.get(contract.decidePair, {
    params: { pairId: joined },
    body: { decision: "same" },
    key: randomUUID(),
  });
  return { pairId, moveId: decided.moveId ?? 0, registerComparisonId: 1 };
}

async function peopleOf(officeId: number): Promise<ReadonlySet<number>> {
  const { database, tenantId } = wutong;
  const token = await openJobSession(database, { tenantId, officeId, purpose: "test", minutesMax: 5 });
  const { rows } = await inSession(database, token, (tx) =>
    sql<{ id: number }>`SELECT person_id AS id FROM people.persons`.execute(tx),
  );
  return new Set(rows.map((row) => row.id));
}

function fill(text: string): string {
  return text.replaceAll(/"?[:$](\w+)"?/g, (whole, name: string) => {
    if (name === "caseIds") return `[${ids["caseId"]}]`;
    const id = ids[name];
    if (id === undefined) return whole;
    return whole.startsWith('"') && typeof id === "number"
      ? String(id)
      : whole.startsWith('"')
        ? `"${id}"`
        : String(id);
  });
}

async function callAsNeighbour(
  endpoint: contract.EndpointShape,
): Promise<{ readonly status: number; readonly text: string }> {
  const name = `${endpoint.method} ${endpoint.path}`;
  const path = endpoint.path.replaceAll(/:(\w+)/g, (whole, key: string) => String(ids[key] ?? whole));
  const headers: Record<string, string> = { ...neighbour, "idempotency-key": randomUUID() };
  const init: RequestInit = { method: endpoint.method, headers };
  if (endpoint.method === "POST") {
    const body = fill(JSON.stringify(BODIES[name] ?? {}));
    if (endpoint.upload) {
      const form = new FormData();
      form.set("request", body);
      form.set("file", new Blob(["支付编号,金额,结果,原因\r\n"]), "a.csv");
      init.body = form;
    } else {
      headers["content-type"] = "application/json";
      init.body = body;
    }
  }
  const reply = await fetch(`${address}${path}`, init);
  return { status: reply.status, text: await reply.text() };
}

const forStaff = contract
  .everyEndpoint()
  .filter((endpoint) => Array.isArray(endpoint.roles) && endpoint.roles.some((role) => role !== "talent"));
const named = (endpoint: contract.EndpointShape) => `${endpoint.method} ${endpoint.path}`;

test("every command is tried: a new one can't be forgotten", () => {
  const commands = forStaff.filter((endpoint) => endpoint.method === "POST").map(named);
  assert.deepEqual(
    commands.filter((name) => !(name in BODIES) && !OWN_BUSINESS.has(name)),
    [],
  );
  assert.ok(forStaff.length > 50, `only ${forStaff.length} endpoints`);
});

for (const endpoint of forStaff.filter((one) => one.method === "GET" && !SHARED_BY_THE_TENANT.has(named(one)))) {
  test(`${named(endpoint)}: the office next door is shown nothing of Yuecheng's`, async () => {
    const { status, text } = await callAsNeighbour(endpoint);
    if (endpoint.path.includes(":")) {
      const nothing = status === 404 || (status === 200 && JSON.parse(text).rows?.length === 0);
      assert.ok(nothing, `${status} ${text.slice(0, 300)}`);
      return;
    }
    assert.equal(status, 200, text.slice(0, 300));
    const shown = [...text.matchAll(/"personId":(\d+)/g)].map((match) => Number(match[1]));
    assert.deepEqual(
      shown.filter((id) => !peopleNextDoor.has(id)),
      [],
    );
    for (const key of ["caseId", "offerId", "lineId", "batchId", "paymentId", "importId", "sweepId", "pairId"]) {
      assert.ok(!text.includes(`"${key}":${ids[key]},`), `${key} ${ids[key]} of Yuecheng is shown`);
    }
  });
}

test("no command of the office next door reaches anything of Yuecheng's", async () => {
  const before = await stateOfYuecheng();
  for (const endpoint of forStaff.filter((one) => one.method === "POST" && !OWN_BUSINESS.has(named(one)))) {
    const { status, text } = await callAsNeighbour(endpoint);
    assert.ok(
      status === 404 || status === 403 || status === 409 || status === 422,
      `${named(endpoint)}: ${status} ${text.slice(0, 300)}`,
    );
  }
  assert.deepEqual(await stateOfYuecheng(), before);
});

async function stateOfYuecheng() {
  const { personId, caseId, offerId } = ids as Record<string, number>;
  return {
    person: await clerk.get(contract.getPerson, { params: { personId: personId ?? 0 } }),
    case: await clerk.get(contract.getCase, { params: { caseId: caseId ?? 0 } }),
    offer: await clerk.get(contract.getOffer, { params: { offerId: offerId ?? 0 } }),
    lines: await clerk.get(contract.listBudgetLines, { query: {} }),
    batches: await clerk.get(contract.listBatches, { query: {} }),
    imports: await clerk.get(contract.listImports, { query: {} }),
    pairs: await clerk.get(contract.listPairs, { query: {} }),
    merged: await clerk.get(contract.listPairs, { query: { state: "same" } }),
  };
}

test("nothing of this was a bug", () => assert.deepEqual(demo.bugs, []));
