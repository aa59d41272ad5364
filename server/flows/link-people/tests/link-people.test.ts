import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Day, monthOfDay } from "@wutong/kernel";
import {
  createRowPreparer,
  keptNumber,
  mergePeople,
  personalSecrets,
  readFacts,
  recordRegisterRows,
} from "../../../areas/people/index.ts";
import { enter, inSession } from "../../../storage/index.ts";
import { approveCase } from "../../approve-case/approve-case.ts";
import { confirmOffer } from "../../confirm-offer/confirm-offer.ts";
import { pushOffers } from "../../push-offers/push-offers.ts";
import { resolveHold } from "../../resolve-hold/resolve-hold.ts";
import {
  approved,
  by,
  cardNumber,
  confirm,
  must,
  offer,
  openLine,
  PUSHED,
  passNotice,
  refused,
  SWEPT,
  VOUCHER,
} from "../../tests/money-path.ts";
import { SHANGYU, TENANT, YUECHENG } from "../../tests/money-town.ts";
import { approvePair, decidePair, undoPair } from "../decide-pair.ts";
import { areasOf } from "../link-desk.ts";
import { splitOff, undoMoveOf } from "../split-and-undo.ts";
import { everyRow, openLinkTown } from "./link-town.ts";

const town = await openLinkTown();
after(town.close);
const { links } = town;
const same = { decision: "same", reason: "" } as const;

async function stateOf(personId: number) {
  const { rows } = await town.owner.query(
    `SELECT standing, name, birth::text, conflicts, (SELECT count(*)::int FROM people.insurance_spells i WHERE i.person_id = p.person_id) AS spells,
      (SELECT count(*)::int FROM people.identities i WHERE i.person_id = p.person_id) AS documents FROM people.persons p WHERE person_id = $1`,
    [personId],
  );
  return rows[0];
}

test("two records become one person: documents and facts come together, and the old number leads to the one that stays", async () => {
  const kept = await town.addPerson();
  const gone = await town.addPassport({ birth: "1996-01-02" });
  const decided = must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(kept, gone), ...same }));
  assert.equal(decided.state, "same");
  assert.deepEqual(await stateOf(kept), {
    standing: "library",
    name: "王小明",
    birth: "1996-01-01",
    conflicts: ["birth"],
    spells: 2,
    documents: 2,
  });
  assert.equal(await stateOf(gone), undefined);
  assert.equal(await inSession(town.database, town.yuecheng.clerk, (tx) => keptNumber(tx, gone)), kept);
  const known = await inSession(town.database, town.yuecheng.clerk, (tx) => readFacts(tx, kept, SWEPT));
  assert.equal(known?.facts["birth"], undefined, "a field in which the two disagree is unknown to policies");
  const { rows } = await town.owner.query(
    "SELECT after FROM journal.entries WHERE command = 'decidePair' ORDER BY seq DESC LIMIT 1",
  );
  assert.equal(rows[0].after.kept, kept);
  assert.doesNotMatch(JSON.stringify(rows), /王小明|WANG/);
});

test("a merge that is undone leaves every row as it was, money handed over and back included", async () => {
  const gone = await town.addPassport({ standing: "library", paidFen: [100, 200] });
  const kept = await town.addPerson({ phone: "13900000001" });
  const finding = await town.finding(kept, VOUCHER, SWEPT);
  town.setDay(PUSHED);
  const pushed = must(await pushOffers(town.desk, by(town.yuecheng.clerk), { sweepId: 1, findings: [finding] }));
  const confirm = {
    offerId: pushed.offerIds[0] ?? 0,
    undertakings: [...(town.policies.get(VOUCHER)?.envelope.undertakings ?? [])].map((one) => one.id),
    account: { kind: "new", bank: "工商银行", number: cardNumber(901) },
  } as const;
  must(await confirmOffer(town.desk, by(await town.talent(kept)), confirm));
  const before = await everyRow(town);
  const pairId = await town.pair(kept, gone);
  const decided = must(await decidePair(links, town.as("clerk"), { pairId, ...same }));
  assert.notDeepEqual(await everyRow(town), before);
  must(await undoMoveOf(links, town.as("clerk"), decided.moveId ?? 0));
  assert.deepEqual(await everyRow(town), before);
  const { rows } = await town.owner.query("SELECT state FROM people.pairs WHERE pair_id = $1", [pairId]);
  assert.equal(rows[0].state, "waiting");
});

