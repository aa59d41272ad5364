import assert from "node:assert/strict";
import { test } from "node:test";
import { withEngines } from "./engines.ts";
import { runPolicyParity } from "./run-policy-parity.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test(`closures and PostgreSQL decide random policies alike (WUTONG_SEED=${seed})`, async (t) => {
  await withEngines(["PostgreSQL"], async (engines) => {
    const report = await runPolicyParity({ seed, policies: 80, people: 150 }, engines);
    t.diagnostic(`${report.pairs} pairs of ${report.policies} policies (${report.refused} refused)`);
    assert.deepEqual(report.differences.slice(0, 1), []);
    for (const count of report.outcomes) assert.ok(count > report.pairs / 100, `outcomes ${report.outcomes}`);
    assert.ok(report.refused <= report.policies * 0.05, `${report.refused} of ${report.policies} refused`);
  });
});
