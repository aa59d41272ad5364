import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, day, type Fen } from "@wutong/kernel";
import fc from "fast-check";
import type { Quota, QuotaOrder, Stacking } from "../envelope/stacking-rules.ts";
import type { Grant } from "../stacking/grant.ts";
import { stack } from "../stacking/stack.ts";
import type { PolicyInLine } from "./quota-lines.ts";
import { type PersonInLine, type SettledQuotas, settleQuotas } from "./settle-quotas.ts";

const asOf = day("2024-11-30");
const free: Stacking = { ends: [], deducts: [], higherBarsLower: false, notWith: [] };
const oneOf: Stacking = { ...free, chooseOne: "housing" };
const firstCome = { kind: "firstCome" } as const;

test("who waits for one benefit takes the next best beside it, and keeps their place in the queue", () => {
  const people = [
    person("a", [grant("flat", 900, oneOf), grant("rent", 300, oneOf), grant("travel", 50)], { flat: 1 }),
    person("b", [grant("flat", 900, oneOf), grant("rent", 300, oneOf), grant("travel", 50)], { flat: 2 }),
  ];
  const settled = settleQuotas(people, [places("flat", 1)], { asOf });
  assert.deepEqual(chosenOf(settled), { a: ["flat", "travel"], b: ["rent", "travel"] });
  assert.deepEqual(settled.people[1]?.waiting, [
    { grant: "flat", line: { kind: "places", policyId: "flat" }, place: 1 },
  ]);
  assert.equal(settled.rounds, 2);
});

test("places of each employer are counted apart, with what was taken of its own before", () => {
  const says = { zh: "单位", en: "employer" };
  const eachOf = { feel: "", says, evidence: { kind: "register", register: "insurance" } } as const;
  const policy: PolicyInLine = {
    policyId: "flat",
    limits: { quota: { ...quota(1, firstCome), eachOf } },
    takenOf: new Map([["e3", { all: 1, reserved: [] }]]),
  };
  const at = (key: string, of: string, confirmed: number): PersonInLine => ({
    ...person(key, [grant("flat", 900)], {}),
    asks: { flat: { confirmed, of } },
  });
  const settled = settleQuotas([at("a", "e1", 1), at("b", "e1", 2), at("c", "e2", 3), at("d", "e3", 4)], [policy], {
    asOf,
  });
  assert.deepEqual(chosenOf(settled), { a: ["flat"], b: [], c: ["flat"], d: [] });
  assert.deepEqual(settled.people[3]?.waiting, [
    { grant: "flat", line: { kind: "places", policyId: "flat", of: "e3" }, place: 1 },
  ]);
});

test("somebody refused in one line may push out another in the next, and so on to the end", () => {
  const grants = (...sums: readonly [string, number][]) => sums.map(([id, sum]) => grant(id, sum, oneOf));
  const people = [
    person("a", grants(["x", 9]), { x: 1 }),
    person("b", grants(["x", 9], ["y", 5]), { x: 2, y: 1 }),
    person("c", grants(["y", 9], ["z", 5]), { y: 2, z: 1 }),
    person("d", grants(["z", 9]), { z: 2 }),
  ];
  const settled = settleQuotas(people, [places("x", 1), places("y", 1), places("z", 1)], { asOf });
  assert.deepEqual(chosenOf(settled), { a: ["x"], b: ["y"], c: ["z"], d: [] });
  assert.equal(settled.rounds, 4);
});

test("a place that somebody gives up in the end goes to the first who waits for it", () => {
  // a takes the pair x + y only together; without y the lone z is better, and x is free again for b.
  const apart: Stacking = { ...free, notWith: ["z"] };
  const people = [
    person("a", [grant("x", 4, apart), grant("y", 4, apart), grant("z", 6)], { x: 1, y: 9 }),
    person("b", [grant("x", 4)], { x: 2 }),
    person("c", [grant("y", 4)], { y: 1 }),
    person("d", [grant("x", 4)], { x: 3 }),
  ];
  const settled = settleQuotas(people, [places("x", 1), places("y", 1)], { asOf });
  assert.deepEqual(chosenOf(settled), { a: ["z"], b: ["x"], c: ["y"], d: [] });
  assert.equal(settled.letIn, 1);
});

