import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { GivenList } from "@wutong/policy";
import { testDatabase } from "../../../tests/support/database.ts";
import { listCommitments } from "../../areas/benefits/index.ts";
import { ledgerBalances, listPaymentsOfCase } from "../../areas/funds/index.ts";
import { readFacts } from "../../areas/people/index.ts";
import { inSession } from "../../storage/index.ts";
import { makeBatch } from "../pay-batch/make-batch.ts";
import { readReceipt } from "../pay-batch/read-receipt.ts";
import { takeBankFile } from "../pay-batch/take-bank-file.ts";
import { approved, by, cardNumber, must, NOTICE_OVER, openLine, RENT, VOUCHER } from "./money-path.ts";
import { bankRows, openTown, SHANGYU, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
after(() => town.close());

test("a voucher goes from finding to paid money, and what was paid is a fact of the next decision", async () => {
  const staff = await town.staff(YUECHENG);
  const lineId = await openLine(town, staff, VOUCHER, 1_000_000n);
  const personId = await town.addPerson({ name: "张三丰" });
  const caseId = await approved(town, staff, personId);
  const { batch, held } = must(await makeBatch(town.desk, by(staff.finance), { lineId, dueBy: NOTICE_OVER }));
  assert.deepEqual([held, batch?.payments, batch?.amountFen], [[], 1, "15000000"]);
  const file = must(await takeBankFile(town.desk, by(staff.finance), batch?.batchId ?? 0));
  const [row] = await bankRows(file.content);
  assert.deepEqual(row?.slice(1), ["张三丰", cardNumber(personId), "某银行绍兴支行", "150000.00", VOUCHER]);
  const cells = [
    ["支付编号", "金额", "结果", "原因"],
    [row?.[0] ?? "", "150000.00", "成功", ""],
  ];
  const receipt = must(await readReceipt(town.desk, by(staff.finance), { batchId: batch?.batchId ?? 0, cells }));
  assert.deepEqual(receipt, { batchId: batch?.batchId, state: "settled", paid: 1, returned: 0, missing: 0 });
  const facts = await inSession(town.database, staff.clerk, (tx) => readFacts(tx, personId, NOTICE_OVER));
  const benefits = facts?.facts["benefits"] as GivenList;
  assert.deepEqual(
    benefits.rows.map((each) => [each["policy"], each["amountYuan"]]),
    [[VOUCHER, 150000]],
  );
  const payments = await inSession(town.database, staff.auditor, (tx) => listPaymentsOfCase(tx, caseId));
  assert.deepEqual(
    payments.map((payment) => payment.state),
    ["paid"],
  );
  assert.equal(await inSession(town.database, staff.auditor, ledgerBalances), true);
});

test("what was approved is a commitment that stacking counts, until another benefit ends it; next door sees none", async () => {
  const staff = await town.staff(YUECHENG);
  await openLine(town, staff, RENT, 1_000_000n);
  await openLine(town, staff, RENT, 1_000_000n, 2025);
  const personId = await town.addPerson();
  const commitmentsOf = (token: string) => inSession(town.database, token, (tx) => listCommitments(tx, [personId]));
  await approved(town, staff, personId, RENT);
  const [rent] = await commitmentsOf(staff.clerk);
  assert.deepEqual(
    [rent?.policy, rent?.benefit, rent?.from, rent?.paidFen, rent?.instalments.length, rent?.instalments[0]?.amountFen],
    [RENT, "rentSubsidy", NOTICE_OVER, 0n, 36, 50_000n],
  );
  assert.deepEqual(await commitmentsOf((await town.staff(SHANGYU)).clerk), []);
  await approved(town, staff, personId);
  assert.deepEqual(
    (await commitmentsOf(staff.clerk)).map((each) => [each.policy, each.instalments.length]),
    [[VOUCHER, 1]],
  );
});
