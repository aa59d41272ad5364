import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import { testDatabase } from "../../../tests/support/database.ts";
import { findCase } from "../../areas/cases/index.ts";
import { findLine, listPaymentsOfCase } from "../../areas/funds/index.ts";
import { inSession } from "../../storage/index.ts";
import { approveCase } from "../approve-case/approve-case.ts";
import { closeNotice } from "../close-notice/close-notice.ts";
import { confirmOffer, declineOffer } from "../confirm-offer/confirm-offer.ts";
import { reportFact, settleFactReport } from "../dispute-fact/dispute-fact.ts";
import { decideObjection, recordObjection } from "../hear-objection/hear-objection.ts";
import { makeBatch } from "../pay-batch/make-batch.ts";
import { publishNotice } from "../publish-notice/publish-notice.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { rejectCase } from "../reject-case/reject-case.ts";
import { resolveHold } from "../resolve-hold/resolve-hold.ts";
import { settleDue } from "../settle-due/settle-due.ts";
import {
  approved,
  by,
  cardNumber,
  confirm,
  freshKey,
  must,
  NOTICE_OVER,
  offer,
  openLine,
  PUSHED,
  passNotice,
  RENT,
  refused,
  SWEPT,
  VOUCHER,
} from "./money-path.ts";
import { openTown, SHANGYU, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
after(() => town.close());
const staff = await town.staff(YUECHENG);
const voucherLine = await openLine(town, staff, VOUCHER, 10_000_000n);
await openLine(town, staff, RENT, 1_000_000n);
await openLine(town, staff, RENT, 1_000_000n, 2025);

function approve(caseId: number, token = staff.reviewer) {
  return approveCase(town.desk, by(token), { caseId, note: "" });
}

test("nobody approves what they pushed or handled, and only a reviewer approves", async () => {
  const login = `clerk${YUECHENG}`;
  await town.owner.query("UPDATE access.accounts SET roles = '{clerk,reviewer}' WHERE login = $1", [login]);
  const both = (await town.staff(YUECHENG)).clerk;
  await town.owner.query("UPDATE access.accounts SET roles = '{clerk}' WHERE login = $1", [login]);
  const [pushedBy, handledBy] = [await town.addPerson(), await town.addPerson()];
  const pushed = await confirm(town, pushedBy, await offer(town, staff, pushedBy));
  await passNotice(town, { ...staff, clerk: staff.clerk2 }, pushed);
  const handled = await confirm(town, handledBy, await offer(town, { ...staff, clerk: staff.clerk2 }, handledBy));
  await passNotice(town, staff, handled);
  for (const caseId of [pushed, handled]) {
    assert.equal(refused(await approve(caseId, both)), "cases.ownCase");
    assert.equal(refused(await approve(caseId, staff.clerk)), "access.roleMissing");
    assert.equal(refused(await approve(caseId, staff.auditor)), "access.roleMissing");
    assert.equal(refused(await approve(caseId, staff.finance)), "access.roleMissing");
    assert.equal(must(await approve(caseId)).state, "approved");
  }
});

test("a case takes no step out of order", async () => {
  const personId = await town.addPerson();
  const caseId = await confirm(town, personId, await offer(town, staff, personId));
  assert.equal(refused(await approve(caseId)), "cases.wrongState");
  assert.equal(refused(await closeNotice(town.desk, by(staff.clerk), caseId)), "cases.wrongState");
  must(await publishNotice(town.desk, by(staff.clerk), [caseId]));
  assert.equal(refused(await publishNotice(town.desk, by(staff.clerk), [caseId])), "cases.wrongState");
  assert.equal(refused(await closeNotice(town.desk, by(staff.clerk), caseId)), "cases.noticeRuns");
  town.setDay(day("2024-12-09"));
  assert.equal(refused(await closeNotice(town.desk, by(staff.clerk), caseId)), "cases.noticeRuns");
  town.setDay(NOTICE_OVER);
  must(await closeNotice(town.desk, by(staff.clerk), caseId));
  must(await rejectCase(town.desk, by(staff.reviewer), { caseId, reason: "withdrawn" }));
  assert.equal(refused(await approve(caseId)), "cases.wrongState");
});

test("an objection keeps the notice open until it is decided; one that is upheld holds the case", async () => {
  const personId = await town.addPerson();
  const caseId = await confirm(town, personId, await offer(town, staff, personId));
  must(await publishNotice(town.desk, by(staff.clerk), [caseId]));
  const said = { caseId, from: "李某", says: "他没有在这里工作" };
  const { objectionId } = must(await recordObjection(town.desk, by(staff.clerk2), said));
  town.setDay(NOTICE_OVER);
  assert.equal(refused(await closeNotice(town.desk, by(staff.clerk), caseId)), "cases.objectionOpen");
  const decision = { caseId, objectionId, upheld: true, answer: "属实" };
  must(await decideObjection(town.desk, by(staff.reviewer), decision));
  assert.equal(refused(await decideObjection(town.desk, by(staff.reviewer), decision)), "cases.objectionDecided");
  must(await closeNotice(town.desk, by(staff.clerk), caseId));
  assert.equal(refused(await approve(caseId)), "cases.held");
  const resolved = must(
    await resolveHold(town.desk, by(staff.reviewer), { caseId, resolution: "reject", reason: "属实" }),
  );
  assert.deepEqual(resolved, { state: "rejected", hold: null });
});

test("evidence is frozen, and a fact corrected after confirmation holds the case at approval", async () => {
  const personId = await town.addPerson();
  const caseId = await confirm(town, personId, await offer(town, staff, personId));
  await passNotice(town, staff, caseId);
  await town.owner.query("UPDATE people.credentials SET level = 'secondary' WHERE person_id = $1", [personId]);
  const held = must(await approve(caseId));
  assert.deepEqual(
    [held.state, held.hold?.kind, held.hold?.code],
    ["noticeClosed", "decisionChanged", "benefits.decisionChanged"],
  );
  assert.equal(held.hold?.params["conditions"], "collegeDegree");
  const proceed = { caseId, resolution: "proceed", reason: "核对" } as const;
  assert.equal(refused(await resolveHold(town.desk, by(staff.reviewer), proceed)), "cases.stillNotEntitled");
  await town.owner.query("UPDATE people.credentials SET level = 'bachelor' WHERE person_id = $1", [personId]);
  assert.deepEqual(must(await resolveHold(town.desk, by(staff.reviewer), proceed)), {
    state: "noticeClosed",
    hold: null,
  });
  assert.equal(must(await approve(caseId)).state, "approved");
  const { rows } = await town.owner.query("SELECT sealed_facts FROM benefits.evidence WHERE person_id = $1", [
    personId,
  ]);
  assert.ok(rows.every((row) => !String(row.sealed_facts).includes("bachelor")));
});

test("a higher degree known now is another amount than was offered: a person looks", async () => {
  const personId = await town.addPerson();
  const caseId = await confirm(town, personId, await offer(town, staff, personId));
  await passNotice(town, staff, caseId);
  await town.owner.query("UPDATE people.credentials SET level = 'master' WHERE person_id = $1", [personId]);
  assert.equal(must(await approve(caseId)).hold?.code, "benefits.amountChanged");
});

test("each payment is decided again: who left the job is not paid, though approved", async () => {
  const personId = await town.addPerson();
  const caseId = await approved(town, staff, personId, RENT);
  await town.owner.query(
    "UPDATE people.insurance_spells SET open = false, to_day = '2024-11-30' WHERE person_id = $1",
    [personId],
  );
  town.setDay(day("2024-12-20"));
  const line = await inSession(
    town.database,
    staff.finance,
    async (tx) => (await listPaymentsOfCase(tx, caseId))[0]?.lineId,
  );
  const { batch, held } = must(
    await makeBatch(town.desk, by(staff.finance), { lineId: line ?? 0, dueBy: day("2024-12-31") }),
  );
  assert.equal(batch, null);
  assert.deepEqual(
    held.map((each) => [each.caseId, each.problem.code]),
    [[caseId, "benefits.decisionChanged"]],
  );
  assert.equal(
    refused(await makeBatch(town.desk, by(staff.finance), { lineId: line ?? 0, dueBy: day("2024-12-31") })),
    "funds.nothingDue",
  );
  const record = await inSession(town.database, staff.clerk, (tx) => findCase(tx, caseId));
  assert.equal(record?.hold?.kind, "decisionChanged");
});

test("what is granted once is granted once, under whatever person id or tenant", async () => {
  const documentNumber = "330602199001010013";
  const first = await town.addPerson({ documentNumber });
  await approved(town, staff, first);
  const otherTenant = 330700;
  const there = await town.staff(330702, otherTenant);
  const twin = await town.addPerson({ tenantId: otherTenant, officeId: 330702, documentNumber });
  await town.owner.query("UPDATE people.insurance_spells SET region = 330602 WHERE person_id = $1", [twin]);
  town.setDay(PUSHED);
  const finding = await town.finding(twin, VOUCHER, SWEPT, otherTenant);
  const [offerId] = must(await pushOffers(town.desk, by(there.clerk), { sweepId: 1, findings: [finding] })).offerIds;
  const account = { kind: "new", bank: "某银行", number: cardNumber(99) } as const;
  const talent = await town.talent(twin, otherTenant);
  const asked = { offerId: offerId ?? 0, undertakings: ["serviceInShaoxing"], account };
  const { caseId } = must(await confirmOffer(town.desk, by(talent), asked));
  await passNotice(town, there, caseId);
  assert.equal(refused(await approve(caseId, there.reviewer)), "benefits.alreadyTaken");
});

test("an account that another person named, or that changed, is looked at before anything is approved", async () => {
  const [a, b] = [await town.addPerson(), await town.addPerson()];
  await confirm(town, a, await offer(town, staff, a), cardNumber(7));
  const caseId = await confirm(town, b, await offer(town, staff, b), cardNumber(7));
  assert.equal(refused(await publishNotice(town.desk, by(staff.clerk), [caseId])), "cases.held");
  must(await resolveHold(town.desk, by(staff.reviewer), { caseId, resolution: "proceed", reason: "夫妻共用" }));
  await passNotice(town, staff, caseId);
  assert.equal(must(await approve(caseId, staff.reviewer2)).state, "approved");
});

test("an account number with a wrong check digit is refused, and the message does not repeat it", async () => {
  const personId = await town.addPerson();
  const offerId = await offer(town, staff, personId);
  const wrong = `${cardNumber(5).slice(0, -1)}${(Number(cardNumber(5).slice(-1)) + 1) % 10}`;
  const account = { kind: "new", bank: "某银行", number: wrong } as const;
  const result = await confirmOffer(town.desk, by(await town.talent(personId)), {
    offerId,
    undertakings: ["serviceInShaoxing"],
    account,
  });
  assert.equal(refused(result), "benefits.accountInvalid");
  assert.equal(JSON.stringify(result).includes(wrong), false);
});

test("an offer is confirmed with every undertaking, by its person, before it expires, and once", async () => {
  const personId = await town.addPerson();
  const offerId = await offer(town, staff, personId);
  const account = { kind: "new", bank: "某银行", number: cardNumber(1) } as const;
  const talent = await town.talent(personId);
  const ask = (token: string, undertakings: readonly string[], key = freshKey()) =>
    confirmOffer(town.desk, by(token, key), { offerId, undertakings, account });
  assert.equal(refused(await ask(talent, [])), "benefits.undertakingMissing");
  const stranger = await town.talent(await town.addPerson());
  assert.equal(refused(await ask(stranger, ["serviceInShaoxing"])), "benefits.notFound");
  assert.equal(refused(await ask(staff.clerk, ["serviceInShaoxing"])), "access.roleMissing");
  town.setDay(day("2025-01-02"));
  assert.equal(refused(await ask(talent, ["serviceInShaoxing"])), "benefits.offerExpired");
  town.setDay(PUSHED);
  const key = freshKey();
  const [one, two] = await Promise.all([
    ask(talent, ["serviceInShaoxing"], key),
    ask(talent, ["serviceInShaoxing"], key),
  ]);
  assert.deepEqual(must(one), must(two));
  assert.equal(refused(await ask(talent, ["serviceInShaoxing"])), "benefits.offerNotOpen");
});

test("what was declined is not pushed again; one open offer per person and policy; expired ones may come again", async () => {
  const personId = await town.addPerson();
  const offerId = await offer(town, staff, personId);
  const finding = await town.finding(personId, VOUCHER, SWEPT);
  const push = async (sweepId: number) =>
    must(await pushOffers(town.desk, by(staff.clerk), { sweepId, findings: [finding] }));
  assert.deepEqual(
    (await push(1)).skipped.map((each) => each.code),
    ["benefits.alreadyOffered"],
  );
  town.setDay(day("2025-01-05"));
  must(await settleDue(town.desk, by(await town.job(YUECHENG))));
  assert.equal((await push(2)).pushed, 1);
  const { rows } = await town.owner.query("SELECT max(offer_id) AS id FROM benefits.offers WHERE person_id = $1", [
    personId,
  ]);
  must(await declineOffer(town.desk, by(await town.talent(personId)), { offerId: rows[0].id, reason: "不需要" }));
  assert.deepEqual(
    (await push(3)).skipped.map((each) => each.code),
    ["benefits.declinedBefore"],
  );
  assert.notEqual(rows[0].id, offerId);
});

test("a person gets one message per sweep, however many policies they are offered", async () => {
  const personId = await town.addPerson({ phone: "13611112222" });
  town.setDay(PUSHED);
  const findings = [await town.finding(personId, VOUCHER, SWEPT), await town.finding(personId, RENT, SWEPT)];
  assert.equal(must(await pushOffers(town.desk, by(staff.clerk), { sweepId: 41, findings })).pushed, 2);
  await offer(town, staff, await town.addPerson(), VOUCHER, 41);
  const { rows } = await town.owner.query(
    "SELECT count(*)::int AS messages FROM messages.outbox WHERE person_id = $1",
    [personId],
  );
  assert.equal(rows[0].messages, 1);
});

test("a disputed fact stops the offer until the office has looked", async () => {
  const personId = await town.addPerson();
  const offerId = await offer(town, staff, personId);
  const talent = await town.talent(personId);
  const said = { offerId, conditionId: "collegeDegree", says: "我的学历不对" };
  const { reportId } = must(await reportFact(town.desk, by(talent), said));
  const account = { kind: "new", bank: "某银行", number: cardNumber(2) } as const;
  const ask = () => confirmOffer(town.desk, by(talent), { offerId, undertakings: ["serviceInShaoxing"], account });
  assert.equal(refused(await ask()), "benefits.offerNotOpen");
  must(await settleFactReport(town.desk, by(staff.clerk), { reportId, result: "mended", answer: "已更正" }));
  assert.equal(must(await ask()).state, "confirmed");
});

test("taking the voucher ends the rent subsidy: what falls due from that day on is not paid and its money is free again", async () => {
  const personId = await town.addPerson();
  const rent = await approved(town, staff, personId, RENT);
  const before = await inSession(town.database, staff.auditor, (tx) => listPaymentsOfCase(tx, rent));
  assert.equal(before.length, 36);
  assert.equal(before.filter((payment) => payment.lineId !== null).length, 13);
  const lineId = before[1]?.lineId ?? 0;
  const committed = (await inSession(town.database, staff.auditor, (tx) => findLine(tx, lineId)))?.committedFen ?? 0n;
  const voucher = await confirm(town, personId, await offer(town, staff, personId, VOUCHER, 2), cardNumber(personId));
  await passNotice(town, staff, voucher);
  assert.equal(must(await approve(voucher)).state, "approved");
  const rest = await inSession(town.database, staff.auditor, (tx) => listPaymentsOfCase(tx, rent));
  assert.deepEqual([...new Set(rest.slice(1).map((payment) => payment.state))], ["stopped"]);
  assert.equal(rest[0]?.state, "planned");
  const after2 = (await inSession(town.database, staff.auditor, (tx) => findLine(tx, lineId)))?.committedFen ?? 0n;
  assert.equal(committed - after2, 12n * 50_000n);
});

test("a rent subsidy is not approved beside a voucher that was approved first", async () => {
  const personId = await town.addPerson();
  const rent = await confirm(town, personId, await offer(town, staff, personId, RENT, 51));
  await passNotice(town, staff, rent);
  await approved(town, staff, personId);
  assert.equal(refused(await approve(rent)), "benefits.endedByAnother");
});

test("two offices do not see each other's offers, cases and payments, nor two people each other's", async () => {
  const personId = await town.addPerson();
  const caseId = await approved(town, staff, personId);
  const other = await town.staff(SHANGYU);
  const stranger = await town.talent(await town.addPerson());
  const counts = (token: string) =>
    inSession(town.database, token, async (tx) => [
      (await findCase(tx, caseId)) === undefined,
      (await listPaymentsOfCase(tx, caseId)).length,
    ]);
  assert.deepEqual(await counts(other.reviewer), [true, 0]);
  assert.deepEqual(await counts(stranger), [true, 0]);
  assert.deepEqual(await counts(await town.talent(personId)), [false, 1]);
  assert.equal(refused(await rejectCase(town.desk, by(other.reviewer), { caseId, reason: "no" })), "cases.notFound");
  assert.equal(
    refused(await makeBatch(town.desk, by(other.finance), { lineId: voucherLine, dueBy: NOTICE_OVER })),
    "funds.notFound",
  );
});