test("who was offered or paid something keeps the number, whoever is in the library; what the other had comes along", async () => {
  const library = await town.addPassport({ standing: "library" });
  const paid = await town.addPerson({ phone: "13900000002" });
  await town.owner.query("UPDATE people.persons SET standing = 'observed' WHERE person_id = $1", [paid]);
  const finding = await town.finding(paid, VOUCHER, SWEPT);
  must(await pushOffers(town.desk, by(town.yuecheng.clerk), { sweepId: 2, findings: [finding] }));
  must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(library, paid), ...same }));
  assert.equal((await stateOf(paid))?.standing, "library");
  const offers = await town.owner.query("SELECT count(*)::int AS n FROM benefits.offers WHERE person_id = $1", [paid]);
  assert.equal(offers.rows[0].n, 1);
});

test("what an older sweep found under the number that went is not pushed: the person is decided on anew", async () => {
  const [kept, gone] = [await town.addPerson(), await town.addPerson()];
  const finding = await town.finding(gone, VOUCHER, SWEPT);
  await town.owner.query("UPDATE people.identities SET kind = 'passport' WHERE person_id = $1", [gone]);
  must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(kept, gone), ...same }));
  const pushed = must(await pushOffers(town.desk, by(town.yuecheng.clerk), { sweepId: 9, findings: [finding] }));
  assert.deepEqual([pushed.pushed, pushed.skipped.map((one) => one.code)], [0, ["people.mergedSince"]]);
});

test("both were offered the same policy: the merge is refused, in words that say what to do", async () => {
  const [a, b] = [await town.addPerson(), await town.addPerson({ name: "王晓明" })];
  const findings = [await town.finding(a, VOUCHER, SWEPT), await town.finding(b, VOUCHER, SWEPT)];
  must(await pushOffers(town.desk, by(town.yuecheng.clerk), { sweepId: 3, findings }));
  const pairId = await town.pair(a, b);
  must(await decidePair(links, town.as("clerk"), { pairId, decision: "same", reason: "派出所证明号码更正" }));
  const refusal = await approvePair(links, town.as("reviewer"), { pairId, approve: true });
  assert.equal(refused(refusal), "people.bothOffered");
  assert.ok(await stateOf(b));
});

test("two different valid numbers: no clerk merges them; a reason proposes it, and another reviewer settles it", async () => {
  const [a, b] = [await town.addPerson(), await town.addPerson()];
  const pairId = await town.pair(a, b);
  assert.equal(refused(await decidePair(links, town.as("clerk"), { pairId, ...same })), "people.numbersDiffer");
  assert.equal(
    refused(await decidePair(links, town.as("clerk"), { pairId, decision: "same", reason: "对" })),
    "people.pairReasonMissing",
  );
  const proposed = await decidePair(links, town.as("reviewer"), {
    pairId,
    decision: "same",
    reason: "派出所证明号码更正",
  });
  assert.equal(must(proposed).state, "proposed");
  assert.ok(await stateOf(b), "nothing is merged yet");
  assert.equal(
    refused(await approvePair(links, town.as("reviewer"), { pairId, approve: true })),
    "people.sameApprover",
  );
  assert.equal(must(await approvePair(links, town.as("reviewer2"), { pairId, approve: true })).state, "same");
  assert.equal((await stateOf(a))?.documents, 2);
});

test("a merge is not undone once something rests on it, and the refusal says what", async () => {
  const [kept, gone] = [await town.addPerson({ phone: "13900000003" }), await town.addPassport()];
  const moveId =
    must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(kept, gone), ...same })).moveId ?? 0;
  const finding = await town.finding(kept, VOUCHER, SWEPT);
  must(await pushOffers(town.desk, by(town.yuecheng.clerk), { sweepId: 4, findings: [finding] }));
  assert.equal(refused(await undoMoveOf(links, town.as("clerk"), moveId)), "people.changedSinceMoney");

  const [other, passport] = [await town.addPerson(), await town.addPassport()];
  const second =
    must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(other, passport), ...same })).moveId ?? 0;
  await town.owner.query("UPDATE people.contracts SET to_day = '2030-01-01' WHERE person_id = $1", [other]);
  assert.equal(refused(await undoMoveOf(links, town.as("clerk"), second)), "people.changedSinceFacts");

  const [third, more, last] = [await town.addPerson(), await town.addPassport(), await town.addPassport()];
  const first =
    must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(third, more), ...same })).moveId ?? 0;
  const later =
    must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(more, last), ...same })).moveId ?? 0;
  assert.equal(refused(await undoMoveOf(links, town.as("clerk"), first)), "people.laterMove");
  // Sealing numbers anew with another key is no change of the person.
  await town.owner.query("UPDATE people.identities SET sealed_number = sealed_number || '\\x00' WHERE person_id = $1", [
    third,
  ]);
  must(await undoMoveOf(links, town.as("clerk"), later));
  must(await undoMoveOf(links, town.as("clerk"), first));
  assert.equal(refused(await undoMoveOf(links, town.as("clerk"), first)), "people.alreadyUndone");
});

