import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies } from "@wutong/policy";
import { tryCasesOnDuckDB } from "./try-cases.ts";

const folder = new URL("../../../../../regions/jiaxing/policies/", import.meta.url);

test("cases of a policy about households that asks a fact which its files add come out as a sweep, too", async () => {
  const paths = ["statistics.shared.yaml", "pinghu-rent-subsidy.yaml"];
  const { policies, faults } = checkPolicies(
    paths.map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") })),
  );
  assert.deepEqual(faults, []);
  const [tried] = await tryCasesOnDuckDB(policies);
  assert.deepEqual(tried?.differences, []);
  assert.equal(tried?.passed, tried?.policy.envelope.tests.cases.length);
});
