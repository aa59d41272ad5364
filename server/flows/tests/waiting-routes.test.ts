import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import { testDatabase } from "../../../tests/support/database.ts";
import { approved, cardNumber, confirm, NOTICE_OVER, offer, openLine, PUSHED, VOUCHER } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { openTown, type Post, SHANGYU, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const { call, get, post } = server;
const staff = await town.staff(YUECHENG);
const lineId = await openLine(town, staff, VOUCHER, 1_000_000n);

/** What waits for a post: kinds with their counts. */
async function tasksOf(who: Post): Promise<Readonly<Record<string, number>>> {
  const { rows } = await get(staff[who], "/api/tasks");
  return Object.fromEntries(rows.map((row: { kind: string; count: number }) => [row.kind, row.count]));
}

async function payOut(result: string): Promise<void> {
  const made = await post(staff.finance, "/api/funds/batches", { lineId, dueBy: "2024-12-31" });
  const { batchId, number } = made.body.batch;
  assert.deepEqual(await tasksOf("finance"), { takeBankFiles: 1 });
  const file = await post(staff.finance, `/api/funds/batches/${batchId}/bank-file`);
  assert.deepEqual(await tasksOf("finance"), { readReceipts: 1 });
  lastFile = String(file.body);
  const read = await server.sendReceipt(staff.finance, batchId, [`${number}-00001,150000.00,${result},账号有误`]);
  assert.equal(read.status, 200, JSON.stringify(read.body));
}
let lastFile = "";

test("a returned payment goes to the corrected account, over HTTP, once a second person has looked", async () => {
  const personId = await town.addPerson({ name: "周小雨" });
  const caseId = await approved(town, staff, personId);
  assert.deepEqual(await tasksOf("finance"), { makeBatches: 1 });
  await payOut("退回");
  // The bank says what it said; to pay the same account again is finance's to decide.
  assert.deepEqual([await tasksOf("finance"), await tasksOf("reviewer")], [{ payAgain: 1 }, {}]);
  const talent = await town.talent(personId);
  assert.equal((await get(talent, `/api/talent/cases/${caseId}`)).mayCorrectAccount, true);
  const other = await town.talent(await town.addPerson());
  const account = { bank: "另一银行", number: cardNumber(910_000) };
  const url = `/api/talent/cases/${caseId}/account`;
  assert.equal((await call(other, { method: "POST", url, payload: account })).status, 404);
  assert.equal((await call(staff.clerk, { method: "POST", url, payload: account })).status, 403);
  const mistyped = { ...account, number: `${account.number.slice(0, -1)}${(Number(account.number.at(-1)) + 1) % 10}` };
  assert.equal((await call(talent, { method: "POST", url, payload: mistyped })).body.code, "benefits.accountInvalid");
  const corrected = await post(talent, url, account);
  assert.deepEqual(corrected.body, { accountMasked: `**** ${account.number.slice(-4)}`, inReview: true });
  assert.deepEqual([await tasksOf("finance"), await tasksOf("reviewer")], [{}, { reviewAccounts: 1 }]);
  const [payment] = (await get(staff.finance, "/api/funds/payments?state=returned")).rows;
  const again = { method: "POST", url: `/api/funds/payments/${payment.paymentId}/again` } as const;
  const payload = { reason: "账号已更正" };
  assert.equal((await call(staff.finance, { ...again, payload })).body.code, "benefits.accountInReview");
  await post(staff.reviewer, `/api/cases/${caseId}/hold/resolve`, { resolution: "proceed", reason: "已电话核实" });
  assert.deepEqual([await tasksOf("finance"), await tasksOf("reviewer")], [{ payAgain: 1 }, {}]);
  await post(staff.finance, again.url, payload);
  await payOut("成功");
  assert.ok(lastFile.includes(`周小雨,${account.number},另一银行,150000.00`), lastFile);
  const mine = await get(talent, `/api/talent/cases/${caseId}`);
  assert.deepEqual([mine.state, mine.mayCorrectAccount], ["paid", false]);
  assert.equal((await call(talent, { method: "POST", url, payload: account })).body.code, "cases.wrongState");
});

test("each role is told what waits for it, four eyes counted in, and next door nothing", async () => {
  const personId = await town.addPerson();
  const offerId = await offer(town, staff, personId);
  await post(await town.talent(personId), `/api/talent/offers/${offerId}/fact-reports`, {
    nodeId: "noHomeInWorkDistrict",
    says: "房子已经卖掉",
  });
  const [report] = (await get(staff.clerk, "/api/fact-reports")).rows;
  assert.deepEqual([await tasksOf("clerk"), await tasksOf("reviewer")], [{ settleFactReports: 1 }, {}]);
  await post(staff.clerk, `/api/fact-reports/${report.reportId}/settle`, { result: "dismissed", answer: "登记无误" });
  const caseId = await confirm(town, personId, offerId, cardNumber(910_000));
  // Somebody else has named this account: it is to be looked at before the notice.
  assert.deepEqual([await tasksOf("clerk"), await tasksOf("reviewer")], [{}, { reviewAccounts: 1 }]);
  await post(staff.reviewer2, `/api/cases/${caseId}/hold/resolve`, { resolution: "proceed", reason: "夫妻共用" });
  assert.deepEqual(await tasksOf("clerk"), { publishNotices: 1 });
  await post(staff.clerk, "/api/notices", { caseIds: [caseId] });
  assert.deepEqual(await tasksOf("clerk"), {});
  const objection = { from: "李四", says: "他有房" };
  const { objectionId } = (await post(staff.reviewer, `/api/cases/${caseId}/objections`, objection)).body;
  // Who took it down does not answer it.
  assert.deepEqual([await tasksOf("reviewer"), await tasksOf("reviewer2")], [{}, { decideObjections: 1 }]);
  town.setDay(NOTICE_OVER);
  assert.deepEqual(await tasksOf("clerk"), {});
  const answer = { upheld: false, answer: "已核实无房" };
  await post(staff.reviewer2, `/api/cases/${caseId}/objections/${objectionId}/decide`, answer);
  const { rows, today } = await get(staff.clerk2, "/api/tasks");
  assert.deepEqual(
    [today, rows],
    [
      "2024-12-10",
      [
        {
          kind: "closeNotices",
          role: "clerk",
          count: 1,
          dueOn: "2024-12-09",
          overdue: 1,
          page: "/cases?state=onNotice",
        },
      ],
    ],
  );
  await post(staff.clerk, `/api/cases/${caseId}/notice/close`);
  assert.deepEqual([await tasksOf("reviewer"), await tasksOf("reviewer2")], [{}, { approveCases: 1 }]);
  const nextDoor = await town.staff(SHANGYU);
  for (const token of Object.values(nextDoor)) assert.deepEqual((await get(token, "/api/tasks")).rows, []);
  assert.deepEqual((await get(staff.auditor, "/api/tasks")).rows, []);
});

test("anyone reads a running notice: masked, by pages, and only while it runs", async () => {
  town.setDay(PUSHED);
  const personId = await town.addPerson({ name: "欧阳明月", documentNumber: "330602199001010021" });
  const caseId = await confirm(town, personId, await offer(town, staff, personId));
  const empty = await get(null, "/api/public/notices");
  assert.deepEqual([empty.rows, empty.pages, empty.total], [[], 1, 0]);
  await post(staff.clerk, "/api/notices", { caseIds: [caseId] });
  const shown = await get(null, "/api/public/notices");
  const [row] = shown.rows;
  assert.deepEqual(
    [row.name, row.employer, row.amountFen, row.opensOn, row.closesOn, row.office, shown.total],
    ["欧**月", "某机械公司", "15000000", "2024-12-02", "2024-12-09", "区", 1],
  );
  assert.deepEqual(Object.keys(row), [
    "noticeId",
    "name",
    "employer",
    "benefit",
    "amountFen",
    "office",
    "opensOn",
    "closesOn",
  ]);
  assert.ok(shown.howToObject.zh.length > 10);
  assert.ok(!/阳明|1990|\*21|personId|caseId/.test(JSON.stringify(shown)));
  assert.deepEqual((await get(null, "/api/public/notices?page=2")).rows, []);
  assert.equal((await call(null, { method: "GET", url: "/api/public/notices?page=99" })).status, 400);
  town.setDay(day("2024-12-10"));
  assert.deepEqual((await get(null, "/api/public/notices")).rows, []);
});

test("no bug was reported on the way", () => assert.deepEqual(server.bugs, []));