test("a document and what its registers said are split off, and put back", async () => {
  const [kept, gone] = [await town.addPerson(), await town.addPassport({ paidFen: [300] })];
  must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(kept, gone), ...same }));
  const before = await everyRow(town);
  const { rows } = await town.owner.query(
    "SELECT left(encode(document_index, 'hex'), 12) AS key, kind FROM people.identities WHERE person_id = $1",
    [kept],
  );
  const passport = rows.find((row) => row.kind === "passport").key;
  const given = {
    personId: kept,
    documents: [passport],
    sources: [{ kind: "benefits", batchId: 5 }],
    reason: "两个人",
  } as const;
  const split = must(await splitOff(links, town.as("reviewer"), given));
  const { rows: taken } = await town.owner.query("SELECT name, standing FROM people.persons WHERE person_id = $1", [
    split.newPersonId,
  ]);
  assert.deepEqual(taken, [{ name: "WANG XIAOMING", standing: "observed" }]);
  const { rows: paid } = await town.owner.query("SELECT person_id FROM people.past_benefits WHERE amount_fen = 300");
  assert.deepEqual(paid, [{ person_id: split.newPersonId }]);
  must(await undoMoveOf(links, town.as("reviewer"), split.moveId));
  assert.deepEqual(await everyRow(town), before);
  const everything = { ...given, documents: rows.map((row) => row.key) };
  assert.equal(refused(await splitOff(links, town.as("clerk"), everything)), "people.splitEverything");
  assert.equal(
    refused(await splitOff(links, town.as("clerk"), { ...given, documents: ["nothing"] })),
    "people.splitNothing",
  );
});

test("a decision is taken back, and later brings the pair back", async () => {
  const pairId = await town.pair(await town.addPassport(), await town.addPassport());
  assert.equal(
    must(await decidePair(links, town.as("clerk"), { pairId, decision: "different", reason: "" })).state,
    "different",
  );
  assert.equal(refused(await decidePair(links, town.as("clerk"), { pairId, ...same })), "people.pairDecided");
  assert.equal(must(await undoPair(links, town.as("clerk"), pairId)).state, "waiting");
  must(await decidePair(links, town.as("clerk"), { pairId, decision: "later", reason: "" }));
  const merged = must(await decidePair(links, town.as("clerk"), { pairId, ...same }));
  assert.equal(must(await undoPair(links, town.as("clerk"), pairId)).state, "waiting");
  assert.equal(refused(await undoMoveOf(links, town.as("clerk"), merged.moveId ?? 0)), "people.alreadyUndone");
});

test("three records of one person: the third pair settles itself, and waits again once one of the merges is undone", async () => {
  const [a, b, c] = [await town.addPassport(), await town.addPassport(), await town.addPassport()];
  const [ab, bc, ac] = [await town.pair(a, b), await town.pair(b, c), await town.pair(a, c)];
  const stateOfThird = async () =>
    (await town.owner.query("SELECT state FROM people.pairs WHERE pair_id = $1", [ac])).rows[0].state;
  must(await decidePair(links, town.as("clerk"), { pairId: ab, ...same }));
  must(await decidePair(links, town.as("clerk"), { pairId: bc, ...same }));
  assert.equal(await stateOfThird(), "gone");
  must(await undoPair(links, town.as("clerk"), bc));
  assert.equal(await stateOfThird(), "waiting");
});

test("over two offices nobody decides who doesn't see both", async () => {
  const here = await town.addPassport();
  const there = await town.addPassport({ officeId: SHANGYU });
  const pairId = await town.pair(here, there, { second: SHANGYU });
  for (const staff of [town.yuecheng, town.shangyu]) {
    assert.equal(refused(await decidePair(links, town.as("clerk", staff), { pairId, ...same })), "http.notFound");
  }
  const city = { token: await town.job(TENANT), key: "city", name: "city" };
  assert.equal(must(await decidePair(links, city, { pairId, ...same })).state, "same");
});

test("the same key again answers as before and merges nothing twice", async () => {
  const pairId = await town.pair(await town.addPassport(), await town.addPassport());
  const caller = town.as("clerk");
  assert.deepEqual(
    await decidePair(links, caller, { pairId, ...same }),
    await decidePair(links, caller, { pairId, ...same }),
  );
});

