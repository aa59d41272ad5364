import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { readFacts } from "./read-facts.ts";

test("days become numbers, decimals integers of hundredths, and what is missing is unknown", () => {
  const read = readFacts({
    personId: 1,
    birth: "1990-01-02",
    homes: { complete: true, rows: [{ priceYuan: 1234.5 }] },
  });
  assert.ok(read.ok);
  assert.equal(read.value["birth"], day("1990-01-02"));
  assert.equal(read.value["sex"], null);
  const homes = read.value["homes"] as {
    readonly rows: readonly { readonly priceYuan: number; readonly owned: null }[];
  };
  assert.equal(homes.rows[0]?.priceYuan, 123_450);
  assert.equal(homes.rows[0]?.owned, null);
  assert.deepEqual(read.value["insurance"], { rows: [], complete: false });
});

test("each wrong value and unknown key is told with its path", () => {
  const read = readFacts({
    brith: "1990-01-02",
    birth: "2023-02-29",
    education: { complete: true, rows: [{ level: 3, schol: "x" }] },
    contracts: { complete: true, rows: [{ years: 2.5 }] },
    homes: { complete: "yes", rows: [] },
  });
  assert.ok(!read.ok);
  assert.deepEqual(read.error.map((each) => `${each.code} ${each.params["path"]}`).sort(), [
    "facts.unknownFact brith",
    "facts.unknownFact education[0].schol",
    "facts.wrongType birth",
    "facts.wrongType contracts[0].years",
    "facts.wrongType education[0].level",
    "facts.wrongType homes",
  ]);
});

test("a third decimal is refused, not rounded", () => {
  const read = readFacts({ homes: { complete: true, rows: [{ areaM2: 88.125 }] } });
  assert.ok(!read.ok);
});
