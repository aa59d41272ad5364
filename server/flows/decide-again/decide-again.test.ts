import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { checkPolicies } from "@wutong/policy";
import { decideOn } from "./decide-again.ts";

const folder = new URL("../../../regions/yuecheng/policies/", import.meta.url);
const text = (name: string) => readFileSync(new URL(name, folder), "utf8");
const asOf = day("2024-11-30");

/** The rent subsidy about each contract, asking that contract alone; its cases are about something else. */
function aboutContracts() {
  const rent = text("rent-subsidy.yaml");
  const tests = rent.indexOf("\ntests:");
  const conditions = rent.indexOf("\nconditions:");
  const after = rent.indexOf("\namount:");
  const asked = `
conditions:
  all:
    - id: openEnded
      feel: contract.openEnded
      text: { zh: 无固定期限, en: open-ended }
      clause: { zh: 条款, en: clause }
      evidence: { register: contracts }
      when: atKeyDate`;
  const cases = `
tests:
  cases:
    - name: open-ended
      asOf: 2024-11-30
      facts: { contracts: [{ key: a, openEnded: true }] }
      claim: a
      because: asked
      expect: { outcome: possible }
`;
  const changed = `${rent.slice(0, conditions)}${asked}${rent.slice(after, tests)}${cases}`.replace(
    "subject: person",
    "subject: contract",
  );
  const { policies, faults } = checkPolicies([
    { path: "yuecheng.shared.yaml", text: text("yuecheng.shared.yaml") },
    { path: "rent.yaml", text: changed },
  ]);
  assert.deepEqual(faults, []);
  const [policy] = policies;
  assert.ok(policy);
  return policy;
}

test("a policy about a claim of any list is decided again on that claim; one that is gone leaves it open", () => {
  const policy = aboutContracts();
  const rows = [{ key: "a", openEnded: true }, { key: "b", openEnded: false }, { key: "c" }];
  const facts = { contracts: { complete: true, rows } };
  const failed = (certificateKey: string) => decideOn({ policy, certificateKey }, { facts, asOf });
  assert.deepEqual(failed("a").failed, []);
  assert.equal(failed("b").outcome, "notEntitled");
  assert.ok(failed("b").failed.includes("openEnded"));
  assert.ok(failed("c").unknown.includes("openEnded"));
  assert.equal(failed("gone").outcome, "possible");
});