test("what came over a merge that nobody confirmed is not paid on; once somebody confirms, it is", async () => {
  const [kept, gone] = [await town.addPerson({ phone: "13900000007" }), await town.addPassport()];
  const pairId = await town.pair(kept, gone, { band: "automatic" });
  const merged = await town.database.kysely.transaction().execute(async (tx) => {
    await enter(tx, await town.job(YUECHENG));
    const given = { confirmed: false, numbersSettled: false, by: "比对", reason: "", now: links.now() };
    return mergePeople(tx, { first: kept, second: gone, ...given }, areasOf(links));
  });
  const { moveId } = must(merged);
  await town.owner.query("UPDATE people.pairs SET state = 'merged', move_id = $2 WHERE pair_id = $1", [pairId, moveId]);
  await openLine(town, town.yuecheng, VOUCHER, 1_000_000n);
  const caseId = await confirm(town, kept, await offer(town, town.yuecheng, kept, VOUCHER, 7));
  await passNotice(town, town.yuecheng, caseId);
  const held = must(await approveCase(town.desk, by(town.yuecheng.reviewer), { caseId, note: "" }));
  assert.equal(held.hold?.code, "benefits.linkUnconfirmed");
  assert.equal(must(await decidePair(links, town.as("clerk"), { pairId, ...same })).state, "same");
  const resolved = await resolveHold(town.desk, by(town.yuecheng.reviewer), {
    caseId,
    resolution: "proceed",
    reason: "已确认",
  });
  assert.equal(must(resolved).hold, null);
  const approved = must(await approveCase(town.desk, by(town.yuecheng.reviewer2), { caseId, note: "" }));
  assert.equal(approved.state, "approved");
});

test("nobody is paid of whom no whole and valid number is known, however the rest is", async () => {
  const person = await town.addPerson({ phone: "13900000017" });
  await town.owner.query("UPDATE people.identities SET kind = 'maskedNumber' WHERE person_id = $1", [person]);
  const caseId = await confirm(town, person, await offer(town, town.yuecheng, person, VOUCHER, 17));
  await passNotice(town, town.yuecheng, caseId);
  const held = must(await approveCase(town.desk, by(town.yuecheng.reviewer), { caseId, note: "" }));
  assert.equal(held.hold?.code, "benefits.numberUnproven");
});

test("what was granted once under one number is not granted again under the other, once the two are one", async () => {
  const first = await town.addPerson({ phone: "13900000008" });
  await approved(town, town.yuecheng, first);
  const second = await town.addPerson({ phone: "13900000009" });
  const caseId = await confirm(town, second, await offer(town, town.yuecheng, second, VOUCHER, 8));
  await passNotice(town, town.yuecheng, caseId);
  const pairId = await town.pair(first, second);
  must(await decidePair(links, town.as("clerk"), { pairId, decision: "same", reason: "派出所证明号码更正" }));
  must(await approvePair(links, town.as("reviewer2"), { pairId, approve: true }));
  const { rows } = await town.owner.query("SELECT count(*)::int AS cases FROM cases.cases WHERE person_id = $1", [
    first,
  ]);
  assert.equal(rows[0].cases, 2, "both cases are the person's");
  const again = await approveCase(town.desk, by(town.yuecheng.reviewer), { caseId, note: "" });
  assert.match(refused(again), /^benefits\.(alreadyTaken|notTogether|endedByAnother)$/);
});

test("rows that registers bring later by either document find the person, each by the name that its register gives", async () => {
  const [kept, gone] = [await town.addPerson(), await town.addPassport({ name: "WANG XIAOMING" })];
  must(await decidePair(links, town.as("clerk"), { pairId: await town.pair(kept, gone), ...same }));
  const { rows } = await town.owner.query("SELECT kind, sealed_number FROM people.identities WHERE person_id = $1", [
    kept,
  ]);
  const secrets = personalSecrets(links.vault, TENANT);
  const batch = { kind: "statuses", officeId: YUECHENG, throughMonth: monthOfDay(SWEPT) } as const;
  const preparer = createRowPreparer(batch, secrets);
  for (const [at, { kind, sealed_number }] of rows.entries()) {
    const name = kind === "passport" ? "WANG XIAOMING" : "王小明";
    const document = { kind, number: secrets.openDocument(sealed_number), birth: null, sex: null };
    const row = { name, document, statusKind: "selectedGraduate", from: SWEPT, to: (SWEPT + at) as Day };
    preparer.add({ sourceRow: at + 2, row: { ...row, from: (SWEPT - at * 400) as Day } as never });
  }
  const recorded = await town.database.kysely.transaction().execute(async (tx) => {
    await enter(tx, await town.job(YUECHENG));
    const source = { batchId: 7, now: links.now(), laterBatches: [], ownBatches: [7] };
    return recordRegisterRows(tx, { ...batch, ...source }, preparer.finish(), secrets);
  });
  assert.deepEqual(recorded.failures, []);
  assert.equal(recorded.added, 2);
  const { rows: statuses } = await town.owner.query(
    "SELECT DISTINCT person_id FROM people.statuses WHERE batch_id = 7",
  );
  assert.deepEqual(statuses, [{ person_id: kept }]);
});
