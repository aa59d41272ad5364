import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies, policyFaultMessage } from "@wutong/policy";

const PAGE = new URL("../../../docs/how-to/write-a-policy.md", import.meta.url);

test("the skeleton of the how-to is a policy whose cases come out", () => {
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(PAGE, "utf8")) ?? [];
  const { policies, faults } = checkPolicies([{ path: "skeleton.yaml", text }]);
  assert.deepEqual(
    faults.map((fault) => `${fault.line}: ${policyFaultMessage(fault, "en")}`),
    [],
  );
  assert.equal(policies[0]?.envelope.tests.cases.length, 4);
});
