import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, type Day, day, type Fen } from "@wutong/kernel";
import type { Stacking } from "../envelope/envelope.ts";
import type { Grant, TakenBenefit } from "./grant.ts";
import { stack } from "./stack.ts";

const asOf = day("2024-11-30");
const free: Stacking = { ends: [], deducts: [], higherBarsLower: false, notWith: [] };

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

test("the best of a group in full: what runs already is topped up to it, a second new one adds nothing", () => {
  const running = {
    ...taken({ key: "rent", benefit: "rentSubsidy", from: asOf, paid: 300, sums: [100, 200] }),
    ...group,
  };
  const purchase = grant(
    { key: "purchase", benefit: "purchaseSubsidy", rank: 1, sums: [1000, 1000] },
    { topUp: "homes" },
  );
  const voucher = grant({ key: "voucher", benefit: "housingVoucher", rank: 2, sums: [1500] }, { topUp: "homes" });
  const result = stack([purchase, voucher], [running], asOf);
  assert.deepEqual(result.chosen, ["purchase"]);
  assert.deepEqual(result.dues, [
    {
      ...{ key: "purchase", fullFen: 2000n, dueFen: 1400n, inKind: false },
      less: [{ why: "toppedUp", fen: 600n }],
    },
  ]);
  assert.equal(result.valueFen, 2000n);
  assert.deepEqual(result.lost, [{ key: "voucher", toPolicy: "purchase", toKey: "purchase", why: "toppedUp" }]);
});
const group = { stacking: { ...free, topUp: "homes" } };

test("from rent to purchase: what was paid, and what is overdue, is deducted; the rest of the rent ends", () => {
  const running = taken({ key: "rent", benefit: "rentSubsidy", from: day("2023-01-01"), paid: 600, sums: [] });
  const rent = { ...running, instalments: [...monthly([100, 100]), { due: addDays(asOf, -5), amountFen: 40n as Fen }] };
  const purchase = grant(
    { key: "buy", benefit: "purchaseSubsidy", rank: 1, sums: [5000] },
    { deducts: ["rentSubsidy"] },
  );
  const result = stack([purchase], [rent], asOf);
  assert.equal(result.dues[0]?.dueFen, 5000n - 640n);
  assert.equal(result.valueFen, 5000n);
  assert.deepEqual(result.endsRunning, [{ key: "rent", by: "buy", from: asOf }]);
  const small = { ...purchase, instalments: monthly([640]) };
  assert.equal(stack([small], [rent], asOf).lost[0]?.why, "deducted");
});

test("months of a group are counted together, by the days on which they fall; a longer instalment pays its part", () => {
  const combined = { group: "flat", months: 10 };
  const running = taken({ key: "old", benefit: "livingSubsidy", from: asOf, paid: 0, sums: [] });
  const old = { ...running, stacking: { ...free, combined }, paidMonths: 3 };
  const rent = grant({ key: "rent", benefit: "rentSubsidy", rank: 1, sums: [] }, { combined });
  const yearly = grant({ key: "year", benefit: "homeDiscount", rank: 2, sums: [] }, { combined });
  const of = (months: number, due: number, fen: bigint) => ({ due: addDays(asOf, due), amountFen: fen as Fen, months });
  const months = { ...rent, instalments: [of(1, 0, 100n), of(1, 30, 100n), of(1, 60, 100n)] };
  const result = stack([months, { ...yearly, instalments: [of(12, 40, 1001n)] }], [old], asOf);
  // Seven are left: two months of rent, then five of the year's twelve, then nothing. 1001 × 5 / 12 = 417.08.
  assert.deepEqual(
    result.dues.map(({ key, dueFen }) => [key, dueFen]),
    [
      ["rent", 200n],
      ["year", 417n],
    ],
  );
});

test("months that would be spent on the smaller sum are not", () => {
  const combined = { group: "flat", months: 2 };
  const of = (fen: bigint) => [0, 30].map((days) => ({ due: addDays(asOf, days), amountFen: fen as Fen, months: 1 }));
  const one = { ...grant({ key: "a", benefit: "rentSubsidy", rank: 1, sums: [] }, { combined }), instalments: of(10n) };
  const two = {
    ...grant({ key: "b", benefit: "livingSubsidy", rank: 2, sums: [] }, { combined }),
    instalments: of(9n),
  };
  const result = stack([one, two], [], asOf);
  assert.deepEqual(result.chosen, ["a"]);
  assert.deepEqual(result.lost, [{ key: "b", toPolicy: "a", toKey: "a", why: "monthsUsed" }]);
});

