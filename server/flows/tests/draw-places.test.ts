import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { day, type Fen } from "@wutong/kernel";
import { settleDue } from "../settle-due/settle-due.ts";
import { drawn, openLimitedTown } from "./limited-town.ts";
import { freshKey, must, PUSHED } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { SHANGYU, TENANT } from "./money-town.ts";

const town = await openLimitedTown();
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const { get, post, call } = server;
const { clerks } = town;
const DRAW_DAY = "2024-12-05";

async function askAll(policyId: string, levels: readonly string[]): Promise<readonly number[]> {
  const cases: number[] = [];
  for (const level of levels) cases.push((await town.ask(policyId, { level })).caseId);
  return cases;
}
const announce = (policyId: string, drawOn = DRAW_DAY, token = clerks.clerk) =>
  call(token, { method: "POST", url: "/api/draws/announce", payload: { policyId, period: "2024", drawOn } });
const draw = (policyId: string, token = clerks.reviewer) =>
  call(token, { method: "POST", url: "/api/draws/draw", payload: { policyId, period: "2024" } });
const standing = (cases: readonly number[]) =>
  Promise.all(
    cases.map(async (caseId) => {
      const place = await town.placeOf(caseId);
      return place?.state === "waiting" ? `${place.waitsFor} ${place.queue}` : place?.state;
    }),
  );

test("confirmations are collected; nobody has a place before the draw, whatever else happens", async () => {
  town.limit("collected", drawn(2, "points"));
  const [first = 0, second = 0] = await askAll("collected", ["bachelor", "phd"]);
  assert.deepEqual(await standing([first, second]), ["draw null", "draw null"]);
  must(await settleDue(town.desk, { token: await town.job(TENANT), key: freshKey() }));
  await post(clerks.reviewer, `/api/cases/${second}/reject`, { reason: "本人放弃" });
  assert.deepEqual(await standing([first, second]), ["draw null", "released"]);
  const publish = await call(clerks.clerk, { method: "POST", url: "/api/notices", payload: { caseIds: [first] } });
  assert.equal(publish.body.code, "benefits.waitsForDraw");
});

test("a clerk announces the day, somebody else draws on it, once; each mistake is named", async () => {
  town.limit("steps", drawn(1, "points"));
  const cases = await askAll("steps", ["bachelor", "phd", "master"]);
  assert.equal((await draw("steps")).body.code, "benefits.drawNotAnnounced");
  assert.equal((await announce("steps", "2024-12-02")).body.code, "benefits.drawTooSoon");
  assert.equal((await announce("steps", DRAW_DAY, clerks.reviewer)).body.code, "access.roleMissing");
  assert.equal((await announce("unheard-of")).body.code, "benefits.notFound");
  assert.deepEqual((await announce("steps")).body, { seed: "" });
  assert.equal((await announce("steps", "2024-12-20")).body.code, "benefits.drawAnnounced");
  assert.equal((await draw("steps")).body.code, "benefits.drawNotDue");
  town.setDay(day(DRAW_DAY));
  assert.equal((await draw("steps", clerks.clerk)).body.code, "access.roleMissing");
  await town.owner.query("UPDATE access.accounts SET roles = '{clerk,reviewer}' WHERE login = 'clerk330602'");
  const both = (await town.staff(330602)).clerk;
  await town.owner.query("UPDATE access.accounts SET roles = '{clerk}' WHERE login = 'clerk330602'");
  assert.equal((await draw("steps", both)).body.code, "benefits.drawByAnother");
  assert.deepEqual((await draw("steps")).body, { placed: 1, waiting: 2 });
  assert.equal((await draw("steps", clerks.reviewer2)).body.code, "benefits.drawDone");
  assert.deepEqual(await standing(cases), ["place 2", "taken", "place 1"]);
  town.setDay(PUSHED);
});

test("what was announced is drawn, though the policy has a new version by then", async () => {
  town.limit("announced", drawn(2, "points"));
  const cases = await askAll("announced", ["bachelor", "phd", "master"]);
  await announce("announced");
  await town.revise("announced", drawn(1, "points"));
  town.setDay(day(DRAW_DAY));
  assert.deepEqual((await draw("announced")).body, { placed: 2, waiting: 1 });
  assert.deepEqual(await standing(cases), ["place 1", "taken", "taken"]);
  town.setDay(PUSHED);
});

test("after the draw the queue moves up in its order, and who comes later stands behind", async () => {
  town.limit("later", drawn(1, "rank"));
  const [phd = 0, bachelor = 0, master = 0, unknown = 0] = await askAll("later", [
    "phd",
    "bachelor",
    "master",
    "college",
  ]);
  await announce("later");
  town.setDay(day(DRAW_DAY));
  await draw("later");
  const late = (await askAll("later", ["bachelor"]))[0] ?? 0;
  const all = [bachelor, master, phd, unknown, late];
  assert.deepEqual(await standing(all), ["taken", "place 1", "place 2", "place 3", "place 4"]);
  await post(clerks.reviewer, `/api/cases/${bachelor}/reject`, { reason: "本人放弃" });
  assert.deepEqual(await standing(all), ["released", "taken", "place 1", "place 2", "place 3"]);
  town.setDay(PUSHED);
});

