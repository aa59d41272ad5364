import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day, ok } from "@wutong/kernel";
import { sql } from "kysely";
import { publishNotice } from "../publish-notice/publish-notice.ts";
import { rejectCase } from "../reject-case/reject-case.ts";
import { settleDue } from "../settle-due/settle-due.ts";
import { firstCome, openLimitedTown } from "./limited-town.ts";
import { by, freshKey, must, PUSHED, refused } from "./money-path.ts";
import { TENANT } from "./money-town.ts";

const town = await openLimitedTown();
after(() => town.close());
const { clerks } = town;

const reject = async (caseId: number) =>
  must(await rejectCase(town.desk, by(clerks.reviewer), { caseId, reason: "本人放弃" }));
const waitingPlaces = async (cases: readonly number[]) =>
  Promise.all(cases.map(async (caseId) => (await town.placeOf(caseId))?.queue ?? null));

test("whoever confirms while there are places has one; the others wait in the order of their confirmations", async () => {
  town.limit("two-places", firstCome(2));
  const asked = [];
  for (let index = 0; index < 4; index += 1) asked.push(await town.ask("two-places"));
  assert.deepEqual(
    asked.map(({ waiting }) => waiting),
    [null, null, { for: "place", place: 1 }, { for: "place", place: 2 }],
  );
  const { rows } = await town.owner.query(
    "SELECT after FROM journal.entries WHERE command = 'confirmOffer' ORDER BY seq DESC LIMIT 1",
  );
  assert.deepEqual([rows[0].after.place, rows[0].after.waiting], ["waiting", { for: "place", place: 2 }]);
});

test("places that are counted apart have a line each: one's being full keeps nobody out of another's", async () => {
  const { quota } = firstCome(1);
  const says = { zh: "学历", en: "degree" };
  const eachOf = { feel: "degree", says, evidence: { kind: "register", register: "education" } } as const;
  town.limit("apart", { quota: { ...quota, eachOf } });
  const asked = [];
  for (const level of ["phd", "phd", "master"]) asked.push(await town.ask("apart", { level }));
  assert.deepEqual(
    asked.map(({ waiting }) => waiting),
    [null, { for: "place", place: 1 }, null],
  );
  await reject(asked[2]?.caseId ?? 0);
  assert.deepEqual(await waitingPlaces(asked.map(({ caseId }) => caseId)), [null, 1, null], "a master's place");
  await reject(asked[0]?.caseId ?? 0);
  assert.deepEqual(await waitingPlaces(asked.map(({ caseId }) => caseId)), [null, null, null]);
});

test("a policy without limits asks for no place", async () => {
  town.limit("endless", {});
  const asked = await town.ask("endless");
  assert.deepEqual([asked.waiting, await town.placeOf(asked.caseId)], [null, undefined]);
});

test("twenty confirm at once for the last place: exactly one has it, the others wait in nineteen different places", async () => {
  town.limit("last-place", firstCome(1));
  const people: (readonly [number, number])[] = [];
  for (let index = 0; index < 20; index += 1) {
    const personId = await town.addPerson();
    people.push([personId, await town.offerTo(personId, "last-place")]);
  }
  const asked = await Promise.all(people.map(([personId, offerId]) => town.confirmOne(personId, offerId)));
  const places = asked.map(({ waiting }) => waiting?.place ?? 0).toSorted((a, b) => a - b);
  assert.deepEqual(
    places,
    Array.from({ length: 20 }, (_, index) => index),
  );
  const held = asked.find(({ waiting }) => waiting === null);
  const first = asked.find(({ waiting }) => waiting?.place === 1);
  assert.ok(held && first);
  await reject(held.caseId);
  assert.equal((await town.placeOf(first.caseId))?.state, "taken");
  const others = asked.filter((each) => each !== held && each !== first).map(({ caseId }) => caseId);
  assert.deepEqual(
    (await waitingPlaces(others)).toSorted((a, b) => Number(a) - Number(b)),
    Array.from({ length: 18 }, (_, index) => index + 1),
  );
});

