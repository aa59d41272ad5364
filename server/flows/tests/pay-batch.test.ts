import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import { testDatabase } from "../../../tests/support/database.ts";
import { findCase } from "../../areas/cases/index.ts";
import { checkLedger, listPaymentsOfCase } from "../../areas/funds/index.ts";
import { inSession } from "../../storage/index.ts";
import { makeBatch } from "../pay-batch/make-batch.ts";
import { payAgain } from "../pay-batch/pay-again.ts";
import { readReceipt } from "../pay-batch/read-receipt.ts";
import { takeBankFile } from "../pay-batch/take-bank-file.ts";
import { correctAccount } from "../payee-account/correct-account.ts";
import { resolveHold } from "../resolve-hold/resolve-hold.ts";
import {
  approved,
  by,
  cardNumber,
  freshKey,
  must,
  NOTICE_OVER,
  openLine,
  RENT,
  refused,
  SWEPT,
  VOUCHER,
} from "./money-path.ts";
import { bankRows, openTown, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
after(() => town.close());
const staff = await town.staff(YUECHENG);
const lineId = await openLine(town, staff, VOUCHER, 100_000_000n);
await openLine(town, staff, RENT, 1_000_000n);

async function approvedPeople(count: number): Promise<readonly number[]> {
  const cases: number[] = [];
  for (let index = 0; index < count; index += 1) cases.push(await approved(town, staff, await town.addPerson()));
  return cases;
}

async function sentBatch(): Promise<{ readonly batchId: number; readonly rows: readonly (readonly string[])[] }> {
  const { batch } = must(await makeBatch(town.desk, by(staff.finance), { lineId, dueBy: NOTICE_OVER }));
  const batchId = batch?.batchId ?? 0;
  const file = must(await takeBankFile(town.desk, by(staff.finance), batchId));
  return { batchId, rows: await bankRows(file.content) };
}

function receiptOf(rows: readonly (readonly string[])[], result = "成功"): string[][] {
  return rows.map((row) => [row[0] ?? "", row[4] ?? "", result, result === "成功" ? "" : "账号错误"]);
}

async function states(caseId: number): Promise<readonly string[]> {
  return (await inSession(town.database, staff.auditor, (tx) => listPaymentsOfCase(tx, caseId))).map(
    (each) => each.state,
  );
}

test("a double click on pay makes one batch: with one key the same reply, with two keys nothing is left to pay", async () => {
  await approvedPeople(2);
  const key = freshKey();
  const pay = (ofKey: string) => makeBatch(town.desk, by(staff.finance, ofKey), { lineId, dueBy: NOTICE_OVER });
  const [one, two] = await Promise.all([pay(key), pay(key)]);
  assert.deepEqual(must(one), must(two));
  assert.equal(must(one).batch?.payments, 2);
  await approvedPeople(1);
  const both = await Promise.all([pay(freshKey()), pay(freshKey())]);
  assert.deepEqual(both.map((each) => (each.ok ? each.value.batch?.payments : each.error.code)).toSorted(), [
    1,
    "funds.nothingDue",
  ]);
});

test("a key used again for something else is refused", async () => {
  await approvedPeople(1);
  const key = freshKey();
  must(await makeBatch(town.desk, by(staff.finance, key), { lineId, dueBy: NOTICE_OVER }));
  assert.equal(refused(await makeBatch(town.desk, by(staff.finance, key), { lineId, dueBy: SWEPT })), "http.keyReused");
});

test("a receipt with an unknown payment or another amount is refused whole, with its rows, and nothing is half done", async () => {
  const [first = 0, second = 0] = await approvedPeople(2);
  const { batchId, rows } = await sentBatch();
  const cells = [...receiptOf(rows), ["B999999-00001", "1.00", "成功", ""], ["B999999-00002", "1.00", "成功", ""]];
  const unknown = await readReceipt(town.desk, by(staff.finance), { batchId, cells });
  assert.equal(unknown.ok ? "" : unknown.error.code, "funds.receiptUnknownPayment");
  assert.equal(unknown.ok ? "" : unknown.error.params["row"], "3, 4");
  const wrong = receiptOf(rows).map((row, index) => (index === 1 ? [row[0] ?? "", "1.00", "成功", ""] : row));
  const differs = await readReceipt(town.desk, by(staff.finance), { batchId, cells: wrong });
  assert.deepEqual(differs.ok ? {} : [differs.error.code, differs.error.params["row"]], [
    "funds.receiptAmountDiffers",
    "2",
  ]);
  const threeDecimals = receiptOf(rows).map((row) => [row[0] ?? "", "150000.001", "成功", ""]);
  assert.equal(
    refused(await readReceipt(town.desk, by(staff.finance), { batchId, cells: threeDecimals })),
    "funds.receiptUnreadable",
  );
  assert.deepEqual([await states(first), await states(second)], [["inBatch"], ["inBatch"]]);
  must(await readReceipt(town.desk, by(staff.finance), { batchId, cells: receiptOf(rows) }));
  assert.deepEqual([await states(first), await states(second)], [["paid"], ["paid"]]);
});

test("the same receipt twice changes nothing, and a contradicting one is refused", async () => {
  const [caseId = 0] = await approvedPeople(1);
  const { batchId, rows } = await sentBatch();
  const read = (result: string) =>
    readReceipt(town.desk, by(staff.finance), { batchId, cells: receiptOf(rows, result) });
  const once = must(await read("成功"));
  const { rows: before } = await town.owner.query("SELECT count(*)::int AS postings FROM funds.postings");
  assert.deepEqual(must(await read("成功")), once);
  const { rows: after } = await town.owner.query("SELECT count(*)::int AS postings FROM funds.postings");
  assert.deepEqual(after, before);
  assert.equal(refused(await read("退回")), "funds.receiptTwice");
  assert.deepEqual(await states(caseId), ["paid"]);
});

test("a receipt before the bank file was taken is refused", async () => {
  await approvedPeople(1);
  const { batch } = must(await makeBatch(town.desk, by(staff.finance), { lineId, dueBy: NOTICE_OVER }));
  const cells = [["B000001-00001", "1.00", "成功", ""]];
  assert.equal(
    refused(await readReceipt(town.desk, by(staff.finance), { batchId: batch?.batchId ?? 0, cells })),
    "funds.batchNotSent",
  );
});

test("a returned payment is paid again once its account was corrected and looked at", async () => {
  const personId = await town.addPerson();
  const caseId = await approved(town, staff, personId);
  const first = await sentBatch();
  must(
    await readReceipt(town.desk, by(staff.finance), { batchId: first.batchId, cells: receiptOf(first.rows, "退回") }),
  );
  const record = await inSession(town.database, staff.clerk, (tx) => findCase(tx, caseId));
  assert.deepEqual([record?.hold?.kind, await states(caseId)], ["paymentReturned", ["returned"]]);
  const [payment] = await inSession(town.database, staff.finance, (tx) => listPaymentsOfCase(tx, caseId));
  const again = () =>
    payAgain(town.desk, by(staff.finance), { paymentId: payment?.paymentId ?? 0, reason: "账号已更正" });
  const account = { caseId, bank: "另一银行", number: cardNumber(900_000 + personId) };
  assert.equal(refused(await correctAccount(town.desk, by(staff.clerk), account)), "access.roleMissing");
  must(await correctAccount(town.desk, by(await town.talent(personId)), account));
  assert.equal(refused(await again()), "benefits.accountInReview");
  must(await resolveHold(town.desk, by(staff.reviewer), { caseId, resolution: "proceed", reason: "已电话核实" }));
  must(await again());
  const second = await sentBatch();
  assert.equal(second.rows[0]?.[2], account.number);
  must(await readReceipt(town.desk, by(staff.finance), { batchId: second.batchId, cells: receiptOf(second.rows) }));
  assert.deepEqual(await states(caseId), ["paid"]);
  assert.equal(refused(await again()), "funds.notReturned");
});

test("the bank file is the same each time it is taken, and each time is in the journal", async () => {
  await approvedPeople(1);
  const { batchId, rows } = await sentBatch();
  const file = must(await takeBankFile(town.desk, by(staff.finance), batchId));
  assert.deepEqual(await bankRows(file.content), rows);
  const { rows: entries } = await town.owner.query(
    "SELECT count(*)::int AS taken FROM journal.entries WHERE command = 'takeBankFile' AND subject_id = $1",
    [String(batchId)],
  );
  assert.equal(entries[0].taken, 2);
  assert.equal(refused(await takeBankFile(town.desk, by(staff.auditor), batchId)), "access.roleMissing");
});

test("monthly instalments are paid month by month, and the months paid are facts", async () => {
  const personId = await town.addPerson();
  const caseId = await approved(town, staff, personId, RENT);
  const [payment] = await inSession(town.database, staff.finance, (tx) => listPaymentsOfCase(tx, caseId));
  town.setDay(day("2024-12-31"));
  const pay = () => makeBatch(town.desk, by(staff.finance), { lineId: payment?.lineId ?? 0, dueBy: day("2025-12-31") });
  const { batch } = must(await pay());
  assert.equal(batch?.payments, 1);
  const batchId = batch?.batchId ?? 0;
  const rows = await bankRows(must(await takeBankFile(town.desk, by(staff.finance), batchId)).content);
  must(await readReceipt(town.desk, by(staff.finance), { batchId, cells: receiptOf(rows) }));
  assert.equal((await states(caseId)).filter((state) => state === "paid").length, 1);
  const { rows: facts } = await town.owner.query(
    "SELECT kind, from_day::text, to_day::text, amount_fen FROM people.past_benefits WHERE person_id = $1",
    [personId],
  );
  assert.deepEqual(facts, [{ kind: "rentSubsidy", from_day: "2024-12-01", to_day: "2024-12-31", amount_fen: "50000" }]);
  await openLine(town, staff, RENT, 1_000_000n, 2025).then(async (nextLine) => {
    town.setDay(day("2025-02-10"));
    const next = must(await makeBatch(town.desk, by(staff.finance), { lineId: nextLine, dueBy: day("2025-02-10") }));
    assert.deepEqual([next.batch?.payments, next.held], [2, []]);
  });
});

test("who left the job after the first month is held; when a person stops it, the case is over with what was paid", async () => {
  const personId = await town.addPerson();
  const caseId = await approved(town, staff, personId, RENT);
  const [payment] = await inSession(town.database, staff.finance, (tx) => listPaymentsOfCase(tx, caseId));
  const line = payment?.lineId ?? 0;
  const { batch } = must(await makeBatch(town.desk, by(staff.finance), { lineId: line, dueBy: NOTICE_OVER }));
  const batchId = batch?.batchId ?? 0;
  const rows = await bankRows(must(await takeBankFile(town.desk, by(staff.finance), batchId)).content);
  must(await readReceipt(town.desk, by(staff.finance), { batchId, cells: receiptOf(rows) }));
  await town.owner.query(
    "UPDATE people.insurance_spells SET open = false, to_day = '2024-12-31' WHERE person_id = $1",
    [personId],
  );
  town.setDay(day("2025-01-15"));
  const { rows: lines } = await town.owner.query(
    "SELECT line_id FROM funds.budget_lines WHERE year = 2025 AND code = $1",
    [RENT],
  );
  const { held } = must(
    await makeBatch(town.desk, by(staff.finance), { lineId: lines[0].line_id, dueBy: day("2025-01-15") }),
  );
  assert.ok(held.some((each) => each.caseId === caseId));
  const stop = { caseId, resolution: "reject", reason: "已离职" } as const;
  assert.deepEqual(must(await resolveHold(town.desk, by(staff.reviewer), stop)), { state: "paid", hold: null });
  assert.equal((await states(caseId)).filter((state) => state === "stopped").length, 35);
});

test("no account number stands in plain in any table or in the journal", async () => {
  const { rows } = await town.owner.query<{ qualified: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS qualified FROM pg_tables WHERE schemaname IN ('benefits', 'funds', 'cases', 'journal', 'messages')",
  );
  for (const { qualified } of rows) {
    const found = await town.owner.query(
      `SELECT count(*)::int AS hits FROM ${qualified} t WHERE t::text ~ '622202[0-9]{10}'`,
    );
    assert.equal(found.rows[0].hits, 0, qualified);
  }
});

test("after all this the books balance", async () => {
  assert.deepEqual(await inSession(town.database, staff.auditor, checkLedger), []);
});