test("money of a line is drawn in the order of its places, and what is due in later years asks nothing of this one", () => {
  const policy: PolicyInLine = {
    policyId: "flat",
    limits: { quota: quota(3), budget: { line: "housing", yearFen: 1_000n as Fen, shares: [] } },
  };
  const later = { ...grant("flat", 900), instalments: [{ due: day("2025-06-01"), amountFen: 900n as Fen }] };
  const people = [
    person("a", [grant("flat", 600)], { flat: 1 }),
    person("b", [grant("flat", 600)], { flat: 2 }),
    person("c", [grant("flat", 100)], { flat: 3 }),
    person("d", [later], { flat: 4 }),
    person("e", [later], { flat: 5 }),
  ];
  const settled = settleQuotas(people, [policy], { asOf });
  assert.deepEqual(chosenOf(settled), { a: ["flat"], b: [], c: [], d: ["flat"], e: ["flat"] });
  assert.deepEqual(settled.people[2]?.waiting[0]?.line, { kind: "money", line: "housing" });
  const richer = settleQuotas(people, [policy], { asOf, leftFen: new Map([["housing", 1_200n as Fen]]) });
  assert.deepEqual(chosenOf(richer), { a: ["flat"], b: ["flat"], c: [], d: ["flat"], e: [] });
});

test("two policies that share a line of money share it by confirmation", () => {
  const budget = { line: "talent", yearFen: 100n as Fen, shares: [] };
  const policies = ["rent", "travel"].map((policyId) => ({ policyId, limits: { budget } }));
  const people = [person("a", [grant("rent", 60)], { rent: 2 }), person("b", [grant("travel", 60)], { travel: 1 })];
  assert.deepEqual(chosenOf(settleQuotas(people, policies, { asOf })), { a: [], b: ["travel"] });
});

test("in any town: it ends, all fit, nobody is passed by, everybody has their best, and the order of input is nothing", () => {
  const seen = { rounds: 0, letIn: 0, waiting: 0 };
  fc.assert(
    fc.property(anyTown, ({ people, policies }) => {
      const settled = settleQuotas(people, policies, { asOf });
      assertLawful(people, policies, settled);
      const turned = settleQuotas(
        people.toReversed().map((each) => ({ ...each, grants: each.grants.toReversed() })),
        policies.toReversed(),
        { asOf },
      );
      assert.deepEqual(turned, settled);
      seen.rounds = Math.max(seen.rounds, settled.rounds);
      seen.letIn = Math.max(seen.letIn, settled.letIn);
      seen.waiting += settled.people.reduce((sum, each) => sum + each.waiting.length, 0);
    }),
    { numRuns: 400 },
  );
  assert.ok(seen.rounds > 2 && seen.letIn > 0 && seen.waiting > 1_000, JSON.stringify(seen));
});

test("where people choose one of many, everybody has the best of all stable outcomes, tried one by one", () => {
  fc.assert(
    fc.property(smallTown, ({ people, policies }) => {
      const settled = settleQuotas(people, policies, { asOf });
      const mine = settled.people.map(({ stacked }) => Number(stacked.valueFen));
      const best = bestStable(people, policies);
      assert.deepEqual(mine, best);
    }),
    { numRuns: 400 },
  );
});

test("a town of five thousand is settled in seconds", () => {
  const orders: readonly QuotaOrder[] = [firstCome, { kind: "points", by: "" }, { kind: "rank", by: "" }];
  const policies = orders.map((order, index) => ({ policyId: `p${index}`, limits: { quota: quota(800, order) } }));
  const people = Array.from({ length: 5_000 }, (_, index) => {
    const grants = policies.map(({ policyId }, at) => grant(policyId, 100 + ((index * 7 + at * 13) % 90), oneOf));
    return person(`k${index}`, grants, { p0: index % 997, p1: (index * 31) % 1009, p2: (index * 17) % 991 });
  });
  const began = performance.now();
  const settled = settleQuotas(people, policies, { asOf });
  const seconds = (performance.now() - began) / 1000;
  assert.equal(settled.people.filter(({ stacked }) => stacked.chosen.length > 0).length, 2_400);
  assert.ok(seconds < 20, `${seconds} s, ${settled.rounds} rounds, ${settled.stackings} stackings`);
});