test("five rejected at once free five places, and the first five of the queue have them", async () => {
  town.limit("five-places", firstCome(5));
  const asked = [];
  for (let index = 0; index < 12; index += 1) asked.push(await town.ask("five-places"));
  await Promise.all(asked.slice(0, 5).map(({ caseId }) => reject(caseId)));
  const states = await Promise.all(asked.map(async ({ caseId }) => (await town.placeOf(caseId))?.state));
  assert.deepEqual(states, [
    ...Array<string>(5).fill("released"),
    ...Array<string>(5).fill("taken"),
    ...Array<string>(2).fill("waiting"),
  ]);
});

test("whoever moves up is told once, in the transaction that freed the place, and the journal names them", async () => {
  town.limit("told", firstCome(1));
  const first = await town.ask("told");
  const second = await town.ask("told", { phone: "13900000001" });
  await reject(first.caseId);
  const place = await town.placeOf(second.caseId);
  const messages = await town.owner.query("SELECT count(*)::int AS n FROM messages.outbox WHERE occasion = $1", [
    `place ${place?.applicationId}`,
  ]);
  assert.equal(messages.rows[0].n, 1);
  const { rows } = await town.owner.query(
    "SELECT after FROM journal.entries WHERE command = 'rejectCase' ORDER BY seq DESC LIMIT 1",
  );
  assert.deepEqual(rows[0].after.movedUp, [place?.applicationId]);
  assert.equal(place?.state, "taken");
});

test("one who waited and is rejected frees nothing but their place in the queue", async () => {
  town.limit("gives-up", firstCome(1));
  const [held, gone, next] = [await town.ask("gives-up"), await town.ask("gives-up"), await town.ask("gives-up")];
  await reject(gone.caseId);
  assert.equal((await town.placeOf(held.caseId))?.state, "taken");
  assert.deepEqual(await waitingPlaces([next.caseId]), [1]);
});

test("a case that waits is not published, alone or among others; once moved up it is", async () => {
  town.limit("published", firstCome(1));
  const [held, waits] = [await town.ask("published"), await town.ask("published")];
  const publish = (...caseIds: number[]) => publishNotice(town.desk, by(clerks.clerk), caseIds);
  assert.equal(refused(await publish(held.caseId, waits.caseId)), "benefits.waitsForPlace");
  await reject(held.caseId);
  assert.equal(must(await publish(waits.caseId)).cases, 1);
});

test("reserved places are kept for their people, and fall to the others when the year is over", async () => {
  town.limit("reserve", firstCome(3, "year", 2));
  const bachelor = () => town.ask("reserve", { level: "bachelor" });
  const [first, second, third] = [await bachelor(), await bachelor(), await bachelor()];
  const phd = await town.ask("reserve", { level: "phd" });
  assert.deepEqual(
    [first, second, third, phd].map(({ waiting }) => waiting?.place ?? null),
    [null, 1, 2, null],
  );
  const settle = async () => settleDue(town.desk, { token: await town.job(TENANT), key: freshKey() });
  must(await settle());
  assert.deepEqual(await waitingPlaces([second.caseId, third.caseId]), [1, 2]);
  town.setDay(day("2025-01-02"));
  must(await settle());
  assert.deepEqual(await waitingPlaces([second.caseId, third.caseId]), [null, 1]);
  town.setDay(PUSHED);
});

test("next year has places of its own", async () => {
  town.limit("each-year", firstCome(1));
  await town.ask("each-year");
  const personId = await town.addPerson();
  const offerId = await town.offerTo(personId, "each-year");
  town.setDay(day("2025-01-01"));
  assert.equal((await town.confirmOne(personId, offerId)).waiting, null);
  town.setDay(PUSHED);
});

test("nobody can give a place to more people than there are places", async () => {
  town.limit("guarded", firstCome(1));
  await town.ask("guarded");
  const waits = await town.ask("guarded");
  const { applicationId } = (await town.placeOf(waits.caseId)) ?? { applicationId: 0 };
  await assert.rejects(
    town.desk.run({ ...by(clerks.clerk), command: "test", input: {} }, async (tx) => {
      await sql`SELECT benefits.save_places('guarded', '2024', ${[applicationId]}::int[], '{}', 1, now())`.execute(tx);
      return ok({ reply: null, subject: { kind: "test", id: 1 } });
    }),
    /more places/,
  );
});
