import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import type { FactExtension } from "@wutong/policy";
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

test("Parquet of a narrower form is read: fields that its rows lack are unknown, one that no list has is refused", async () => {
  const parquet = async (name: string, row: string) => {
    const file = join(root, name);
    await analytics.run(
      `COPY (SELECT 9 AS "personId", 330602 AS office, [${row}] AS contracts) TO '${file}' (FORMAT parquet)`,
    );
    return openFacts(analytics, file);
  };
  const narrow = await parquet("narrow.parquet", "{'years': 3, 'employer': {'kind': 'enterprise'}}");
  assert.ok(narrow.ok, JSON.stringify(narrow));
  const { from = "" } = narrow.value[0]?.lists["contracts"] ?? {};
  const rows = await analytics.columns(
    `SELECT years, key, employer.kind AS kind, employer.scale AS scale FROM ${from}`,
  );
  assert.deepEqual(rows, { years: [3], key: [null], kind: ["enterprise"], scale: [null] });
  for (const wrong of ["{'yeers': 3}", "{'years': 'three'}", "{'employer': {'size': 'big'}}"]) {
    const refused = await parquet("wrong.parquet", wrong);
    assert.ok(!refused.ok && refused.error.code === "facts.columnType", wrong);
  }
});

test("facts that a region adds are read and checked by their types, as lines and as Parquet", async () => {
  const label = { zh: "x", en: "x" };
  const extension: FactExtension = {
    registers: {},
    facts: [
      {
        subject: "person",
        scalar: { name: "stars", type: "number", integer: true, digits: 1, label, register: "pay" },
      },
      {
        subject: "person",
        list: { name: "patents", label, register: "pay", fields: [{ name: "granted", type: "date", label }] },
      },
    ],
  };
  const form = { kind: "person", extension } as const;
  const line = {
    personId: 1,
    office: 330602,
    stars: 5,
    patents: { complete: true, rows: [{ granted: "2024-01-02" }] },
  };
  const opened = await openFacts(analytics, linesOf([line]), form);
  assert.ok(opened.ok, JSON.stringify(opened));
  const [part] = opened.value;
  const people = await analytics.columns(`SELECT stars, patents_complete FROM ${part?.people}`);
  assert.deepEqual(people, { stars: [5], patents_complete: [true] });
  assert.deepEqual(await analytics.columns(`SELECT granted FROM ${part?.lists["patents"]?.from}`), {
    granted: [day("2024-01-02")],
  });
  const unknown = await openFacts(analytics, linesOf([line]));
  assert.ok(!unknown.ok && unknown.error.code === "facts.unknownFact");
  const tooMany = await openFacts(analytics, linesOf([{ ...line, stars: 12 }]), form);
  assert.ok(!tooMany.ok && tooMany.error.code === "facts.wrongType");
});

test("facts of employers are read by their own catalogue", async () => {
  const rows = [{ key: "a", age: 20 }];
  const employer = { personId: 1, office: 330602, revenueYuan: 12.5, trainees: { complete: true, rows } };
  const lines = linesOf([employer]);
  const opened = await openFacts(analytics, lines, { kind: "employer" });
  assert.ok(opened.ok, JSON.stringify(opened));
  const [part] = opened.value;
  assert.deepEqual(await analytics.columns(`SELECT "revenueYuan" AS revenue FROM ${part?.people}`), {
    revenue: [12.5],
  });
  assert.deepEqual(await analytics.columns(`SELECT age FROM ${part?.lists["trainees"]?.from}`), { age: [20] });
  const person = await openFacts(analytics, lines);
  assert.ok(!person.ok && person.error.code === "facts.unknownFact");
  const bare = await openFacts(analytics, linesOf([{ ...employer, trainees: rows }]), { kind: "employer" });
  assert.ok(!bare.ok && bare.error.params["path"] === "trainees");
});

function linesOf(people: readonly object[]): string {
  const file = join(root, `${Math.random().toString(36).slice(2)}.jsonl`);
  writeFileSync(file, people.map((one) => JSON.stringify(one)).join("\n"));
  return file;
}
