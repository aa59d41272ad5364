import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, type Day, day, type Fen, partsOfDay } from "@wutong/kernel";
import fc from "fast-check";
import type { Stacking } from "../envelope/envelope.ts";
import type { Grant, TakenBenefit } from "./grant.ts";
import { stack } from "./stack.ts";

const asOf = day("2024-11-30");
const free: Stacking = { ends: [], higherBarsLower: false, notWith: [] };

test("a voucher beats the rent subsidy that it ends", () => {
  const rent = grant({ key: "rent", benefit: "rentSubsidy", rank: 2, sums: [50_000, 50_000, 50_000] });
  const voucher = grant(
    { key: "voucher", benefit: "housingVoucher", rank: 3, sums: [6_000_000] },
    { ends: ["rentSubsidy"] },
  );
  const result = stack([rent, voucher], [], asOf);
  assert.deepEqual(result.chosen, ["voucher"]);
  assert.equal(result.valueFen, 6_000_000n);
  assert.deepEqual(result.lost, [{ key: "rent", toPolicy: "voucher", toKey: "voucher", why: "endedBy" }]);
});

test("a voucher worth less than the rent still due is left", () => {
  const rent = grant({ key: "rent", benefit: "rentSubsidy", rank: 2, sums: [50_000, 50_000, 50_000] });
  const voucher = grant(
    { key: "voucher", benefit: "housingVoucher", rank: 3, sums: [120_000] },
    { ends: ["rentSubsidy"] },
  );
  const result = stack([rent, voucher], [], asOf);
  assert.deepEqual(result.chosen, ["rent"]);
  assert.deepEqual(result.lost, [{ key: "voucher", toPolicy: "rent", toKey: "rent", why: "wouldEnd" }]);
});

test("equal values: the earlier clause wins", () => {
  const one = grant({ key: "b", benefit: "rentSubsidy", rank: 1, sums: [100] }, { chooseOne: "housing" });
  const two = grant({ key: "a", benefit: "purchaseSubsidy", rank: 2, sums: [100] }, { chooseOne: "housing" });
  assert.deepEqual(stack([two, one], [], asOf).chosen, ["b"]);
});

test("settlement subsidy and voucher don't exclude each other", () => {
  const settlement = grant({ key: "settlement", benefit: "settlementSubsidy", rank: 1, sums: [1_500_000] });
  const voucher = grant(
    { key: "voucher", benefit: "housingVoucher", rank: 3, sums: [6_000_000] },
    { ends: ["rentSubsidy"] },
  );
  assert.deepEqual(stack([settlement, voucher], [], asOf).chosen, ["settlement", "voucher"]);
});

test("a running rent subsidy is ended only by the person's own choice, and the answer says so", () => {
  const running = taken({
    key: "rent",
    benefit: "rentSubsidy",
    from: day("2024-01-01"),
    paid: 500_000,
    sums: [50_000, 50_000],
  });
  const voucher = grant(
    { key: "voucher", benefit: "housingVoucher", rank: 3, sums: [6_000_000] },
    { ends: ["rentSubsidy"] },
  );
  const result = stack([voucher], [running], asOf);
  assert.deepEqual(result.chosen, ["voucher"]);
  assert.deepEqual(result.endsRunning, [{ key: "rent", by: "voucher", from: asOf }]);
  assert.equal(result.valueFen, 6_500_000n);
});

const skills: Partial<Stacking> = {
  oncePer: "occupationAndLevel",
  higherBarsLower: true,
  perYear: { max: 3, already: "" },
};

test("the senior certificate bars the junior one of the same occupation, and of two alike one is paid", () => {
  const certificates = [
    skill("c5", "welder", "5", 100_000),
    skill("c3", "welder", "3", 200_000),
    skill("d3", "welder", "3", 200_000),
    skill("e5", "cook", "5", 100_000),
  ];
  const result = stack(certificates, [], asOf);
  assert.deepEqual(result.chosen, ["c3", "e5"]);
  assert.deepEqual(
    result.lost.map(({ key, toKey, why }) => [key, toKey, why]),
    [
      ["c5", "c3", "higherLevel"],
      ["d3", "c3", "onceOnly"],
    ],
  );
});

test("three a year: what was paid this year counts, and the highest amounts are taken", () => {
  const certificates = [
    { ...skill("a", "cook", "5", 100_000), alreadyThisYear: 1 },
    { ...skill("b", "welder", "3", 200_000), alreadyThisYear: 1 },
    { ...skill("c", "smith", "4", 150_000), alreadyThisYear: 1 },
  ];
  const result = stack(certificates, [], asOf);
  assert.deepEqual(result.chosen, ["b", "c"]);
  assert.equal(result.lost[0]?.why, "yearLimit");
});

