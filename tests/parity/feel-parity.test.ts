import assert from "node:assert/strict";
import { test } from "node:test";
import { runFeelParity } from "./feel-parity.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test(`closures and DuckDB give one answer to random expressions (WUTONG_SEED=${seed})`, async (t) => {
  const report = await runFeelParity({ seed, expressions: 360, people: 120 });
  const { true: met, false: failed, unknown, value } = report.answers;
  t.diagnostic(
    `seed ${seed}: ${report.compared} answers of ${report.distinct} expressions (${report.refused} refused): ` +
      `${met} true, ${failed} false, ${unknown} unknown, ${value} values`,
  );
  assert.deepEqual(report.differences.slice(0, 3), []);
  for (const count of [met, failed, unknown, value]) assert.ok(count > report.compared / 50);
  assert.ok(report.refused <= report.distinct * 0.05, `${report.refused} of ${report.distinct} refused`);
});
