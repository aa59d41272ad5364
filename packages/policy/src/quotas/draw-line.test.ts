import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Fen } from "@wutong/kernel";
import fc from "fast-check";
import type { Quota, QuotaOrder } from "../envelope/stacking-rules.ts";
import { drawBudget, shareCost } from "./draw-budget.ts";
import { type DrawnLine, drawLine } from "./draw-line.ts";
import type { QuotaCandidate } from "./order-candidates.ts";

const says = { zh: "本地高校毕业生", en: "Graduates of local schools" };

test("who confirmed first has the place; the others wait in their order", () => {
  const drawn = drawLine(quota(2), [asks("c", 3), asks("a", 1), asks("d", 4), asks("b", 2)]);
  assert.deepEqual(namesOf(drawn), { placed: ["a", "b"], waiting: ["c", "d"] });
  assert.deepEqual(
    drawn.waiting.map(({ place, why }) => [place, why]),
    [
      [1, "noPlaceLeft"],
      [2, "noPlaceLeft"],
    ],
  );
});

test("places taken before are gone, and places count on from them", () => {
  const drawn = drawLine(quota(3), [asks("a", 1), asks("b", 2)], { all: 2, reserved: [] });
  assert.deepEqual(drawn.placed, [{ key: "a", place: 3, reserve: null }]);
  assert.equal(drawn.left, 0);
  assert.deepEqual(namesOf(drawLine(quota(3), [asks("a", 1)], { all: 5, reserved: [] })), {
    placed: [],
    waiting: ["a"],
  });
});

test("the smaller rank and the greater points come first; equal ones by who confirmed first, then by key", () => {
  const people = [asks("a", 9, 5), asks("b", 2, 7), asks("d", 1, 5), asks("c", 1, 5)];
  assert.deepEqual(namesOf(drawLine(quota(2, { kind: "rank", by: "rank" }), people)).placed, ["c", "d"]);
  assert.deepEqual(namesOf(drawLine(quota(2, { kind: "points", by: "points" }), people)).placed, ["b", "c"]);
});

test("unknown points are no points of nought: they wait unless there is room for all", () => {
  const points = { kind: "points", by: "points" } as const;
  const people = [asks("a", 1, null), asks("b", 2, -3), asks("c", 3, null)];
  const tight = drawLine(quota(2, points), people);
  assert.deepEqual(namesOf(tight), { placed: ["b"], waiting: ["a", "c"] });
  assert.deepEqual(
    tight.waiting.map(({ why }) => why),
    ["orderUnknown", "orderUnknown"],
  );
  assert.deepEqual(namesOf(drawLine(quota(3, points), people)).waiting, []);
});

test("a reserve keeps its places for its people, who take them before open ones", () => {
  const two = { ...quota(3), reserved: [{ feel: "", places: 2, says }] };
  const people = [asks("a", 1), asks("b", 2, 0, [true]), asks("c", 3), asks("d", 4, 0, [true])];
  const drawn = drawLine(two, people);
  assert.deepEqual(
    drawn.placed.map(({ key, reserve }) => [key, reserve]),
    [
      ["a", null],
      ["b", 0],
      ["d", 0],
    ],
  );
  assert.deepEqual(namesOf(drawn).waiting, ["c"]);
});

test("what a reserve leaves over falls to the others in their order, or is kept while people may still come", () => {
  const two = { ...quota(3), reserved: [{ feel: "", places: 2, says }] };
  const people = [asks("a", 1), asks("b", 2), asks("c", 3, 0, [null]), asks("d", 4, 0, [true])];
  assert.deepEqual(namesOf(drawLine(two, people)), { placed: ["a", "b", "d"], waiting: ["c"] });
  const kept = drawLine(two, people, { all: 0, reserved: [0] }, { keepReserves: true });
  assert.deepEqual(namesOf(kept), { placed: ["a", "d"], waiting: ["b", "c"] });
  assert.equal(kept.left, 1);
});

