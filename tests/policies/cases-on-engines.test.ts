import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type CaseEngine, duckEngine, maskEngine, postgresEngine } from "./case-engines.ts";
import { compareCases } from "./compare-cases.ts";
import { shippedPolicies } from "./rules/rule-files.ts";

const engines: CaseEngine[] = [];

before(async () => {
  engines.push(maskEngine(), await duckEngine(), await postgresEngine());
});
after(async () => {
  for (const engine of engines) await engine.close();
});

for (const { path, policy } of shippedPolicies()) {
  test(`every case of ${path} comes out as it says: masks, DuckDB and PostgreSQL as closures`, async () => {
    assert.deepEqual(await compareCases(policy, engines), []);
  });
}
