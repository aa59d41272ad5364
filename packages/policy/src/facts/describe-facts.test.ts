import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { readPolicies } from "../reading/read-policies.ts";
import { addingFacts } from "./describe-adding.ts";
import { describeFacts } from "./describe-facts.ts";

const file = new URL("../../../../docs/reference/facts.md", import.meta.url);

test("docs/reference/facts.md lists the fact catalogue (WUTONG_UPDATE=1 writes it anew)", () => {
  if (process.env["WUTONG_UPDATE"]) writeFileSync(file, describeFacts());
  assert.equal(readFileSync(file, "utf8"), describeFacts());
});

test("the example of facts that a region adds is one", () => {
  const [, text = ""] = /```yaml\n(.*?)```/s.exec(addingFacts) ?? [];
  assert.deepEqual(readPolicies([{ path: "city.shared.yaml", text }]).faults, []);
  assert.match(text, /element: \{ name: patent/);
});
