import assert from "node:assert/strict";
import { test } from "node:test";
import type { NamedTable, Term } from "../envelope/envelope.ts";
import type { Located } from "../reading/read-policies.ts";
import { readYamlText } from "../reading/yaml-text.ts";
import { orderNames } from "./order-names.ts";

const says = { zh: "名", en: "name" };
const yaml = readYamlText("x.yaml", "");

test("terms go first, a table that a term uses goes before it, and what the table uses before the table", () => {
  const terms = [term("points", "degree + age"), term("years", "1"), term("far", "2")];
  const tables = [table("zone", "far > 1"), table("degree", "years > 3"), table("age", "true")];
  assert.deepEqual(ordered(terms, tables), ["years", "degree", "age", "points", "far", "zone"]);
});

test("a field, a text or part of a word is no use of a name", () => {
  const terms = [term("a", 'home.zone = "zone" and zones > 1'), term("zones", "2")];
  assert.deepEqual(ordered(terms, [table("zone", "a")]), ["a", "zones", "zone"]);
});

test("in a circle the terms go first, as they stand", () => {
  const terms = [term("a", "zone"), term("b", "1")];
  assert.deepEqual(ordered(terms, [table("zone", "a or b")]), ["a", "b", "zone"]);
});

function ordered(terms: readonly Located<Term>[], tables: readonly Located<NamedTable>[]): readonly string[] {
  return orderNames(terms, tables).map(({ at }) => at.part.id);
}

function term(id: string, feel: string): Located<Term> {
  return { part: { id, feel, says }, yaml, path: [] };
}

function table(id: string, feel: string): Located<NamedTable> {
  return { part: { id, says, hitPolicy: "FIRST", rows: [{ feel, value: 1 }], otherwise: 0 }, yaml, path: [] };
}
