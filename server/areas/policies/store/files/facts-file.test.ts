import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openAnalytics } from "../../../../storage/analytics/index.ts";
import { openFacts } from "./facts-file.ts";

const root = mkdtempSync(join(tmpdir(), "wutong-facts-"));
const analytics = await openAnalytics({ memoryMiB: 256, threads: 1 });

after(async () => {
  await analytics.close();
  rmSync(root, { recursive: true });
});

test("lines lie flat beside their people: a list's rows, the unknown ones among them, and whether they are all", async () => {
  const tie = { relation: "child", since: "2020-01-01" };
  const opened = await openFacts(
    analytics,
    linesOf([
      { personId: 2, office: 330602, family: { complete: true, rows: [tie, null] } },
      { personId: 1, office: 330604 },
    ]),
  );
  assert.ok(opened.ok);
  const [part, ...others] = opened.value;
  assert.ok(part);
  assert.deepEqual(others, []);
  const people = await analytics.columns(`SELECT "personId", office, family_complete FROM ${part.people} ORDER BY ALL`);
  assert.deepEqual(people, { personId: [1, 2], office: [330604n, 330602n], family_complete: [false, true] });
  const { from = "" } = part.lists["family"] ?? {};
  const rows = await analytics.columns(`SELECT "personId", "row$known", relation FROM ${from} ORDER BY ALL`);
  assert.deepEqual(rows, { personId: [2, 2], row$known: [false, true], relation: [null, "child"] });
});

test("a person given twice, and a list longer than a decision allows, are named", async () => {
  const twice = await openFacts(analytics, linesOf([1, 7, 7].map((personId) => ({ personId, office: 330602 }))));
  assert.ok(!twice.ok);
  assert.equal(twice.error.code, "facts.personTwice");
  assert.equal(twice.error.params["personId"], 7);
  const file = join(root, "long.parquet");
  await analytics.run(
    `COPY (SELECT 9 AS "personId", 330602 AS office, list({'relation': 'child', 'since': DATE '2020-01-01'}) AS family,
      TRUE AS family_complete FROM range(4097)) TO '${file}' (FORMAT parquet)`,
  );
  const long = await openFacts(analytics, file);
  assert.ok(!long.ok);
  assert.equal(long.error.code, "facts.tooManyRows");
  assert.deepEqual([long.error.params["personId"], long.error.params["list"]], [9, "family"]);
});

function linesOf(people: readonly object[]): string {
  const file = join(root, `${Math.random().toString(36).slice(2)}.jsonl`);
  writeFileSync(file, people.map((one) => JSON.stringify(one)).join("\n"));
  return file;
}
