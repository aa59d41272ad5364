import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { AnalyticsCancelled, AnalyticsFault } from "./analytics.ts";
import { forkAnalytics } from "./fork-analytics.ts";
import { openAnalytics } from "./open-analytics.ts";
import { AS_PARQUET, quoteName, quoteText } from "./quoting.ts";

const SMALL = { memoryMiB: 256, threads: 1 };
const NESTED = `SELECT DATE '2024-11-30' AS d, 12::BIGINT AS n, [{'day': DATE '1970-01-03', 'area': 89.50::DECIMAL(18,2)}] AS rows,
  NULL::INTEGER AS missing, sum(x)::HUGEINT AS total FROM range(3) AS r(x)`;

for (const open of [openAnalytics, forkAnalytics]) {
  test(`${open.name} reads days as numbers, money as bigint and lists of structures, by columns`, async () => {
    const analytics = await open(SMALL);
    const columns = await analytics.columns(NESTED);
    assert.deepEqual(columns, {
      d: [day("2024-11-30")],
      n: [12n],
      rows: [[{ day: 2, area: 89.5 }]],
      missing: [null],
      total: [3n],
    });
    assert.deepEqual(await analytics.columns("SELECT $1::INTEGER + 1 AS x, $2 AS y", [41, "a'b"]), {
      x: [42],
      y: ["a'b"],
    });
    await assert.rejects(analytics.run("SELECT nonsense"), AnalyticsFault);
    await analytics.close();
  });
}

for (const open of [openAnalytics, forkAnalytics]) {
  test(`${open.name} answers on a lane while another query of the same database runs, each with its own temporary tables`, async () => {
    const analytics = await open({ memoryMiB: 256, threads: 2 });
    await analytics.run("CREATE TABLE shared AS SELECT 7 AS x");
    const order: string[] = [];
    const long = analytics
      .columns("SELECT count(*) AS n FROM range(30000000) a WHERE a.range * 7 % 11 = 3")
      .then(() => order.push("long"));
    const lane = await analytics.lane();
    await lane.run("CREATE TEMP TABLE own AS FROM shared");
    assert.deepEqual(await lane.columns("FROM own"), { x: [7] });
    order.push("lane");
    await long;
    assert.deepEqual(order, ["lane", "long"]);
    await assert.rejects(analytics.run("FROM own"), AnalyticsFault);
    await analytics.close();
  });
}

test("files written by the child are for their owner alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wutong-analytics-"));
  const analytics = await forkAnalytics(SMALL);
  const file = join(folder, "it's.parquet");
  await analytics.run(`COPY (SELECT 1 AS ${quoteName('a"b')}) TO ${quoteText(file)} (${AS_PARQUET})`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(await analytics.columns(`FROM read_parquet(${quoteText(file)})`), { 'a"b': [1] });
  const { compression } = await analytics.columns(`SELECT compression FROM parquet_metadata(${quoteText(file)})`);
  assert.deepEqual(compression, ["SNAPPY"], "ZSTD is read wrongly now and then (decision 0014)");
  await analytics.close();
  rmSync(folder, { recursive: true });
});

test("aborting ends a query that would run for minutes, and every later call", async () => {
  const abort = new AbortController();
  const analytics = await forkAnalytics(SMALL, abort.signal);
  const long = analytics.columns(
    "SELECT count(*) AS n FROM range(100000000) a, range(100000) b WHERE a.range * b.range % 7 = 3",
  );
  setTimeout(() => abort.abort(), 50);
  await assert.rejects(long, AnalyticsCancelled);
  await assert.rejects(analytics.run("SELECT 1"), AnalyticsCancelled);
  await analytics.close();
});