test("who meets two reserves moves for somebody who meets only one of them", () => {
  const both = {
    ...quota(2),
    reserved: [
      { feel: "", places: 1, says },
      { feel: "", places: 1, says },
    ],
  };
  const people = [asks("both", 1, 0, [true, true]), asks("one", 2, 0, [true, false]), asks("none", 0)];
  const drawn = drawLine(both, people);
  assert.deepEqual(
    drawn.placed.map(({ key, reserve }) => [key, reserve]),
    [
      ["both", 1],
      ["one", 0],
    ],
  );
});

test("a lottery is drawn by the smallest digest of seed, key and ticket, as anybody can compute it", () => {
  const lottery = quota(3, { kind: "lottery", weight: "points" });
  const people = Array.from({ length: 9 }, (_, index) => asks(`4${index}`, 1, index));
  const drawn = drawLine(lottery, people, undefined, { seed: "2026-12-01 公示" });
  const lots = people.map(({ key, value }) => {
    const digests = Array.from({ length: value ?? 0 }, (_, ticket) =>
      createHash("sha256")
        .update(`2026-12-01 公示|${key}|${ticket + 1}`)
        .digest("hex"),
    );
    return { key, lot: digests.toSorted()[0] ?? "g" };
  });
  const order = lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ key }) => key);
  assert.deepEqual([...namesOf(drawn).placed, ...namesOf(drawn).waiting], order);
  assert.equal(order.at(-1), "40", "no ticket, no chance");
  assert.notDeepEqual(namesOf(drawLine(lottery, people, undefined, { seed: "another" })), namesOf(drawn));
  assert.throws(() => drawLine(lottery, people), /seed/);
});

test("three tickets win three times as often as one", () => {
  let won = 0;
  for (let draw = 0; draw < 4_000; draw += 1) {
    const people = [asks("a", 1, 3), asks("b", 1, 1)];
    const drawn = drawLine(quota(1, { kind: "lottery", weight: "n" }), people, undefined, { seed: `${draw}` });
    if (drawn.placed[0]?.key === "a") won += 1;
  }
  assert.ok(Math.abs(won / 4_000 - 0.75) < 0.03, `${won}`);
});

test("the worked example of the reference is what the reference says", () => {
  const drawn = drawLine(
    quota(2, { kind: "lottery", weight: "tickets" }),
    [asks("101", 1, 1), asks("102", 2, 2), asks("103", 3, 1)],
    undefined,
    { seed: "wutong-2026" },
  );
  assert.deepEqual(
    [...drawn.placed, ...drawn.waiting].map(({ key, lot }) => [key, lot?.slice(0, 8)]),
    WORKED,
  );
});
// docs/reference/quotas.md; computed with sha256sum.
const WORKED: readonly (readonly [string, string])[] = [
  ["102", "155a9ee5"],
  ["103", "880d548e"],
  ["101", "efeb3559"],
];

test("the line is the best of all lawful ones that can be tried, and does not depend on the order of input", () => {
  fc.assert(
    fc.property(smallQuota, fc.array(anyCandidate, { maxLength: 7 }), (limits, raw) => {
      const people = raw.map((each, index) => ({ ...each, key: `p${index}` }));
      const drawn = drawLine(limits, people);
      assert.deepEqual(namesOf(drawn).placed, byTryingAll(limits, people));
      assert.deepEqual(drawLine(limits, people.toReversed()), drawn);
    }),
    { numRuns: 3_000 },
  );
});

test("nobody waits who comes before somebody with a place, but for a reserve that they don't meet", () => {
  fc.assert(
    fc.property(smallQuota, fc.array(anyCandidate, { maxLength: 40 }), (limits, raw) => {
      const people = raw.map((each, index) => ({ ...each, key: `p${index}` }));
      const drawn = drawLine(limits, people);
      const by = new Map(people.map((each) => [each.key, each]));
      for (const { key: waits } of drawn.waiting) {
        for (const { key: sits, reserve } of drawn.placed) {
          if (!earlier(by.get(waits), by.get(sits))) continue;
          assert.ok(reserve !== null && by.get(waits)?.reserved?.[reserve] !== true, `${waits} before ${sits}`);
        }
      }
      assert.ok(drawn.waiting.length === 0 || drawn.left === 0);
    }),
    { numRuns: 1_000 },
  );
});