function assertLawful(
  people: readonly PersonInLine[],
  policies: readonly PolicyInLine[],
  settled: SettledQuotas,
): void {
  const by = new Map(people.map((each) => [each.key, each]));
  const holders = (policyId: string) => settled.people.filter(({ stacked }) => stacked.chosen.includes(policyId));
  for (const { policyId, limits } of policies) {
    const sits = holders(policyId).flatMap(({ key }) => by.get(key) ?? []);
    if (limits.quota) assert.ok(sits.length <= limits.quota.places, policyId);
    const money = sits.reduce((sum, each) => sum + sumOf(each, policyId), 0n);
    if (limits.budget?.yearFen !== undefined) assert.ok(money <= limits.budget.yearFen, policyId);
    for (const { key, waiting } of settled.people) {
      const waits = waiting.find(({ grant: id, line }) => id === policyId && line.kind === "places");
      const asking = by.get(key);
      if (!waits || !asking || !limits.quota) continue;
      for (const other of sits) {
        if (!before(limits.quota.order, asking, other, policyId)) continue;
        const theirs = other.asks[policyId]?.reserved ?? [];
        const own: readonly (boolean | null)[] = asking.asks[policyId]?.reserved ?? [];
        assert.ok(
          theirs.some((meets, index) => meets && !own[index]),
          `${policyId}: ${key} before ${other.key}`,
        );
      }
    }
  }
  for (const { key, stacked, waiting } of settled.people) {
    const grants = by.get(key)?.grants ?? [];
    for (const each of grants) {
      const waits = waiting.some(({ grant: id }) => id === each.key);
      assert.ok(!waits || !stacked.chosen.includes(each.key));
      if (waits) continue;
      // What they neither have nor wait for would bring them nothing more.
      const and = stack(
        grants.filter((one) => one === each || stacked.chosen.includes(one.key)),
        [],
        asOf,
      );
      assert.equal(and.valueFen, stacked.valueFen, `${key} without ${each.key}`);
    }
  }
}

function chosenOf(settled: SettledQuotas) {
  return Object.fromEntries(settled.people.map(({ key, stacked }) => [key, [...stacked.chosen]]));
}

function before(order: QuotaOrder, a: PersonInLine, b: PersonInLine, policyId: string): boolean {
  const [one, other] = [a.asks[policyId], b.asks[policyId]];
  if (!one || !other) return false;
  if (order.kind === "rank" && one.value !== other.value) return (one.value ?? 0) < (other.value ?? 0);
  if (order.kind === "points" && one.value !== other.value) return (one.value ?? 0) > (other.value ?? 0);
  return one.confirmed < other.confirmed || (one.confirmed === other.confirmed && a.key < b.key);
}

function sumOf(each: PersonInLine, policyId: string): bigint {
  return each.grants.find((one) => one.policyId === policyId)?.instalments[0]?.amountFen ?? 0n;
}

/** Every way to give each person one of their grants or none; of those that nobody could better in the line, the best for each. */
function bestStable(people: readonly PersonInLine[], policies: readonly PolicyInLine[]): readonly number[] {
  const sorted = people.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  let outcomes: readonly (readonly (Grant | null)[])[] = [[]];
  for (const { grants } of sorted)
    outcomes = outcomes.flatMap((each) => [null, ...grants].map((one) => [...each, one]));
  const worth = (one: Grant | null) => Number(one?.instalments[0]?.amountFen ?? 0n);
  const stable = outcomes.filter((outcome) =>
    policies.every(({ policyId, limits }) => {
      const quotaOf = limits.quota;
      if (!quotaOf) return true;
      const sits = sorted.filter((_, index) => outcome[index]?.policyId === policyId);
      if (sits.length > quotaOf.places) return false;
      return sorted.every((each, index) => {
        const wanted = each.grants.find((one) => one.policyId === policyId);
        if (!wanted || worth(wanted) <= worth(outcome[index] ?? null)) return true;
        const full = sits.length === quotaOf.places;
        return full && sits.every((other) => before(quotaOf.order, other, each, policyId));
      });
    }),
  );
  assert.ok(stable.length > 0);
  return sorted.map((_, index) => Math.max(...stable.map((outcome) => worth(outcome[index] ?? null))));
}

