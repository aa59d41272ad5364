import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies, policyFaultMessage } from "./index.ts";

const folder = new URL("../../../regions/yuecheng/policies/", import.meta.url);
const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));

test("Yuecheng's four policies are well formed and every case comes out as worked out by hand", () => {
  const { policies, faults } = checkPolicies(files);
  const told = faults.map((each) => `${each.file}:${each.line}:${each.column} ${policyFaultMessage(each, "en")}`);
  assert.deepEqual(told, []);
  const ids = policies.map((each) => `${each.envelope.source.rule} ${each.envelope.id}`).sort();
  assert.deepEqual(ids, [
    "N-01 yuecheng-skill-subsidy",
    "R01 yuecheng-settlement-subsidy",
    "R02 yuecheng-rent-subsidy",
    "R03 yuecheng-housing-voucher",
  ]);
  for (const { envelope } of policies) assert.ok(envelope.tests.cases.length >= 10, envelope.id);
});