test("nothing left to pay is nothing lost to another", () => {
  const result = stack([grant({ key: "paid", benefit: "rentSubsidy", rank: 1, sums: [] })], [], asOf);
  assert.deepEqual(result.lost, [{ key: "paid", toPolicy: null, toKey: null, why: "nothingLeft" }]);
});

test("the chosen set is the best lawful one: no difference from trying every set of up to eight", () => {
  fc.assert(
    fc.property(manyGrants(8), manyTaken, (grants, already) => {
      const found = stack(grants, already, asOf);
      const best = bruteForce(grants, already);
      assert.ok(found.exact);
      assert.equal(found.valueFen, best.value);
      assert.deepEqual(found.chosen, best.keys);
    }),
    { numRuns: 1500 },
  );
});

test("and of up to twelve", () => {
  fc.assert(
    fc.property(manyGrants(12, 9), manyTaken, (grants, already) => {
      const found = stack(grants, already, asOf);
      assert.deepEqual([found.valueFen, found.chosen], Object.values(worthAndKeys(grants, already)));
    }),
    { numRuns: 100 },
  );
});

// Brute force, written from the specification's words and not from the search above.

function bruteForce(
  grants: readonly Grant[],
  already: readonly TakenBenefit[],
): { value: bigint; keys: readonly string[] } {
  const ordered = [...grants].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  let best = { value: worth([], already), keys: [] as readonly string[], places: [] as readonly number[] };
  for (let bits = 1; bits < 1 << ordered.length; bits += 1) {
    const places = ordered.flatMap((_, index) => ((bits >> index) & 1 ? [index] : []));
    const set = places.flatMap((place) => ordered[place] ?? []);
    if (!lawful(set, already)) continue;
    const value = worth(set, already);
    if (value > best.value || (value === best.value && best.keys.length > 0 && earlier(places, best.places))) {
      best = { value, keys: set.map((each) => each.key), places };
    }
  }
  return best;
}

function worthAndKeys(grants: readonly Grant[], already: readonly TakenBenefit[]) {
  const { value, keys } = bruteForce(grants, already);
  return { value, keys };
}

/** The first place at which two sets differ decides: to hold the earlier clause is better. */
function earlier(a: readonly number[], b: readonly number[]): boolean {
  for (let place = 0; place < 32; place += 1) {
    if (a.includes(place) !== b.includes(place)) return a.includes(place);
  }
  return false;
}

function worth(set: readonly Grant[], already: readonly TakenBenefit[]): bigint {
  const paid = already.reduce((sum, each) => sum + each.paidFen, 0n);
  return [...set, ...already].reduce((sum, each) => sum + dueOf(each, set, already), paid);
}

function dueOf(one: Grant | TakenBenefit, set: readonly Grant[], already: readonly TakenBenefit[]): bigint {
  const stops = [
    ...already
      .filter((each) => each !== one && each.key !== one.key && each.stacking.ends.includes(one.benefit))
      .map((each) => each.from as number),
    ...set
      .filter((each) => each !== one && each.key !== one.key && each.stacking.ends.includes(one.benefit))
      .map(() => asOf as number),
  ];
  const due = one.instalments.filter((each) => stops.every((stop) => each.due < stop));
  return due.reduce((sum, each) => sum + each.amountFen, 0n);
}

function lawful(set: readonly Grant[], already: readonly TakenBenefit[]): boolean {
  const all: readonly (Grant | TakenBenefit)[] = [...set, ...already];
  for (const grantOne of set) {
    if (dueOf(grantOne, set, already) === 0n) return false;
    for (const other of all) if (other !== grantOne && clash(grantOne, other)) return false;
    const limit = grantOne.stacking.perYear?.max;
    const counted = already.filter(
      (each) => each.policyId === grantOne.policyId && partsOfDay(each.from).year === 2024,
    ).length;
    const same = set.filter((each) => each.policyId === grantOne.policyId).length;
    if (limit !== undefined && Math.max(counted, grantOne.alreadyThisYear ?? 0) + same > limit) return false;
  }
  return true;
}

