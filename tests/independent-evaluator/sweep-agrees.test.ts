import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { compareSweep } from "./compare-sweep.ts";

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

const CHANGES = [
  { file: "rent-subsidy.yaml", from: "value: 3, source: 绍市建设", to: "value: 4, source: 绍市建设" },
  { file: "rent-subsidy.yaml", from: "count: 36", to: "count: 35" },
  { file: "rent-subsidy.yaml", from: 'kind = "rentSubsidy" and', to: 'kind = "purchaseSubsidy" and' },
  { file: "settlement-subsidy.yaml", from: "count: 3", to: "count: 4" },
  { file: "housing-voucher.yaml", from: "ends: [rentSubsidy]", to: "ends: []" },
  { file: "skill-subsidy.yaml", from: "max: 3", to: "max: 2" },
];

for (const change of CHANGES) {
  test(`changing ${change.from} to ${change.to} in ${change.file} shows in the sweep`, async () => {
    const { differences } = await compareSweep({ office: 330602, people: 2_000, seed: 42, asOf: ASOF }, change);
    assert.ok(differences.length > 0);
  });
}
