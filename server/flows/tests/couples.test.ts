import assert from "node:assert/strict";
import { after, test } from "node:test";
import { testDatabase } from "../../../tests/support/database.ts";
import { personalSecrets } from "../../areas/people/index.ts";
import { approveCase } from "../approve-case/approve-case.ts";
import { confirmOffer } from "../confirm-offer/confirm-offer.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { settleDue } from "../settle-due/settle-due.ts";
import {
  by,
  cardNumber,
  freshKey,
  must,
  NOTICE_OVER,
  offer,
  openLine,
  PUSHED,
  passNotice,
  refused,
  SWEPT,
  VOUCHER,
} from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { openTown, SHANGYU, TENANT, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const { call, get, post } = server;
const staff = await town.staff(YUECHENG);
await openLine(town, staff, VOUCHER, 10_000_000n);

let numbers = 0;
/** Two document numbers that nobody had before. */
function freshNumber(): string {
  numbers += 1;
  return `33060219950101${String(numbers).padStart(4, "0")}`;
}

/** The register of family ties says that one is married to the other, since a day. */
async function tie(personId: number, spouseNumber: string, since: string | null, officeId = YUECHENG): Promise<void> {
  const index = personalSecrets(town.desk.vault, TENANT).documentIndex(spouseNumber);
  await town.owner.query(
    `INSERT INTO people.family_ties (tenant_id, person_id, natural_key, office_id, content_digest, recorded_at, relation, other_index, since)
     VALUES ($1, $2, decode($3, 'hex'), $4, '\\x00', now(), 'spouse', decode($3, 'hex'), $5)`,
    [TENANT, personId, index, officeId, since],
  );
}

/** A couple of Yuecheng, the wife by default of the office next door: whoever handles his case does not see her. */
async function couple(since: string | null = "2022-05-01") {
  const [his, hers] = [freshNumber(), freshNumber()];
  const husband = await town.addPerson({ documentNumber: his, name: "陆文博" });
  const wife = await town.addPerson({ documentNumber: hers, name: "沈佳", officeId: SHANGYU });
  await tie(husband, hers, since);
  return { husband, wife, his, hers };
}

async function confirmed(personId: number, home?: string): Promise<number> {
  const offerId = await offer(town, staff, personId);
  const account = { kind: "new", bank: "某银行绍兴支行", number: cardNumber(personId) };
  const talent = await town.talent(personId);
  const body = { undertakings: ["serviceInShaoxing"], account, ...(home ? { home } : {}) };
  return (await post(talent, `/api/talent/offers/${offerId}/confirm`, body)).body.caseId;
}

const publish = (caseId: number) =>
  call(staff.clerk, { method: "POST", url: "/api/notices", payload: { caseIds: [caseId] } });
const approve = (caseId: number) =>
  call(staff.reviewer, { method: "POST", url: `/api/cases/${caseId}/approve`, payload: { note: "" } });

async function pastNotice(caseId: number): Promise<void> {
  assert.equal((await publish(caseId)).status, 200);
  town.setDay(NOTICE_OVER);
  await post(staff.clerk, `/api/cases/${caseId}/notice/close`);
}

async function agree(spouse: number, caseId: number): Promise<void> {
  await post(await town.talent(spouse), `/api/talent/spouse-requests/${caseId}/confirm`);
}

test("a spouse confirms too, signed in themselves, before anything is published; then both are locked", async () => {
  const { husband, wife } = await couple();
  const offerId = await offer(town, staff, husband);
  const mine = await get(await town.talent(husband), `/api/talent/offers/${offerId}`);
  assert.deepEqual([mine.marriage, mine.asksHome], ["married", true]);
  const account = { kind: "new", bank: "某银行绍兴支行", number: cardNumber(husband) };
  const body = { undertakings: ["serviceInShaoxing"], account };
  const { caseId } = (await post(await town.talent(husband), `/api/talent/offers/${offerId}/confirm`, body)).body;
  assert.equal((await publish(caseId)).body.code, "benefits.spouseNotConfirmed");
  assert.deepEqual((await get(staff.clerk, "/api/tasks")).rows, []);
  const detail = await get(staff.clerk, `/api/cases/${caseId}`);
  assert.deepEqual(
    [detail.spouse, detail.actions[0].problem.code],
    [{ state: "waiting", confirmedAt: null }, "benefits.spouseNotConfirmed"],
  );
  const tell = () => settleDue(town.desk, { token: job, key: freshKey() });
  const job = await town.job(TENANT);
  for (let times = 0; times < 2; times += 1) must(await tell());
  const messages = await town.owner.query("SELECT person_id FROM messages.outbox WHERE kind = 'spouse'");
  assert.deepEqual(messages.rows, [{ person_id: wife }]);
  // Neither the applicant, nor a stranger, nor the office confirms in her place.
  const url = `/api/talent/spouse-requests/${caseId}/confirm`;
  for (const token of [await town.talent(husband), await town.talent(await town.addPerson())]) {
    assert.deepEqual((await get(token, "/api/talent/spouse-requests")).rows, []);
    assert.equal((await call(token, { method: "POST", url })).status, 404);
  }
  assert.equal((await call(staff.clerk, { method: "POST", url })).status, 403);
  const her = await town.talent(wife);
  const [request] = (await get(her, "/api/talent/spouse-requests")).rows;
  assert.deepEqual(
    [request.caseId, request.applicant, request.amountFen, request.confirmedAt],
    [caseId, "陆*博", "15000000", null],
  );
  // She sees the request and nothing else of his.
  assert.equal((await call(her, { method: "GET", url: `/api/talent/cases/${caseId}` })).status, 404);
  await agree(wife, caseId);
  assert.equal((await call(her, { method: "POST", url })).status, 404);
  assert.equal((await get(await town.talent(husband), `/api/talent/cases/${caseId}`)).spouse.state, "confirmed");
  await pastNotice(caseId);
  assert.equal((await approve(caseId)).body.state, "approved");
  const { rows } = await town.owner.query(
    "SELECT command, subject_id FROM journal.entries WHERE command = 'confirmAsSpouse'",
  );
  assert.deepEqual(rows, [{ command: "confirmAsSpouse", subject_id: String(caseId) }]);
});

test("what one half of a couple was granted, the other can't have, under whatever person id or tenant", async () => {
  const { husband, wife, hers } = await couple();
  const caseId = await confirmed(husband);
  await agree(wife, caseId);
  await pastNotice(caseId);
  assert.equal((await approve(caseId)).body.state, "approved");
  // She again, under another person id in another tenant, and unmarried as far as that tenant knows.
  const there = await town.staff(330702, 330700);
  const twin = await town.addPerson({ tenantId: 330700, officeId: 330702, documentNumber: hers });
  const { rows } = await town.owner.query(
    "SELECT count(*)::int AS locks FROM benefits.once_locks WHERE released_at IS NULL AND person_id = $1",
    [husband],
  );
  assert.equal(rows[0].locks, 2);
  town.setDay(PUSHED);
  const { desk } = town;
  const finding = await town.finding(twin, VOUCHER, SWEPT, 330700);
  const [offerId = 0] = must(await pushOffers(desk, by(there.clerk), { sweepId: 1, findings: [finding] })).offerIds;
  const account = { kind: "new", bank: "某银行", number: cardNumber(twin) } as const;
  const asked = { offerId, undertakings: ["serviceInShaoxing"], account };
  const second = must(await confirmOffer(desk, by(await town.talent(twin, 330700)), asked)).caseId;
  await passNotice(town, there, second);
  assert.equal(
    refused(await approveCase(desk, by(there.reviewer), { caseId: second, note: "" })),
    "benefits.alreadyTaken",
  );
});

test("one home is granted for once, however its number is typed and whoever asks", async () => {
  const [first, second, third] = [await town.addPerson(), await town.addPerson(), await town.addPerson()];
  const cases = [
    await confirmed(first, "越房 2024-0117"),
    await confirmed(second, "越房2024-0117"),
    await confirmed(third, "越房2024-0118"),
  ];
  const { rows } = await town.owner.query(
    "SELECT a::text AS text FROM benefits.applications a WHERE home_index IS NOT NULL",
  );
  assert.ok(rows.length === 3 && rows.every(({ text }) => !String(text).includes("0117")));
  const outcomes = [];
  for (const caseId of cases) {
    await pastNotice(caseId);
    const { body } = await approve(caseId);
    outcomes.push(body.state ?? body.code);
    town.setDay(PUSHED);
  }
  assert.deepEqual(outcomes, ["approved", "benefits.alreadyTaken", "approved"]);
});

test("an unknown marriage is unknown: only a register that covers the person tells that there is no spouse", async () => {
  const single = await confirmed(await town.addPerson());
  assert.deepEqual((await get(staff.clerk, `/api/cases/${single}`)).spouse, { state: "single", confirmedAt: null });
  await town.owner.query("UPDATE registers.batches SET complete = false WHERE tenant_id = $1 AND register = 'family'", [
    TENANT,
  ]);
  assert.equal((await publish(single)).body.code, "benefits.marriageUnknown");
  assert.equal((await get(staff.clerk, `/api/cases/${single}`)).spouse.state, "unknown");
  await town.owner.query("UPDATE registers.batches SET complete = true WHERE tenant_id = $1 AND register = 'family'", [
    TENANT,
  ]);
  // Two ties of which nobody knows the later are no answer either.
  const { husband, wife } = await couple(null);
  await tie(husband, freshNumber(), "2023-01-01");
  const torn = await confirmed(husband);
  assert.equal((await publish(torn)).body.code, "benefits.marriageUnknown");
  assert.deepEqual((await get(await town.talent(wife), "/api/talent/spouse-requests")).rows, []);
});

test("who marries after confirming is asked for the spouse at approval", async () => {
  const [personId, spouseNumber] = [await town.addPerson(), freshNumber()];
  const spouse = await town.addPerson({ documentNumber: spouseNumber });
  const caseId = await confirmed(personId);
  await pastNotice(caseId);
  await tie(personId, spouseNumber, "2024-12-04");
  assert.equal((await approve(caseId)).body.code, "benefits.spouseNotConfirmed");
  await agree(spouse, caseId);
  assert.equal((await approve(caseId)).body.state, "approved");
});

test("no bug was reported, and no document number stands in plain in what couples left", async () => {
  assert.deepEqual(server.bugs, []);
  const { rows } = await town.owner.query(
    "SELECT s::text AS text FROM benefits.spouse_confirmations s UNION ALL SELECT e::text FROM journal.entries e WHERE command IN ('confirmAsSpouse', 'confirmOffer')",
  );
  assert.ok(
    rows.length > 4 && rows.every(({ text }) => !/3306021995/.test(String(text)) && !String(text).includes("越房")),
  );
});