function grant(id: string, sum: number, stacking: Stacking = free): Grant {
  return {
    key: id,
    policyId: id,
    benefit: id,
    office: 330602,
    rank: 1,
    stacking,
    instalments: [{ due: asOf as Day, amountFen: BigInt(sum) as Fen }],
  };
}

function person(key: string, grants: readonly Grant[], asked: Readonly<Record<string, number>>): PersonInLine {
  const asks = Object.fromEntries(
    Object.entries(asked).map(([id, number]) => [id, { confirmed: number, value: number }]),
  );
  return { key, grants, taken: [], asks };
}

function quota(number: number, order: QuotaOrder = firstCome): Quota {
  return { places: number, per: "year", order, reserved: [] };
}

function places(policyId: string, number: number, order: QuotaOrder = firstCome): PolicyInLine {
  return { policyId, limits: { quota: quota(number, order) } };
}

const says = { zh: "预留", en: "Reserved" };
const anyOrder = fc.constantFrom<QuotaOrder>(firstCome, { kind: "rank", by: "" }, { kind: "points", by: "" });
const ids = ["p", "q", "r", "s"] as const;
const anyPolicy = (policyId: string): fc.Arbitrary<PolicyInLine> =>
  fc
    .record({
      number: fc.integer({ min: 0, max: 4 }),
      kept: fc.integer({ min: 0, max: 2 }),
      order: anyOrder,
      money: fc.option(fc.integer({ min: 0, max: 30 })),
    })
    .map(({ number, kept, order, money }) => ({
      policyId,
      limits: {
        quota: { ...quota(number, order), reserved: [{ feel: "", places: Math.min(kept, number), says }] },
        ...(money === null ? {} : { budget: { line: policyId, yearFen: BigInt(money) as Fen, shares: [] } }),
      },
    }));
const anyStacking = fc.constantFrom<Stacking>(
  free,
  oneOf,
  { ...free, notWith: ["q"] },
  { ...free, notWith: ["s", "r"] },
  { ...free, chooseOne: "other" },
);
const anyAsk = fc.record({
  confirmed: fc.integer({ min: 0, max: 6 }),
  value: fc.integer({ min: 0, max: 4 }),
  reserved: fc.tuple(fc.boolean()),
});
const anyTown = fc.record({
  policies: fc.tuple(...ids.map(anyPolicy)),
  people: fc
    .array(
      fc.array(
        fc.record({
          id: fc.constantFrom(...ids),
          sum: fc.integer({ min: 1, max: 12 }),
          stacking: anyStacking,
          ask: anyAsk,
        }),
        {
          maxLength: 4,
        },
      ),
      { minLength: 1, maxLength: 14 },
    )
    .map(townOf),
});
const smallTown = fc.record({
  policies: fc.tuple(
    ...ids
      .slice(0, 3)
      .map((id) =>
        fc
          .record({ number: fc.integer({ min: 0, max: 2 }), order: anyOrder })
          .map((each) => places(id, each.number, each.order)),
      ),
  ),
  people: fc
    .array(
      fc
        .tuple(fc.shuffledSubarray([...ids.slice(0, 3)]), fc.array(anyAsk, { minLength: 3, maxLength: 3 }))
        .map(([some, asks]) =>
          some.map((id, index) => ({
            id,
            sum: index + 1,
            stacking: oneOf,
            ask: asks[index] ?? { confirmed: 0, value: 0 },
          })),
        ),
      { minLength: 1, maxLength: 5 },
    )
    .map(townOf),
});

type RawGrant = {
  readonly id: string;
  readonly sum: number;
  readonly stacking: Stacking;
  readonly ask: { readonly confirmed: number; readonly value: number; readonly reserved?: readonly boolean[] };
};
function townOf(raw: readonly (readonly RawGrant[])[]): readonly PersonInLine[] {
  return raw.map((grants, index) => {
    const once = grants.filter(({ id }, at) => grants.findIndex((each) => each.id === id) === at);
    return {
      key: `k${index}`,
      grants: once.map(({ id, sum, stacking }) => grant(id, sum, stacking)),
      taken: [],
      asks: Object.fromEntries(once.map(({ id, ask }) => [id, ask])),
    };
  });
}
