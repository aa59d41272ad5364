import assert from "node:assert/strict";
import { test } from "node:test";
import { runWithKills } from "./payment-run.ts";

test("killed at five random moments of a payment run, everybody is paid exactly once and the books balance", async (context) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  const report = await runWithKills({ seed, killsMin: 5, log: (line) => context.diagnostic(line) });
  const { none, ...kills } = report.kills;
  assert.ok(Object.values(kills).reduce((sum, each) => sum + each, 0) >= 5 && none === 0);
  assert.ok(report.payments > 0);
});
