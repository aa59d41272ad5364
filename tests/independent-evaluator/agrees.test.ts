import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { compare, judgeAll } from "./compare.ts";
import type { Change } from "./compare-policies.ts";

const ASOF = day("2024-11-30");
const OFFICE = { office: 330602, seed: 20241130, asOf: ASOF };
const OUTCOMES = ["entitled", "possible", "notEntitled"];
const SHORT_OF = [
  "yuecheng-rent-subsidy short of contractThreeYears",
  "yuecheng-housing-voucher short of contractThreeYears",
  "yuecheng-skill-subsidy short of insuredOneYear",
];
const POLICIES = [
  "yuecheng-settlement-subsidy",
  "yuecheng-rent-subsidy",
  "yuecheng-housing-voucher",
  "yuecheng-skill-subsidy",
];

test("the engine and the independent evaluator agree on every pair of 20,000 people", (t) => {
  const { pairs, outcomes, differences } = compare(judgeAll({ ...OFFICE, people: 20_000 }), ASOF);
  t.diagnostic(`${pairs} pairs; ${[...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(", ")}`);
  assert.deepEqual(differences, []);
  assert.ok(pairs > 60_000);
  for (const policy of POLICIES) {
    for (const outcome of OUTCOMES)
      assert.ok((outcomes.get(`${policy} ${outcome}`) ?? 0) >= 200, `${policy} ${outcome}`);
  }
  for (const short of SHORT_OF) assert.ok((outcomes.get(short) ?? 0) >= 20, `${short} ${outcomes.get(short)}`);
});

/** One threshold, date, amount or code of a rule each; a reading that let one slip would not be worth much. */
const CHANGES: readonly Change[] = [
  { file: "rent-subsidy.yaml", from: "value: 3, source: 绍市建设", to: "value: 4, source: 绍市建设" },
  { file: "rent-subsidy.yaml", from: "yuan: 300", to: "yuan: 301" },
  { file: "housing-voucher.yaml", from: "value: 3, source", to: "value: 5, source" },
  { file: "housing-voucher.yaml", from: "inForce: { from: 2023-01-01 }", to: "inForce: { from: 2023-02-01 }" },
  { file: "housing-voucher.yaml", from: "yuan: 500000", to: "yuan: 600000" },
  { file: "housing-voucher.yaml", from: '"affordable", "housingReform"', to: '"affordable"' },
  { file: "settlement-subsidy.yaml", from: "inForce: { from: 2024-01-01 }", to: "inForce: { from: 2024-02-01 }" },
  { file: "settlement-subsidy.yaml", from: '"K70"', to: '"K71"' },
  { file: "settlement-subsidy.yaml", from: '"I63"', to: '"I64"' },
  { file: "skill-subsidy.yaml", from: "value: 12, source: N-01", to: "value: 13, source: N-01" },
  { file: "skill-subsidy.yaml", from: "value: 3, source: N-01", to: "value: 4, source: N-01" },
  { file: "skill-subsidy.yaml", from: "yuan: 1500", to: "yuan: 1600" },
];

const FEWER = [...judgeAll({ ...OFFICE, people: 4_000 })];

for (const change of CHANGES) {
  test(`changing ${change.from} to ${change.to} in ${change.file} is noticed`, () => {
    const { differences } = compare(FEWER, ASOF, change);
    assert.ok(differences.length > 0);
  });
}

test("the evaluator itself imports nothing of the engine", () => {
  const folder = new URL("./", import.meta.url);
  const own = readdirSync(folder).filter((name) => name.endsWith(".ts") && !/^compare|\.(?:test|proof)\./.test(name));
  assert.ok(own.length >= 10);
  for (const name of own) {
    for (const [, imported] of readFileSync(new URL(name, folder), "utf8").matchAll(/ from "([^"]+)";$/gm)) {
      assert.match(imported ?? "", /^(?:\.\/(?!compare)[a-z-]+\.ts|@wutong\/generator)$/, name);
    }
  }
});
