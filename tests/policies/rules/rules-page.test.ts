import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { shippedPolicies } from "./rule-files.ts";
import { renderRulesPage } from "./rules-page.ts";

const PAGE = new URL("../../../docs/reference/rules.md", import.meta.url);
const FRAGMENTS = ["R13", "R22", "R27", "R58"];

test("the page of rules says what the files say (WUTONG_UPDATE=1 writes it anew)", () => {
  if (process.env["WUTONG_UPDATE"]) writeFileSync(PAGE, renderRulesPage());
  assert.equal(readFileSync(PAGE, "utf8"), renderRulesPage());
});

test("all 67 rules are there, each with its cases; what a source gives in part says so", () => {
  const wanted = [
    ...Array.from({ length: 65 }, (_, index) => `R${String(index + 1).padStart(2, "0")}`),
    "N-01",
    "N-02",
  ];
  const found = new Map(Map.groupBy(shippedPolicies(), ({ policy }) => policy.envelope.source.rule));
  assert.deepEqual(
    wanted.filter((rule) => !found.has(rule)),
    [],
  );
  for (const rule of wanted) {
    const policies = (found.get(rule) ?? []).map(({ policy }) => policy.envelope);
    const cases = policies.reduce((sum, { tests }) => sum + tests.cases.length, 0);
    assert.ok(cases >= (FRAGMENTS.includes(rule) ? 3 : 10), `${rule} has ${cases} cases`);
    if (FRAGMENTS.includes(rule))
      assert.ok(
        policies.every(({ fragment }) => fragment),
        `${rule} says that it is a fragment`,
      );
  }
});
