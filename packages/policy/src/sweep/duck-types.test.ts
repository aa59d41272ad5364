import assert from "node:assert/strict";
import { test } from "node:test";
import { structFields } from "./duck-types.ts";

test("a structure's fields, quoted ones and structures among them", () => {
  const type = 'STRUCT("from" DATE, price DECIMAL(18,2), employer STRUCT(code VARCHAR, "a, b" BOOLEAN), x INTEGER[])';
  const fields = structFields(type);
  assert.deepEqual(
    [...(fields ?? [])],
    [
      ["from", "DATE"],
      ["price", "DECIMAL(18,2)"],
      ["employer", 'STRUCT(code VARCHAR, "a, b" BOOLEAN)'],
      ["x", "INTEGER[]"],
    ],
  );
  assert.deepEqual([...(structFields(fields?.get("employer") ?? "")?.keys() ?? [])], ["code", "a, b"]);
});

test("what is no structure has no fields", () => {
  assert.equal(structFields("VARCHAR"), undefined);
  assert.equal(structFields("STRUCT(a INTEGER)[]"), undefined);
});
