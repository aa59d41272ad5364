import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { compareSweep } from "./compare-sweep.ts";

const ASOF = day("2024-11-30");

test("a sweep on DuckDB and the independent evaluator agree on every pair of 20,000 people", async (t) => {
  const { pairs, differences } = await compareSweep({ office: 330602, people: 20_000, seed: 42, asOf: ASOF });
  t.diagnostic(`${pairs} pairs`);
  assert.deepEqual(differences, []);
  assert.ok(pairs > 60_000);
});

test("a threshold changed in one policy file shows in the sweep", async () => {
  const change = { file: "rent-subsidy.yaml", from: "value: 3, source: 绍市建设", to: "value: 4, source: 绍市建设" };
  const { differences } = await compareSweep({ office: 330602, people: 2_000, seed: 42, asOf: ASOF }, change);
  assert.ok(differences.length > 0);
  assert.ok(differences.every((one) => one.includes("yuecheng-rent-subsidy")));
});
