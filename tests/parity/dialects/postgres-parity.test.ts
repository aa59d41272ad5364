import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkExamples } from "./check-expressions.ts";
import { postgresExpressions } from "./postgres-expressions.ts";
import { runExpressionParity } from "./run-expression-parity.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const postgres = await postgresExpressions();
after(() => postgres.close());

test(`closures and PostgreSQL give one answer to random expressions (WUTONG_SEED=${seed})`, async (t) => {
  const report = await runExpressionParity({ seed, expressions: 600, people: 120, together: 12 }, postgres);
  const { true: met, false: failed, unknown, value } = report.answers;
  t.diagnostic(
    `seed ${seed}: ${report.compared} answers of ${report.distinct} expressions (${report.refused} refused): ` +
      `${met} true, ${failed} false, ${unknown} unknown, ${value} values`,
  );
  assert.deepEqual(report.differences.slice(0, 3), []);
  assert.equal(report.refused, 0);
  for (const count of [met, failed, unknown, value]) assert.ok(count > report.compared / 50);
});

test("every example of the catalogue gives on PostgreSQL what it gives as closure", async () => {
  assert.ok((await checkExamples(postgres)) > 20);
});