test("a couple: once for the household, once for a home, and a cap on the home that both share", () => {
  const once = grant({ key: "a/rent", benefit: "rentSubsidy", rank: 1, sums: [10] }, { oncePer: "household" });
  const other = { ...once, key: "b/rent", rank: 2 };
  const couple = [
    { ...once, person: 1 },
    { ...other, person: 2 },
  ];
  assert.deepEqual(stack(couple, [], asOf).lost, [
    { key: "b/rent", toPolicy: "a/rent", toKey: "a/rent", why: "onceInHousehold" },
  ]);
  const homes = couple.map((each) => ({ ...each, stacking: { ...free, oncePerHome: true }, home: "h" }));
  assert.equal(stack(homes, [], asOf).lost[0]?.why, "onceForHome");
  assert.equal(
    stack(
      homes.map((each, index) => ({ ...each, home: `h${index}` })),
      [],
      asOf,
    ).lost.length,
    0,
  );

  // R56: 30 % of a home of 900,000 yuan, at most 200,000 and 100,000; together 60 % of it, here of 400,000.
  const capped = { group: "home", capFen: 24_000_000n as Fen };
  const purchase = (key: string, person: number, fen: number) => ({
    ...grant({ key, benefit: "purchaseSubsidy", rank: person, sums: [fen] }, { jointCap: { group: "home", yuan: "" } }),
    ...{ person, home: "h", jointCap: capped },
  });
  const result = stack([purchase("phd", 1, 20_000_000), purchase("master", 2, 10_000_000)], [], asOf);
  assert.deepEqual(
    result.dues.map(({ key, dueFen }) => [key, dueFen]),
    [
      ["phd", 20_000_000n],
      ["master", 4_000_000n],
    ],
  );
});

test("what bars within a person leaves the other one of the household alone", () => {
  const one = { ...grant({ key: "a", benefit: "rentSubsidy", rank: 1, sums: [9] }, { chooseOne: "homes" }), person: 1 };
  assert.deepEqual(stack([one, { ...one, key: "b", person: 2 }], [], asOf).chosen, ["a", "b"]);
  assert.deepEqual(stack([one, { ...one, key: "b" }], [], asOf).chosen, ["a"]);
});

test("a group from one office only", () => {
  const rule = { oneJurisdiction: "housing" };
  const here = grant({ key: "here", benefit: "rentSubsidy", rank: 1, sums: [5] }, rule);
  const there = { ...grant({ key: "there", benefit: "housingVoucher", rank: 2, sums: [9] }, rule), office: 330604 };
  const also = { ...there, key: "also", policyId: "also", benefit: "purchaseSubsidy" };
  const result = stack([here, there, also], [], asOf);
  assert.deepEqual(result.chosen, ["also", "there"]);
  assert.deepEqual(result.lost, [{ key: "here", toPolicy: "also", toKey: "also", why: "otherOffice" }]);
});

test("in kind counts at its worth, and is said to be in kind", () => {
  const rule = { chooseOne: "homes" };
  const flat = { ...grant({ key: "flat", benefit: "talentApartment", rank: 2, sums: [900] }, rule), inKind: true };
  const rent = grant({ key: "rent", benefit: "rentSubsidy", rank: 1, sums: [800] }, rule);
  const result = stack([flat, rent], [], asOf);
  assert.deepEqual(result.dues, [{ key: "flat", fullFen: 900n, dueFen: 900n, inKind: true, less: [] }]);
});

test("for no gain a running benefit is not ended", () => {
  const running = taken({ key: "rent", benefit: "rentSubsidy", from: asOf, paid: 0, sums: [500] });
  const voucher = grant({ key: "v", benefit: "housingVoucher", rank: 1, sums: [500] }, { ends: ["rentSubsidy"] });
  const result = stack([voucher], [running], asOf);
  assert.deepEqual(result.chosen, []);
  assert.deepEqual(result.lost, [{ key: "v", toPolicy: "rent", toKey: "rent", why: "wouldEnd" }]);
});

type Plain = { readonly key: string; readonly benefit: string; readonly sums: readonly number[] };

function grant(plain: Plain & { readonly rank: number }, stacking: Partial<Stacking> = {}): Grant {
  const { key, benefit: kind, rank, sums } = plain;
  const rules = { ...free, ...stacking };
  return { key, policyId: key, benefit: kind, office: 330602, rank, stacking: rules, instalments: monthly(sums) };
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
    office: 330602,
    from,
    stacking: free,
    paidFen: BigInt(paid) as Fen,
    instalments: monthly(sums),
  };
}

function monthly(sums: readonly number[]): Grant["instalments"] {
  return sums.map((sum, index) => ({ due: addDays(asOf, 30 * index), amountFen: BigInt(sum) as Fen }));
}
