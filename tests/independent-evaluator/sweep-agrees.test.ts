import assert from "node:assert/strict";
import { test } from "node:test";
import type { OfficeOptions, Person } from "@wutong/generator";
import { day } from "@wutong/kernel";
import { compareSweep } from "./compare-sweep.ts";
import type { Facts } from "./facts.ts";
import { truthToFacts } from "./truth-to-facts.ts";

const ASOF = day("2024-11-30");

test("a sweep on DuckDB and the independent evaluator agree on every pair of 20,000 people, stacking and plans included", async (t) => {
  const { pairs, contested, tied, differences } = await compareSweep({
    office: 330602,
    people: 20_000,
    seed: 42,
    asOf: ASOF,
  });
  t.diagnostic(`${pairs} pairs; ${contested} people can't have all, for ${tied} several sets are worth as much`);
  assert.deepEqual(differences, []);
  assert.ok(pairs > 60_000);
  assert.ok(contested > 200);
});

test("they agree on people with more certificates in a year than are paid for, some of them alike", async (t) => {
  const crowded = { office: 330602, people: 6_000, seed: 43, asOf: ASOF, factsFor: manyCertificates };
  const { contested, tied, differences } = await compareSweep(crowded);
  t.diagnostic(`${contested} people can't have all, for ${tied} several sets are worth as much`);
  assert.deepEqual(differences, []);
  assert.ok(contested > 2_000 && tied > 500 && contested - tied > 500);
});

const CHANGES = [
  { file: "rent-subsidy.yaml", from: "value: 3, source: 绍市建设", to: "value: 4, source: 绍市建设" },
  { file: "rent-subsidy.yaml", from: "count: 36", to: "count: 35" },
  { file: "rent-subsidy.yaml", from: 'kind = "rentSubsidy" and', to: 'kind = "purchaseSubsidy" and' },
  { file: "settlement-subsidy.yaml", from: "count: 3", to: "count: 4" },
  { file: "housing-voucher.yaml", from: "ends: [rentSubsidy]", to: "ends: []" },
  { file: "skill-subsidy.yaml", from: "max: 3", to: "max: 4" },
  { file: "skill-subsidy.yaml", from: "oncePer: occupationAndLevel", to: "oncePer: person" },
];

for (const change of CHANGES) {
  test(`changing ${change.from} to ${change.to} in ${change.file} shows in the sweep`, async () => {
    const factsFor = change.file === "skill-subsidy.yaml" ? { factsFor: manyCertificates } : {};
    const made = { office: 330602, people: 1_500, seed: 42, asOf: ASOF };
    const { differences } = await compareSweep({ ...made, ...factsFor, change });
    assert.ok(differences.length > 0);
  });
}

/** One to six certificates of this year in three occupations, up to three of other occupations paid for this year or last. */
function manyCertificates(person: Person, options: OfficeOptions): Facts {
  const facts = truthToFacts(person, options);
  const draw = drawing(options.seed, person.index);
  const certificates = Array.from({ length: 1 + draw(6) }, (_, n) => ({
    key: `c${n}`,
    occupation: `6-18-01-0${1 + draw(3)}`,
    level: String(3 + draw(3)),
    issued: `2024-0${1 + draw(9)}-15`,
    region: "330602",
  }));
  const paid = Array.from({ length: draw(4) }, (_, n) => ({
    ...{ policy: "", kind: "skillSubsidy", region: "330602", amountYuan: 1_000 },
    ...{
      from: `${2024 - draw(2)}-05-01`,
      to: "2024-05-01",
      certificate: `p${n}`,
      occupation: "4-03-02-01",
      level: "5",
    },
  }));
  const earlier = facts.benefits?.rows.filter((one) => one.kind !== "skillSubsidy") ?? [];
  return {
    ...facts,
    certificates: { complete: true, rows: certificates },
    benefits: { complete: true, rows: [...earlier, ...paid] },
  };
}

/** Numbers below a bound, the same for the same seed and person. */
function drawing(seed: number, index: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + index * 40_503 + 1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 12) % below;
  };
}
