import assert from "node:assert/strict";
import { after, test } from "node:test";
import { addDays, type Day } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import { testDatabase } from "../../../tests/support/database.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { approved, by, cardNumber, must, NOTICE_OVER, openLine, RENT, SWEPT, VOUCHER } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { openTown, type Town, YUECHENG } from "./money-town.ts";

const AUTOMATIC = "test-automatic";
const opened = await openTown(await testDatabase());

/** A grant like the voucher in its conditions and sums, of which nothing is asked of the person. */
function automatic(like: CompiledPolicy): CompiledPolicy {
  const { envelope } = like;
  const handling = { ...envelope.handling, mode: "noApplication" } as const;
  const stacking = { ends: [], deducts: [], higherBarsLower: false, notWith: [], oncePer: "person" } as const;
  const own = { id: AUTOMATIC, benefit: "trainingSubsidy", undertakings: [], beneficiary: { who: "person" } } as const;
  return { ...like, envelope: { ...envelope, ...own, handling, stacking } };
}

const town: Town = {
  ...opened,
  desk: {
    ...opened.desk,
    findPolicy: async (tx, id, version) => {
      if (id !== AUTOMATIC) return opened.desk.findPolicy(tx, id, version);
      const voucher = await opened.desk.findPolicy(tx, VOUCHER, version);
      return voucher && automatic(voucher);
    },
  },
};
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const { call, get, post } = server;
const staff = await town.staff(YUECHENG);
const rentLine = await openLine(town, staff, RENT, 1_000_000n);
await openLine(town, staff, RENT, 1_000_000n, 2025);
await openLine(town, staff, AUTOMATIC, 10_000_000n);
await openLine(town, staff, AUTOMATIC, 10_000_000n, 2025);
const PAID = addDays(NOTICE_OVER, 25) as Day;

/** Somebody whose first rent subsidy has arrived on their card (`ok`), or come back. */
async function paidBefore(result: "成功" | "退回" = "成功"): Promise<number> {
  const personId = await town.addPerson({ name: "张小明" });
  await approved(town, staff, personId, RENT);
  town.setDay(PAID);
  const { batchId, number } = (
    await post(staff.finance, "/api/funds/batches", { lineId: rentLine, dueBy: "2025-01-04" })
  ).body.batch;
  await post(staff.finance, `/api/funds/batches/${batchId}/bank-file`);
  const read = await server.sendReceipt(staff.finance, batchId, [`${number}-00001,500.00,${result},账号有误`]);
  assert.equal(read.status, 200, JSON.stringify(read.body));
  return personId;
}

async function push(personId: number) {
  const finding = { ...(await town.finding(personId, VOUCHER, SWEPT)), policyId: AUTOMATIC };
  town.setDay(PAID);
  return must(await pushOffers(town.desk, by(staff.clerk), { sweepId: 9, findings: [finding] }));
}

test("where registers prove all and the account is known, the notice runs at once; a second person still approves", async () => {
  const personId = await paidBefore();
  const pushed = await push(personId);
  assert.deepEqual([pushed.pushed, pushed.opened.length, pushed.skipped], [1, 1, []]);
  const [caseId = 0] = pushed.opened;
  const detail = await get(staff.reviewer, `/api/cases/${caseId}`);
  assert.deepEqual(
    [detail.state, detail.accountMasked, detail.undertakings, detail.timeline[0].text.zh.slice(0, 4)],
    ["onNotice", `**** ${cardNumber(personId).slice(-4)}`, [], "免申即享"],
  );
  assert.ok(
    detail.why.conditions.every((each: { kind: string; truth: boolean }) => each.kind !== "condition" || each.truth),
  );
  assert.equal((await get(null, "/api/public/notices")).rows[0].name, "张*明");
  const { rows } = await town.owner.query(
    "SELECT count(*)::int AS texts FROM messages.outbox WHERE person_id = $1 AND kind = 'offer'",
    [personId],
  );
  assert.equal(rows[0].texts, 2);
  town.setDay(addDays(PAID, 12) as Day);
  await post(staff.clerk2, `/api/cases/${caseId}/notice/close`);
  const approve = (token: string) =>
    call(token, { method: "POST", url: `/api/cases/${caseId}/approve`, payload: { note: "" } });
  assert.equal((await approve(staff.clerk)).body.code, "access.roleMissing");
  const approval = await approve(staff.reviewer);
  assert.equal(approval.body.state, "approved", JSON.stringify(approval.body));
  const again = await push(personId);
  assert.deepEqual([again.pushed, again.skipped[0]?.code], [0, "benefits.alreadyOffered"]);
});

test("who pushed it approves nothing, with whatever other role", async () => {
  const [caseId = 0] = (await push(await paidBefore())).opened;
  town.setDay(addDays(PAID, 12) as Day);
  await post(staff.clerk2, `/api/cases/${caseId}/notice/close`);
  const login = `clerk${YUECHENG}`;
  await town.owner.query("UPDATE access.accounts SET roles = '{clerk,reviewer}' WHERE login = $1", [login]);
  const both = (await town.staff(YUECHENG)).clerk;
  await town.owner.query("UPDATE access.accounts SET roles = '{clerk}' WHERE login = $1", [login]);
  const tried = await call(both, { method: "POST", url: `/api/cases/${caseId}/approve`, payload: { note: "" } });
  assert.equal(tried.body.code, "cases.ownCase");
});

test("without an account that money reached unchanged, the person confirms as ever", async () => {
  const stranger = await town.addPerson();
  const returned = await paidBefore("退回");
  const changed = await paidBefore();
  const { rows } = await town.owner.query("SELECT case_id FROM benefits.applications WHERE person_id = $1", [changed]);
  const url = `/api/talent/cases/${rows[0].case_id}/account`;
  await post(await town.talent(changed), url, { bank: "另一银行", number: cardNumber(700_000) });
  const shared = await paidBefore();
  const other = await town.addPerson();
  await approved(town, staff, other, RENT);
  await town.owner.query(
    "UPDATE benefits.payee_accounts SET number_index = (SELECT number_index FROM benefits.payee_accounts WHERE person_id = $1) WHERE person_id = $2",
    [shared, other],
  );
  for (const personId of [stranger, returned, changed, shared]) {
    const pushed = await push(personId);
    assert.deepEqual([pushed.pushed, pushed.opened], [1, []], String(personId));
    const [offer] = (await get(await town.talent(personId), "/api/talent/offers")).rows;
    assert.equal(offer.state, "open");
  }
});

test("facts that have changed since the sweep open nothing: the offer waits for the person, who is refused", async () => {
  const personId = await paidBefore();
  const finding = { ...(await town.finding(personId, VOUCHER, SWEPT)), policyId: AUTOMATIC };
  await town.owner.query("UPDATE people.contracts SET to_day = '2024-12-31' WHERE person_id = $1", [personId]);
  town.setDay(PAID);
  const pushed = must(await pushOffers(town.desk, by(staff.clerk), { sweepId: 10, findings: [finding] }));
  assert.deepEqual([pushed.pushed, pushed.opened], [1, []]);
});

test("no bug was reported on the way", () => assert.deepEqual(server.bugs, []));
