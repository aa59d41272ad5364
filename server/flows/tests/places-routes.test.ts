import assert from "node:assert/strict";
import { after, test } from "node:test";
import { addDays, type Day } from "@wutong/kernel";
import { listOutbox } from "../../messages/index.ts";
import { inSession } from "../../storage/index.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { firstCome, openLimitedTown } from "./limited-town.ts";
import { approved, by, cardNumber, must, NOTICE_OVER, openLine, PUSHED, RENT, SWEPT, VOUCHER } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { SHANGYU, TENANT } from "./money-town.ts";

const town = await openLimitedTown();
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const { get, post, call } = server;
const { clerks } = town;

type Row = { readonly caseId: number; readonly waiting: { readonly for: string; readonly place: number } | null };

async function confirmOverHttp(policyId: string): Promise<{ caseId: number; waiting: Row["waiting"]; token: string }> {
  const personId = await town.addPerson();
  const offerId = await town.offerTo(personId, policyId);
  const token = await town.talent(personId);
  const account = { kind: "new", bank: "某银行绍兴支行", number: cardNumber(personId) };
  const { body } = await post(token, `/api/talent/offers/${offerId}/confirm`, { undertakings: [], account });
  return { ...body, token };
}

test("a person reads their place in the queue at once, in the list, and in the case; and no more of the others", async () => {
  town.limit("queue", firstCome(1));
  const first = await confirmOverHttp("queue");
  const second = await confirmOverHttp("queue");
  assert.deepEqual([first.waiting, second.waiting], [null, { for: "place", place: 1 }]);
  const { rows } = await get(second.token, "/api/talent/offers");
  assert.deepEqual(rows[0].waiting, { for: "place", place: 1 });
  assert.deepEqual((await get(second.token, `/api/talent/cases/${second.caseId}`)).waiting, { for: "place", place: 1 });
  assert.equal((await call(second.token, { method: "GET", url: `/api/talent/cases/${first.caseId}` })).status, 404);
});

test("the clerk reads the queue of a policy from its front, page by page, and the counts; no task asks to publish them", async () => {
  town.limit("other-queue", firstCome(1));
  await town.ask("other-queue");
  for (let index = 0; index < 3; index += 1) await town.ask("other-queue");
  const places = (rows: readonly Row[]) => rows.map(({ waiting }) => waiting?.place);
  const all = await get(clerks.clerk, "/api/cases?waiting=yes&policyId=other-queue");
  assert.deepEqual(places(all.rows), [1, 2, 3]);
  const page = await get(clerks.clerk, "/api/cases?waiting=yes&policyId=other-queue&limit=2");
  const next = await get(clerks.clerk, `/api/cases?waiting=yes&policyId=other-queue&limit=2&cursor=${page.next}`);
  assert.deepEqual([places(page.rows), places(next.rows)], [[1, 2], [3]]);
  const toPublish = await get(clerks.clerk, "/api/cases?state=confirmed&policyId=other-queue");
  assert.equal(toPublish.rows.length, 1);
  const counts = await get(clerks.clerk, "/api/cases/summary");
  assert.equal(counts.waiting, 4);
  assert.equal(counts.states.find((each: { state: string }) => each.state === "confirmed").cases, 2);
  const tasks = (await get(clerks.clerk, "/api/tasks")).rows;
  assert.equal(tasks.find((each: { kind: string }) => each.kind === "publishNotices").count, 2);
});

test("a case in the queue says why it can't be published, since when it waits, and when it moved up", async () => {
  town.limit("detail", firstCome(1));
  const [held, waits] = [await town.ask("detail"), await town.ask("detail")];
  const before = await get(clerks.clerk, `/api/cases/${waits.caseId}`);
  const publish = before.actions.find((each: { action: string }) => each.action === "publishNotice");
  assert.deepEqual(publish.problem, { code: "benefits.waitsForPlace", params: { caseId: waits.caseId, place: 1 } });
  assert.deepEqual(
    before.timeline.map((each: { step: string }) => each.step),
    ["open", "wait"],
  );
  await post(clerks.reviewer, `/api/cases/${held.caseId}/reject`, { reason: "本人放弃" });
  const after = await get(clerks.clerk, `/api/cases/${waits.caseId}`);
  assert.equal(after.waiting, null);
  assert.ok(after.timeline.some((each: { step: string }) => each.step === "moveUp"));
});

test("an office sees the queue of its own people only, each in their true place", async () => {
  town.limit("both-offices", firstCome(1));
  await town.ask("both-offices");
  await town.ask("both-offices");
  const neighbours = await town.staff(SHANGYU);
  const { rows } = await get(neighbours.clerk, "/api/cases?waiting=yes");
  assert.deepEqual(rows, []);
  assert.equal((await get(neighbours.clerk, "/api/cases/summary")).waiting, 0);
});

/** Somebody to whom money has come before, so that a case opens without a word from them. */
async function paidBefore(rentLine: number): Promise<number> {
  const personId = await town.addPerson();
  await approved(town, clerks, personId, RENT);
  town.setDay(addDays(NOTICE_OVER, 25) as Day);
  const made = await post(clerks.finance, "/api/funds/batches", { lineId: rentLine, dueBy: "2025-01-04" });
  const { batchId, number } = made.body.batch;
  await post(clerks.finance, `/api/funds/batches/${batchId}/bank-file`);
  await server.sendReceipt(clerks.finance, batchId, [`${number}-00001,500.00,成功,`]);
  return personId;
}

test("what needs no application is not published where no place is left, and the person is told that they wait", async () => {
  const rentLine = await openLine(town, clerks, RENT, 1_000_000n);
  await openLine(town, clerks, RENT, 1_000_000n, 2025);
  const people = [await paidBefore(rentLine), await paidBefore(rentLine)];
  town.limit("automatic", firstCome(1), "noApplication");
  const findings = [];
  for (const personId of people)
    findings.push({ ...(await town.finding(personId, VOUCHER, SWEPT)), policyId: "automatic" });
  const pushed = must(await pushOffers(town.desk, by(clerks.clerk), { sweepId: 2, findings }));
  assert.deepEqual([pushed.pushed, pushed.opened.length], [2, 1]);
  const { rows } = await get(clerks.clerk, "/api/cases?policyId=automatic");
  assert.deepEqual(
    rows.map((row: Row & { state: string }) => [row.state, row.waiting?.place ?? null]),
    [
      ["confirmed", 1],
      ["onNotice", null],
    ],
  );
  const token = await town.job(TENANT);
  const messages = await inSession(town.database, token, (tx) => listOutbox(tx, town.desk.vault, 2));
  assert.deepEqual(
    messages.map(({ text }) => text.includes("已列入候补名单")),
    [true, false],
  );
  town.setDay(PUSHED);
});

test("no bug was reported on the way", () => assert.deepEqual(server.bugs, []));
