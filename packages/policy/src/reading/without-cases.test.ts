import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readPolicies } from "./read-policies.ts";
import { withoutCases } from "./without-cases.ts";

const folder = new URL("../../../../regions/jiaxing/policies/", import.meta.url);
const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));

test("without its cases a policy says the same, in less than half of the text", () => {
  const bare = files.map(withoutCases);
  const [whole, rest] = [readPolicies(files), readPolicies(bare)];
  assert.deepEqual(rest.faults, []);
  assert.deepEqual(
    rest.policies.map(({ envelope }) => ({ ...envelope, tests: null })),
    whole.policies.map(({ envelope }) => ({ ...envelope, tests: null })),
  );
  const size = (all: typeof files) => all.reduce((sum, { text }) => sum + text.length, 0);
  assert.ok(size(bare) * 2 < size(files), `${size(bare)} of ${size(files)}`);
});

test("what comes after the cases stays", () => {
  const text = "id: a\ntests:\n  # why\n  cases:\n    - { name: b }\n\nlimits: {}\n";
  const { text: bare } = withoutCases({ path: "a.yaml", text });
  assert.match(bare, /^id: a\ntests: .*left out.*\nlimits: \{\}\n$/);
});