test("money stops at the first who does not fit, and nobody behind jumps ahead with less", () => {
  const drawn = drawBudget(100n as Fen, [needs("a", 60), needs("b", 50), needs("c", 10), needs("later", 0)]);
  assert.deepEqual(drawn, {
    placed: ["a", "later"],
    waiting: [
      { key: "b", place: 1 },
      { key: "c", place: 2 },
    ],
    leftFen: 40n,
  });
});

test("a cost is split to the fen between those who bear it", () => {
  const payer = { zh: "市", en: "city" };
  const shares = [
    { payer, percent: 33.3 },
    { payer, percent: 66.7 },
  ];
  assert.deepEqual(shareCost(shares, 1_000n as Fen), [333n, 667n]);
  assert.deepEqual(shareCost([], 1_000n as Fen), []);
});

function needs(key: string, fen: number) {
  return { key, dueThisYearFen: BigInt(fen) as Fen };
}

function quota(places: number, order: QuotaOrder = { kind: "firstCome" }): Quota {
  return { places, per: "year", order, reserved: [] };
}

function asks(key: string, confirmed: number, value: number | null = 0, reserved: readonly (boolean | null)[] = []) {
  return { key, confirmed, value, reserved };
}

function namesOf(drawn: DrawnLine) {
  return { placed: drawn.placed.map(({ key }) => key), waiting: drawn.waiting.map(({ key }) => key) };
}

const anyCandidate = fc.record({
  confirmed: fc.integer({ min: 0, max: 5 }),
  value: fc.integer({ min: 0, max: 3 }),
  reserved: fc.tuple(fc.boolean(), fc.boolean()),
});
const smallQuota: fc.Arbitrary<Quota> = fc
  .record({
    places: fc.integer({ min: 0, max: 6 }),
    order: fc.constantFrom<QuotaOrder>({ kind: "firstCome" }, { kind: "rank", by: "" }),
    kept: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
  })
  .map(({ places, order, kept: [one, two] }) => ({
    places,
    order: order,
    per: "year",
    reserved: [
      { feel: "", places: Math.min(one, places), says },
      { feel: "", places: Math.min(two, Math.max(0, places - one)), says },
    ],
  }));

function earlier(a: QuotaCandidate | undefined, b: QuotaCandidate | undefined): boolean {
  if (!a || !b) return false;
  // Where the order is first come the values don't count; equal ones decide nothing here.
  return a.confirmed < b.confirmed && (a.value ?? 0) <= (b.value ?? 0);
}

// From the words of the reference: of all groups that find seats together, the one with the earliest people; then the rest.
function byTryingAll(limits: Quota, people: readonly QuotaCandidate[]): readonly string[] {
  const rank = (each: QuotaCandidate) => (limits.order.kind === "rank" ? (each.value ?? 0) : 0);
  const line = people.toSorted((a, b) => rank(a) - rank(b) || a.confirmed - b.confirmed || (a.key < b.key ? -1 : 1));
  let best: readonly number[] = [];
  for (let bits = 0; bits < 1 << line.length; bits += 1) {
    const group = line.flatMap((_, index) => ((bits >> index) & 1 ? [index] : []));
    const open = limits.places - limits.reserved.reduce((sum, each) => sum + each.places, 0);
    const rooms = [...limits.reserved.map((each) => each.places), open];
    if (
      !findSeats(
        group.map((index) => line[index]?.reserved ?? []),
        rooms,
      )
    )
      continue;
    if (comesFirst(group, best)) best = group;
  }
  const rest = line.map((_, index) => index).filter((index) => !best.includes(index));
  const all = [...best, ...rest.slice(0, limits.places - best.length)].toSorted((a, b) => a - b);
  return all.map((index) => line[index]?.key ?? "");
}

function findSeats(group: readonly (readonly (boolean | null)[])[], rooms: readonly number[]): boolean {
  const [first, ...rest] = group;
  if (!first) return true;
  return rooms.some((free, room) => {
    const mayEnter = room === rooms.length - 1 || first[room] === true;
    return free > 0 && mayEnter && findSeats(rest, rooms.with(room, free - 1));
  });
}

function comesFirst(a: readonly number[], b: readonly number[]): boolean {
  for (let index = 0; index < 8; index += 1) if (a.includes(index) !== b.includes(index)) return a.includes(index);
  return false;
}
