import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPolicies } from "@wutong/policy";
import { type CaseEngine, duckEngine, maskEngine, postgresEngine } from "./case-engines.ts";
import { compareCases } from "./compare-cases.ts";
import { policyFolders } from "./rules/rule-files.ts";

const engines: CaseEngine[] = [];

before(async () => {
  engines.push(maskEngine(), await duckEngine(), await postgresEngine());
});
after(async () => {
  for (const engine of engines) await engine.close();
});

for (const { folder, files } of policyFolders()) {
  const { policies, faults } = checkPolicies(files);
  test(`nothing is wrong with the policies of ${folder}`, () => assert.deepEqual(faults, []));
  for (const policy of policies) {
    const { id, version } = policy.envelope;
    test(`every case of ${id}@${version} comes out as it says: masks, DuckDB and PostgreSQL as closures`, async () => {
      assert.deepEqual(await compareCases(policy, engines), []);
    });
  }
}