test("a lottery: the seed stands on the public page before, and anybody can compute who has a place", async () => {
  town.limit("lottery", drawn(2, "lottery"));
  const cases = await askAll("lottery", ["bachelor", "phd", "master", "bachelor", "phd"]);
  const tickets = [1, 3, 2, 1, 3];
  const { seed } = (await announce("lottery")).body;
  assert.match(seed, /^[0-9a-f]{32}$/);
  const read = async () =>
    (await get(null, "/api/public/draws")).rows.find((row: { seed: string }) => row.seed === seed);
  assert.deepEqual([(await read()).drawOn, (await read()).drawnOn, (await read()).result], [DRAW_DAY, null, []]);
  town.setDay(day(DRAW_DAY));
  await draw("lottery");
  const lots = cases.map((caseId, index) => {
    const digests = Array.from({ length: tickets[index] ?? 0 }, (_, ticket) =>
      createHash("sha256")
        .update(`${seed}|${caseId}|${ticket + 1}`)
        .digest("hex"),
    );
    return { key: String(caseId), lot: digests.toSorted()[0] ?? "" };
  });
  const order = lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ key }) => key);
  const { drawnOn, result } = await read();
  assert.equal(drawnOn, DRAW_DAY);
  assert.deepEqual(
    result.map(({ key, place }: { key: string; place: number | null }) => [key, place]),
    order.map((key, index) => [key, index < 2 ? index + 1 : null]),
  );
  const states = new Map(cases.map((caseId, index) => [String(caseId), index]));
  const now = await standing(cases);
  assert.deepEqual(
    order.map((key) => now[states.get(key) ?? 0]),
    ["taken", "taken", "place 1", "place 2", "place 3"],
  );
  assert.doesNotMatch(JSON.stringify(await get(null, "/api/public/draws")), /王小明/);
  town.setDay(PUSHED);
});

test("who confirms when a lottery's seed is known already stands behind all who are drawn", async () => {
  town.limit("known-seed", drawn(1, "lottery"));
  const cases = await askAll("known-seed", ["bachelor", "bachelor"]);
  const { seed } = (await announce("known-seed")).body;
  const late = await askAll("known-seed", ["phd", "phd", "phd", "phd", "phd", "phd"]);
  assert.deepEqual(new Set(await standing(late)), new Set(["draw null"]));
  town.setDay(day(DRAW_DAY));
  assert.deepEqual((await draw("known-seed")).body, { placed: 1, waiting: 7 });
  assert.deepEqual((await standing(cases)).toSorted(), ["place 1", "taken"]);
  assert.deepEqual(await standing(late), ["place 2", "place 3", "place 4", "place 5", "place 6", "place 7"]);
  const { rows } = await get(null, "/api/public/draws");
  const { result } = rows.find((row: { seed: string }) => row.seed === seed);
  assert.deepEqual(
    result.map((each: { lot?: string }) => each.lot !== undefined),
    [true, true, false, false, false, false, false, false],
  );
  town.setDay(PUSHED);
});

test("reserves have their part in the draw, and fall to others in it; money is asked in the drawn order", async () => {
  town.limit("reserved-draw", {
    ...drawn(2, "rank", 1),
    budget: { line: "reserved-draw", yearFen: 60_000_000n as Fen, shares: [] },
  });
  const cases = await askAll("reserved-draw", ["bachelor", "bachelor", "phd", "phd"]);
  await announce("reserved-draw");
  town.setDay(day(DRAW_DAY));
  assert.deepEqual((await draw("reserved-draw")).body, { placed: 1, waiting: 3 });
  // 150,000 for the bachelor; the PhD's 500,000 don't fit into the 450,000 left, so they wait for money with their place.
  assert.deepEqual(await standing(cases), ["taken", "place 1", "money 2", "place 3"]);
  town.setDay(PUSHED);
});

test("the office next door neither sees nor announces nor draws", async () => {
  const neighbours = await town.staff(SHANGYU);
  assert.deepEqual((await get(neighbours.clerk, "/api/draws")).rows, []);
  assert.equal((await announce("collected", DRAW_DAY, neighbours.clerk)).body.code, "benefits.notFound");
  assert.equal((await draw("steps", neighbours.reviewer)).body.code, "benefits.notFound");
  const mine = (await get(clerks.clerk, "/api/draws")).rows;
  assert.deepEqual(
    mine.find((row: { policyId: string }) => row.policyId === "collected"),
    {
      policyId: "collected",
      policyTitle: mine[0].policyTitle,
      period: "2024",
      order: "points",
      places: 2,
      asked: 1,
      announced: null,
    },
  );
});

test("no bug was reported on the way", () => assert.deepEqual(server.bugs, []));
