import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day, formatDay } from "@wutong/kernel";
import { testDatabase } from "../../../tests/support/database.ts";
import { approved, cardNumber, NOTICE_OVER, offer, openLine, PUSHED, RENT, VOUCHER } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { openTown, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
const server = await serveTown(town);
const { bugs, call, get, post, sendReceipt } = server;
after(async () => {
  await server.close();
  await town.close();
});
const staff = await town.staff(YUECHENG);
const lineId = await openLine(town, staff, VOUCHER, 1_000_000n);

const PHONE = "13900001111";
const NUMBER = "330602199603070018";
const personId = await town.addPerson({ name: "周小雨", phone: PHONE, documentNumber: NUMBER });
const offerId = await offer(town, staff, personId);

async function codeSent(): Promise<string> {
  const { rows } = await get(null, `/api/demo/messages?phone=${PHONE}`);
  return (
    /验证码 (\d{6})/.exec(rows.find((row: { text: string }) => row.text.includes("验证码"))?.text ?? "")?.[1] ?? ""
  );
}

function login(code: string, documentTail: string) {
  return call(null, { method: "POST", url: "/api/access/talent-login", payload: { phone: PHONE, code, documentTail } });
}

test("a code is answered alike for known and unknown phones, and asked for again too soon is refused", async () => {
  const ask = (phone: string) => call(null, { method: "POST", url: "/api/access/talent-code", payload: { phone } });
  const [known, unknown] = [await ask(PHONE), await ask("13700000000")];
  assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
  const again = await ask(PHONE);
  assert.deepEqual([again.status, again.body.code, again.body.params.seconds], [429, "access.codeTooSoon", 60]);
});

test("a code holds five tries; the right code with wrong digits of the document is a wrong try", async () => {
  const code = await codeSent();
  for (const left of [4, 3, 2, 1, 0]) {
    const wrong = await login(code, "0000");
    assert.deepEqual([wrong.status, wrong.body.code, wrong.body.params.attemptsLeft], [401, "access.codeWrong", left]);
  }
  assert.equal((await login(code, "0018")).status, 401);
});

test("a code is dead after five minutes, and after it was used", async () => {
  town.setDay(day("2024-12-03"));
  await post(null, "/api/access/talent-code", { phone: PHONE });
  const code = await codeSent();
  town.setDay(day("2024-12-04"));
  assert.equal((await login(code, "0018")).status, 401);
  await post(null, "/api/access/talent-code", { phone: PHONE });
  const fresh = await codeSent();
  assert.equal((await login(fresh, "0018")).status, 200);
  assert.equal((await login(fresh, "0018")).status, 401);
});

test("from the phone page to a read receipt, through HTTP alone, each reply as the contract says", async () => {
  town.setDay(day("2024-12-05"));
  await post(null, "/api/access/talent-code", { phone: PHONE });
  const signedIn = await login(await codeSent(), "0018");
  const talent = signedIn.cookies.find((cookie) => cookie.name === "wutong_session")?.value ?? "";
  const { csrf } = signedIn.body;
  assert.deepEqual([signedIn.body.name, signedIn.body.kind], ["周小雨", "talent"]);
  const mine = await get(talent, "/api/talent/offers");
  assert.deepEqual([mine.rows.length, mine.rows[0].state, mine.phoneMasked], [1, "open", "139****1111"]);
  const detail = await get(talent, `/api/talent/offers/${offerId}`);
  assert.deepEqual([detail.accountHolder, detail.undertakings[0].undertakingId], ["周小雨", "serviceInShaoxing"]);
  assert.ok(detail.why.conditions.length > 3 && detail.why.sentence.zh.length > 10);
  const account = { kind: "new", bank: "某银行绍兴支行", number: cardNumber(4) };
  const confirmation = { undertakings: ["serviceInShaoxing"], account };
  const confirmed = await post(talent, `/api/talent/offers/${offerId}/confirm`, confirmation, csrf);
  const { caseId } = confirmed.body;
  assert.deepEqual([confirmed.body.state, confirmed.body.held], ["confirmed", false]);
  await post(staff.clerk, "/api/notices", { caseIds: [caseId] });
  assert.equal((await get(talent, `/api/talent/cases/${caseId}`)).noticeClosesOn, "2024-12-12");
  town.setDay(day("2024-12-13"));
  await post(staff.clerk, `/api/cases/${caseId}/notice/close`);
  const opened = await get(staff.reviewer, `/api/cases/${caseId}`);
  assert.deepEqual(opened.actions, [
    { action: "approve", problem: null },
    { action: "reject", problem: null },
  ]);
  const asClerk = await get(staff.clerk, `/api/cases/${caseId}`);
  assert.equal(asClerk.actions[0].problem.code, "access.roleMissing");
  const approval = await post(staff.reviewer, `/api/cases/${caseId}/approve`, { note: "" });
  assert.deepEqual(approval.body, { state: "approved", hold: null });
  await payOut(caseId);
  const progress = await get(talent, `/api/talent/cases/${caseId}`);
  assert.deepEqual([progress.state, progress.paidFen, progress.plan[0].paidOn], ["paid", "15000000", "2024-12-13"]);
});

async function payOut(caseId: number): Promise<void> {
  const made = await post(staff.finance, "/api/funds/batches", { lineId, dueBy: "2024-12-31" });
  const { batchId, number } = made.body.batch;
  const file = await post(staff.finance, `/api/funds/batches/${batchId}/bank-file`);
  assert.ok(String(file.body).includes(`${number}-00001,周小雨,${cardNumber(4)},某银行绍兴支行,150000.00`));
  const read = await sendReceipt(staff.finance, batchId, [`${number}-00001,150000.00,成功,`]);
  assert.deepEqual(
    [read.status, read.body.paid, read.body.missing, read.body.batch?.state],
    [200, 1, 0, "settled"],
    JSON.stringify(read.body),
  );
  assert.equal((await get(staff.auditor, `/api/funds/payments?batchId=${batchId}`)).rows[0].caseId, caseId);
}

test("where everything due is held, the reply tells how many; what is held then is no longer due", async () => {
  const rentLine = await openLine(town, staff, RENT, 1_000_000n);
  const cases = [];
  for (let count = 0; count < 2; count += 1) {
    const leaver = await town.addPerson();
    cases.push(await approved(town, staff, leaver, RENT));
    await town.owner.query(
      "UPDATE people.insurance_spells SET open = false, to_day = '2024-11-30' WHERE person_id = $1",
      [leaver],
    );
  }
  town.setDay(day("2024-12-20"));
  const payload = { lineId: rentLine, dueBy: "2024-12-31" };
  const make = () => call(staff.finance, { method: "POST", url: "/api/funds/batches", payload });
  const held = await make();
  assert.deepEqual([held.status, held.body.code, held.body.params], [409, "funds.allHeld", { held: 2 }]);
  for (const caseId of cases) {
    assert.equal((await get(staff.clerk, `/api/cases/${caseId}`)).hold?.kind, "decisionChanged");
  }
  assert.equal((await make()).body.code, "funds.nothingDue");
});

test("every list of offers, cases and funds answers as the contract says", async () => {
  for (const url of [
    "/api/offers",
    "/api/offers?text=周&state=confirmed",
    "/api/offers/summary",
    `/api/offers/${offerId}`,
    "/api/fact-reports",
    "/api/cases?state=paid",
    "/api/cases?held=no&text=周小雨",
    "/api/cases/summary",
    "/api/funds/lines?year=2024",
    `/api/funds/lines/${lineId}/postings`,
    "/api/funds/payments",
    "/api/funds/payments?state=due",
    "/api/funds/batches",
  ]) {
    assert.ok(await get(staff.auditor, encodeURI(url)), url);
  }
  const { rows } = await get(staff.auditor, encodeURI("/api/offers?text=周&state=confirmed"));
  assert.deepEqual(
    [rows.length, rows[0].name, rows[0].message, rows[0].pushedOn],
    [1, "周小雨", "queued", formatDay(PUSHED)],
  );
});

test("an auditor changes nothing, and a talent reads nothing of the office", async () => {
  const talent = await town.talent(personId);
  for (const [url, payload] of [
    ["/api/notices", { caseIds: [1] }],
    ["/api/cases/1/approve", { note: "" }],
    ["/api/funds/batches", { lineId, dueBy: formatDay(NOTICE_OVER) }],
    [`/api/funds/lines/${lineId}/budget`, { changeFen: "1", reason: "more" }],
    [`/api/offers/${offerId}/withdraw`, { reason: "not" }],
  ] as const) {
    const refusal = await call(staff.auditor, { method: "POST", url, payload });
    assert.deepEqual([refusal.status, refusal.body.code], [403, "access.roleMissing"], url);
    assert.equal((await call(talent, { method: "POST", url, payload })).status, 403, url);
  }
  for (const url of ["/api/offers", "/api/cases", "/api/funds/payments"]) {
    assert.equal((await call(talent, { method: "GET", url })).status, 403);
  }
});

test("no bug was reported on the way", () => {
  assert.deepEqual(bugs, []);
});
