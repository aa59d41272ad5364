import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { compileFeel, type FeelType, listFunctions, toClosure, toDuckSql } from "@wutong/feel";
import { type Day, formatDay } from "@wutong/kernel";
import { renderFeelReference } from "./feel-reference.ts";

const PAGE = new URL("../../docs/reference/feel-functions.md", import.meta.url);

test("the reference page says what the catalogue says", () => {
  if (process.env["WUTONG_UPDATE"]) {
    mkdirSync(new URL(".", PAGE), { recursive: true });
    writeFileSync(PAGE, renderFeelReference());
  }
  assert.equal(readFileSync(PAGE, "utf8"), renderFeelReference(), "run it with WUTONG_UPDATE=1");
});

test("every example of the catalogue gives what it says, as closure and on DuckDB", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const { expression, gives } of listFunctions().flatMap((doc) => doc.examples)) {
      const compiled = compileFeel(expression, {});
      assert.ok(compiled.ok, expression);
      const { type } = compiled.value;
      assert.equal(readable(toClosure(compiled.value)({}), type), gives, expression);
      const reader = await connection.runAndReadAll(`SELECT ${toDuckSql(compiled.value)}`);
      assert.equal(readable(reader.getRows()[0]?.[0], type), gives, `${expression} on DuckDB`);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});

function readable(value: unknown, type: FeelType): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === "number") return Number(value) / 10 ** (type.scale ?? 0);
  if (type.kind !== "date") return value;
  return formatDay((typeof value === "object" && "days" in value ? value.days : value) as Day);
}