function clash(a: Grant, b: Grant | TakenBenefit): boolean {
  const [x, y] = [a.certificate, b.certificate];
  const alike = x !== undefined && y !== undefined && x.occupation === y.occupation && x.level === y.level;
  if (a.stacking.chooseOne !== undefined && a.stacking.chooseOne === b.stacking.chooseOne) return true;
  if (a.benefit === b.benefit && a.stacking.oncePer === "person") return true;
  if (a.benefit === b.benefit && a.stacking.oncePer === "occupationAndLevel" && alike) return true;
  if (
    a.benefit === b.benefit &&
    a.stacking.higherBarsLower &&
    x &&
    y &&
    x.occupation === y.occupation &&
    y.level < x.level
  )
    return true;
  const named = a.stacking.notWith.includes(b.benefit) || b.stacking.notWith.includes(a.benefit);
  return named && (!x || !y || alike || x.key === y.key);
}

const benefit = fc.constantFrom("rentSubsidy", "housingVoucher", "purchaseSubsidy", "trainingSubsidy");
const rules: fc.Arbitrary<Stacking> = fc
  .record({
    ends: fc.uniqueArray(benefit, { maxLength: 1 }),
    notWith: fc.uniqueArray(benefit, { maxLength: 1 }),
    higherBarsLower: fc.boolean(),
    group: fc.constantFrom(undefined, undefined, "g1", "g2"),
    once: fc.constantFrom(undefined, undefined, "person" as const, "occupationAndLevel" as const),
    limit: fc.constantFrom(undefined, undefined, 1, 2, 3),
  })
  .map(({ group, once, limit, ...rest }) => ({
    ...rest,
    ...(group ? { chooseOne: group } : {}),
    ...(once ? { oncePer: once } : {}),
    ...(limit ? { perYear: { max: limit, already: "" } } : {}),
  }));
const instalments = fc.array(
  fc.record({
    due: fc.integer({ min: -30, max: 400 }).map((days) => addDays(asOf, days)),
    amountFen: fc.bigInt({ min: 1n, max: 6n }).map((amount) => amount as Fen),
  }),
  { maxLength: 3 },
);
const certificate = fc.option(
  fc.record({
    key: fc.constantFrom("k1", "k2", "k3"),
    occupation: fc.constantFrom("cook", "welder"),
    level: fc.constantFrom("5", "4", "3"),
  }),
  { nil: undefined },
);

function manyGrants(max: number, min = 0): fc.Arbitrary<readonly Grant[]> {
  const one = fc.record({
    benefit,
    stacking: rules,
    instalments,
    certificate,
    rank: fc.integer({ min: 1, max: 4 }),
    already: fc.constantFrom(undefined, 0, 1),
  });
  return fc.array(one, { minLength: min, maxLength: max }).map((list) =>
    list.map(({ certificate: held, already, ...rest }, index) => ({
      ...rest,
      key: `g${index}`,
      policyId: rest.benefit,
      ...(held ? { certificate: held } : {}),
      ...(already === undefined ? {} : { alreadyThisYear: already }),
    })),
  );
}

const manyTaken: fc.Arbitrary<readonly TakenBenefit[]> = fc
  .array(
    fc.record({
      benefit,
      stacking: rules,
      instalments,
      certificate,
      from: fc.constantFrom(day("2023-12-31"), day("2024-05-01"), asOf),
      paidFen: fc.bigInt({ min: 0n, max: 9n }).map((amount) => amount as Fen),
    }),
    { maxLength: 2 },
  )
  .map((list) =>
    list.map(({ certificate: held, ...rest }, index) => ({
      ...rest,
      key: `t${index}`,
      policyId: rest.benefit,
      ...(held ? { certificate: held } : {}),
    })),
  );

type Plain = { readonly key: string; readonly benefit: string; readonly sums: readonly number[] };

function grant(plain: Plain & { readonly rank: number }, stacking: Partial<Stacking> = {}): Grant {
  const { key, benefit: kind, rank, sums } = plain;
  return { key, policyId: key, benefit: kind, rank, stacking: { ...free, ...stacking }, instalments: monthly(sums) };
}

function skill(key: string, occupation: string, level: string, sum: number): Grant {
  const one = grant({ key, benefit: "skillSubsidy", rank: 4, sums: [sum] }, skills);
  return { ...one, policyId: "skill", certificate: { key, occupation, level } };
}

function taken(plain: Plain & { readonly from: Day; readonly paid: number }): TakenBenefit {
  const { key, benefit: kind, from, paid, sums } = plain;
  return {
    key,
    policyId: key,
    benefit: kind,
    from,
    stacking: free,
    paidFen: BigInt(paid) as Fen,
    instalments: monthly(sums),
  };
}

function monthly(sums: readonly number[]): Grant["instalments"] {
  return sums.map((sum, index) => ({ due: addDays(asOf, 30 * index), amountFen: BigInt(sum) as Fen }));
}
