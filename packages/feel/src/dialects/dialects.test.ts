import assert from "node:assert/strict";
import { test } from "node:test";
import { findFunction, listFunctions } from "../catalogue/catalogue.ts";
import { type CompiledFeel, compileFeel, type Scope, toPostgresSql, toSparkSql } from "../index.ts";
import { functionNames } from "./function-sql.ts";

const spell = { from: { kind: "date" }, to: { kind: "date" }, region: { kind: "string" } } as const;
const scope: Scope = {
  birth: { kind: "date" },
  asOf: { kind: "date" },
  spells: { kind: "list", of: { kind: "context", fields: spell } },
  days: { kind: "list", of: { kind: "date" } },
};

function compiled(source: string): CompiledFeel {
  const result = compileFeel(source, scope);
  assert.ok(result.ok, source);
  return result.value;
}

test("what a dialect can't write is refused with the place and the reason", () => {
  const list = toPostgresSql(compiled('spells[region = "330602"]'));
  assert.deepEqual(list.ok ? [] : list.error, [
    { code: "feel.notExpressible", params: { what: "a list as a result (PostgreSQL)" }, from: 0, to: 25 },
  ]);
  const text = toPostgresSql(compiled('"a\\u0000" = "b"'));
  assert.deepEqual(text.ok ? [] : text.error.map(({ params }) => params), [
    { what: "the character U+0000 (PostgreSQL)" },
  ]);
});

test("each function of the catalogue is defined once for the dialects", () => {
  const callable = listFunctions().filter(({ name }) => findFunction(name) !== undefined);
  for (const { name } of callable) assert.ok(functionNames().includes(name), name);
  for (const name of functionNames()) assert.ok(findFunction(name), name);
});

test("the caller's SQL stands in a fact's place, in parentheses", () => {
  const sql = toPostgresSql(compiled("birth < asOf"), { asOf: "DATE '2024-11-30'" });
  assert.equal(sql.ok && sql.value, `("birth" < (DATE '2024-11-30'))`);
});

test("no context and no list is made: a field of one written out is its entry", () => {
  const sql = toPostgresSql(compiled("some s in [{a: birth}, {a: asOf}] satisfies s.a > birth"));
  assert.equal(sql.ok && sql.value, `(("birth" < "birth") OR ("birth" < "asOf"))`);
});

test("texts are ordered by code point, whatever the database's own order", () => {
  const least = toPostgresSql(compiled("min(spells.region)"));
  assert.match(least.ok ? least.value : "", /min\("feel\$c1" COLLATE "C"\)/);
  const less = toPostgresSql(compiled('"a" < "B"'));
  assert.equal(less.ok && less.value, `((CAST('a' AS text) COLLATE "C") < (CAST('B' AS text) COLLATE "C"))`);
});

test("quotes, backslashes and line ends in texts stay what they are on Spark", () => {
  const sql = toSparkSql(compiled('"it\'s \\\\ a\\nb" = "x"'));
  assert.equal(sql.ok && sql.value, "('it\\'s \\\\ a\\u000ab' = 'x')");
});
