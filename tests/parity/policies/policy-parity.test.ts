import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageLines } from "./coverage.ts";
import { withEngines } from "./engines.ts";
import { runPolicyParity } from "./run-policy-parity.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test(`closures and sweeps decide random policies alike (WUTONG_SEED=${seed})`, async (t) => {
  await withEngines(["DuckDB"], async (engines) => {
    const report = await runPolicyParity({ seed, policies: 60, people: 150 }, engines);
    t.diagnostic(`${report.pairs} pairs of ${report.policies} policies (${report.refused} refused)`);
    for (const line of coverageLines(report.coverage)) t.diagnostic(line);
    assert.deepEqual(report.differences.slice(0, 1), []);
    for (const count of report.outcomes) assert.ok(count > report.pairs / 100, `outcomes ${report.outcomes}`);
    assert.ok(report.refused <= report.policies * 0.05, `${report.refused} of ${report.policies} refused`);
  });
});
