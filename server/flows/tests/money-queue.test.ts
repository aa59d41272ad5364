import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Fen } from "@wutong/kernel";
import { approveCase } from "../approve-case/approve-case.ts";
import { changeBudget } from "../open-budget/open-budget.ts";
import { rejectCase } from "../reject-case/reject-case.ts";
import { firstCome, openLimitedTown } from "./limited-town.ts";
import { by, must, NOTICE_OVER, openLine, PUSHED, passNotice } from "./money-path.ts";

const town = await openLimitedTown();
after(() => town.close());
const { clerks } = town;

// A bachelor's voucher is 150,000 yuan at once; one of a PhD 500,000.
const limitedMoney = (line: string) => ({ budget: { line, shares: [] } });
const add = async (lineId: number, yuan: bigint) =>
  must(await changeBudget(town.desk, by(clerks.finance), { lineId, changeFen: (yuan * 100n) as Fen, reason: "追加" }));
const statesOf = async (cases: readonly number[]) =>
  Promise.all(
    cases.map(async (caseId) => {
      const place = await town.placeOf(caseId);
      return place?.state === "waiting" ? `${place.waitsFor} ${place.queue}` : place?.state;
    }),
  );

test("who does not fit into the year's money waits, and everybody behind; money that is added moves them up in order", async () => {
  town.limit("money", limitedMoney("money"));
  const lineId = await openLine(town, clerks, "money", 300_000n);
  const asked = [
    await town.ask("money"),
    await town.ask("money", { level: "phd" }),
    await town.ask("money"),
    await town.ask("money"),
  ];
  const cases = asked.map(({ caseId }) => caseId);
  assert.deepEqual(await statesOf(cases), ["taken", "money 1", "money 2", "money 3"]);
  assert.deepEqual(asked[1]?.waiting, { for: "money", place: 1 });
  await add(lineId, 300_000n);
  assert.deepEqual(
    await statesOf(cases),
    ["taken", "money 1", "money 2", "money 3"],
    "450,000 are left, 500,000 asked",
  );
  await add(lineId, 200_000n);
  assert.deepEqual(await statesOf(cases), ["taken", "taken", "taken", "money 1"]);
  const { rows } = await town.owner.query(
    "SELECT after FROM journal.entries WHERE command = 'changeBudget' ORDER BY seq DESC LIMIT 1",
  );
  assert.equal(rows[0].after.movedUp.length, 2);
});

test("money that is promised to those with a place is neither given twice nor counted twice once it is committed", async () => {
  town.limit("promised", limitedMoney("promised"));
  await openLine(town, clerks, "promised", 300_000n);
  const [first, second] = [await town.ask("promised"), await town.ask("promised")];
  const third = await town.ask("promised");
  assert.deepEqual(await statesOf([first.caseId, second.caseId, third.caseId]), ["taken", "taken", "money 1"]);
  for (const { caseId } of [first, second]) {
    await passNotice(town, clerks, caseId);
    assert.equal(must(await approveCase(town.desk, by(clerks.reviewer), { caseId, note: "" })).state, "approved");
    town.setDay(PUSHED);
  }
  const fourth = await town.ask("promised");
  assert.deepEqual(await statesOf([third.caseId, fourth.caseId]), ["money 1", "money 2"]);
  town.setDay(NOTICE_OVER);
  must(await rejectCase(town.desk, by(clerks.reviewer), { caseId: second.caseId, reason: "退回" }));
  town.setDay(PUSHED);
  assert.deepEqual(await statesOf([third.caseId, fourth.caseId]), ["taken", "money 1"]);
});

test("twenty confirm at once with money for seven: seven have it", async () => {
  town.limit("seven", limitedMoney("seven"));
  await openLine(town, clerks, "seven", 1_100_000n);
  const people: (readonly [number, number])[] = [];
  for (let index = 0; index < 20; index += 1) {
    const personId = await town.addPerson();
    people.push([personId, await town.offerTo(personId, "seven")]);
  }
  const asked = await Promise.all(people.map(([personId, offerId]) => town.confirmOne(personId, offerId)));
  assert.equal(asked.filter(({ waiting }) => waiting === null).length, 7);
  assert.deepEqual(
    asked.flatMap(({ waiting }) => (waiting ? [waiting.place ?? 0] : [])).toSorted((a, b) => a - b),
    Array.from({ length: 13 }, (_, index) => index + 1),
  );
});

test("the sum of the year that a policy states holds where its line has more, and where none is open yet", async () => {
  town.limit("stated", { budget: { line: "stated", yearFen: 16_000_000n as Fen, shares: [] } });
  const [first, second] = [await town.ask("stated"), await town.ask("stated")];
  assert.deepEqual(await statesOf([first.caseId, second.caseId]), ["taken", "money 1"]);
  await openLine(town, clerks, "stated", 10_000_000n);
  assert.deepEqual(await statesOf([first.caseId, second.caseId]), ["taken", "money 1"]);
});

test("where no line is open and none is stated, money is asked at approval as ever", async () => {
  town.limit("unstated", limitedMoney("unstated"));
  assert.equal((await town.ask("unstated")).waiting, null);
});

test("places and money together: a place is held by whoever waits for money only", async () => {
  town.limit("both", { ...firstCome(2), ...limitedMoney("both") });
  const lineId = await openLine(town, clerks, "both", 200_000n);
  const cases = [await town.ask("both"), await town.ask("both"), await town.ask("both")].map(({ caseId }) => caseId);
  assert.deepEqual(await statesOf(cases), ["taken", "money 1", "place 2"]);
  await add(lineId, 1_000_000n);
  assert.deepEqual(await statesOf(cases), ["taken", "taken", "place 1"]);
});
