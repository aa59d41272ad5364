import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { bindInput, compileFeel, compileUnaryTests, type FeelType, type Scope, toClosure } from "../index.ts";

const spell: FeelType = {
  kind: "context",
  fields: {
    region: { kind: "string" },
    from: { kind: "date" },
    to: { kind: "date" },
    open: { kind: "boolean" },
    paid: { kind: "number", scale: 2, digits: 9 },
    notes: { kind: "list", of: { kind: "string" } },
  },
};

const scope: Scope = {
  yes: { kind: "boolean" },
  no: { kind: "boolean" },
  unknown: { kind: "boolean" },
  n: { kind: "number" },
  missing: { kind: "number" },
  yuan: { kind: "number", scale: 2 },
  huge: { kind: "number", digits: 20 },
  text: { kind: "string" },
  asOf: { kind: "date" },
  spells: { kind: "list", of: spell },
  few: { kind: "list", of: spell },
  known: { kind: "list", of: { kind: "number" } },
  partly: { kind: "list", of: { kind: "number" } },
  holed: { kind: "list", of: { kind: "number" } },
  none: { kind: "list", of: { kind: "number" } },
};

const rows = [
  {
    region: "330602",
    from: day("2024-01-01"),
    to: day("2024-03-31"),
    open: false,
    paid: 12_345,
    notes: { rows: ["a"], complete: true },
  },
  {
    region: "330604",
    from: day("2024-05-01"),
    to: day("2024-10-31"),
    open: true,
    paid: 100,
    notes: { rows: [], complete: false },
  },
  { region: null, from: day("2024-06-01"), to: day("2024-06-30"), open: false, paid: null },
];

const facts = {
  yes: true,
  no: false,
  n: 7,
  yuan: 1050,
  huge: 90_071_992_547_409_930n,
  text: "\u{20bb7}",
  asOf: day("2024-11-30"),
  spells: { rows, complete: true },
  few: { rows: rows.slice(0, 2), complete: false },
  known: { rows: [1, 2, 3], complete: true },
  partly: { rows: [1, 2], complete: false },
  holed: { rows: [5, null], complete: true },
  none: { rows: [], complete: true },
};

type Case = readonly [source: string, gives: unknown];

const kleene: readonly Case[] = [
  ["no and unknown", false],
  ["yes and unknown", null],
  ["yes or unknown", true],
  ["no or unknown", null],
  ["not(unknown)", null],
  ["missing > 3 and n > 3", null],
  ["missing between 1 and 2", null],
  ["n between missing and 5", false],
  ["n between missing and 9", null],
  ["n in (1, 7, 9)", true],
  ["n in (1, missing)", null],
  ["n in (7, missing)", true],
  ["missing in (1, 2)", null],
  ["n in [7..9)", true],
  ["n in (7..9)", false],
  ["if unknown then 1 else 1", null],
  ["if yes then 1 else missing", 1],
];

const lists: readonly Case[] = [
  ["some x in known satisfies x > 2", true],
  ["some x in known satisfies x > 5", false],
  ["some x in partly satisfies x > 1", true],
  ["some x in partly satisfies x > 5", null],
  ["every x in partly satisfies x > 1", false],
  ["every x in partly satisfies x > 0", null],
  ["every x in none satisfies x > 0", true],
  ["some x in holed satisfies x > 6", null],
  ["some x in holed satisfies x > 4", true],
  ["some x in known, y in known satisfies x + y = 6", true],
  ["some x in none, y in partly satisfies x = y", false],
  ["list contains(partly, 2)", true],
  ["list contains(partly, 9)", null],
  ["list contains(known, 9)", false],
  ["n in known", false],
  ["count(known)", 3],
  ["count(partly)", null],
  ["count(holed)", null],
  ["count(none)", 0],
  ["sum(known)", 6],
  ["sum(none)", 0],
  ["sum(holed)", null],
  ["min(none)", null],
  ["max(known)", 3],
  ["count(known[item > 1])", 2],
  ["count(holed[item > 6])", null],
  ["count(holed[item < 4])", null],
  ['count(spells[region = "330602"])', null],
  ['some s in spells[region = "330602"] satisfies s.open', false],
  ['some s in spells[region = "330602"] satisfies s.from > date("2024-05-15")', null],
  ['some s in spells[region = "330602"] satisfies s.from = date("2024-01-01")', true],
  ['every s in spells[region = "330602"] satisfies not(s.open)', true],
  ["count(spells[open])", 1],
  ["sum(spells[open].paid)", 100],
  ["sum(spells.paid)", null],
  ["count(spells.region)", null],
  ["some s in few satisfies s.open", true],
  ["sum(for x in known return x * x)", 14n],
  ['some s in spells satisfies list contains(s.notes, "a")', true],
  ['every s in spells satisfies list contains(s.notes, "a")', null],
  ["list contains(known, count(spells))", true],
];

const numbers: readonly Case[] = [
  ["0.1 + 0.2 = 0.3", true],
  ["yuan + 0.5", 1100],
  ["yuan * 0.1", 1050],
  ["n / 4", 175],
  ["floor(n / 2)", 3],
  ["ceiling(-n / 2)", -3],
  ["round half up(n / 2)", 4],
  ["round half up(-n / 2)", -4],
  ["round half up(yuan / 3, 2)", 350],
  ["round half up(n / (n - 7))", null],
  ["round up(n / 3, 1)", 24],
  ["round down(-n / 3, 1)", -23],
  ["huge + 1", 90_071_992_547_409_931n],
  ["huge > n", true],
  ["min(n, yuan)", 700],
];

const others: readonly Case[] = [
  ['text < "\ufffd"', false],
  ["string length(text)", 1],
  ['asOf - duration("P9M") = date("2024-02-29")', true],
  ['asOf - date("2024-11-01") = duration("P29D")', true],
  ["asOf.month", 11],
  ["in force at(spells[item.open][1 = 1].from, asOf, 1)", undefined],
  ["some s in spells satisfies in force at(s, asOf, 1)", true],
  ["some s in spells satisfies in force at(s, asOf, 0)", null],
  ['some s in spells[region = "330602"] satisfies in force at(s, asOf, 9)', false],
  ["months covered(spells)", 9],
  ["months covered(few)", null],
  ["consecutive months(spells, asOf, 0)", 0],
  ["consecutive months(spells, asOf, 1)", 9],
  ['consecutive months(spells, date("2024-10-15"), 0)', 6],
  ['first month(spells) = date("2024-01-01")', true],
];

for (const [group, cases] of Object.entries({ kleene, lists, numbers, others })) {
  test(`policy mode: ${group}`, () => {
    for (const [source, gives] of cases) {
      const compiled = compileFeel(source, scope);
      if (gives === undefined) {
        assert.equal(compiled.ok, false, source);
        continue;
      }
      assert.ok(compiled.ok, `${source}: ${compiled.ok ? "" : JSON.stringify(compiled.error)}`);
      assert.equal(toClosure(compiled.value)(facts), gives, source);
    }
  });
}

test("an amount comes out in the unit that was asked for", () => {
  const compiled = compileFeel("if n > 5 then 1500 else 12.5", scope, { kind: "number", scale: 2 });
  assert.ok(compiled.ok);
  assert.equal(toClosure(compiled.value)(facts), 150_000);
});

test("what an expression reads is told, also through filters and projections", () => {
  const compiled = compileFeel('count(spells[region = text].paid) > n and item = "x"', {
    ...scope,
    item: { kind: "string" },
  });
  assert.ok(compiled.ok);
  assert.deepEqual(compiled.value.reads, ["item", "n", "spells", "text"]);
});

test("cells of a decision table test their input", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["-", true],
    ["7", true],
    ["< 5, > 6", true],
    ["not(7, 8)", false],
    ["[1..7)", false],
    ["? > 3 and ? < 10", true],
    ["some x in known satisfies x = ?", false],
    ["missing", null],
  ];
  const input = compileFeel("n", scope);
  assert.ok(input.ok);
  for (const [cell, gives] of cases) {
    const tests = compileUnaryTests(cell, { kind: "number" }, scope);
    assert.ok(tests.ok, cell);
    assert.equal(toClosure(tests.value)({ ...facts, "?": 7 }), gives, cell);
    assert.equal(toClosure(bindInput(tests.value, input.value))(facts), gives, cell);
  }
});

test("an input that folds a list keeps its place inside a test that folds another", () => {
  const tests = compileUnaryTests("some x in known satisfies x = ?", { kind: "number" }, scope);
  const input = compileFeel("count(spells[open]) + 1", scope);
  assert.ok(tests.ok && input.ok);
  assert.equal(toClosure(bindInput(tests.value, input.value))(facts), true);
});

test("a fact that is left out is unknown, a list left out is incomplete", () => {
  const compiled = compileFeel("n > 1 or (some s in spells satisfies s.open)", scope);
  assert.ok(compiled.ok);
  assert.equal(toClosure(compiled.value)({}), null);
});

test("an input with more digits than its tests were compiled for is a bug, not a wrong answer", () => {
  const tests = compileUnaryTests("> 5", { kind: "number" }, scope);
  const [yuan, count] = [compileFeel("yuan", scope), compileFeel("count(known) + 3", scope)];
  assert.ok(tests.ok && yuan.ok && count.ok);
  assert.throws(() => bindInput(tests.value, yuan.value), /more digits/);
  assert.equal(toClosure(bindInput(tests.value, count.value))(facts), true);
});

test("a name for a result that is held as a bigint takes it, however few digits it has", () => {
  const wealth = { kind: "number", digits: 20 } as const;
  const share = compileFeel("round half up(n / wealth, 2)", { n: { kind: "number" }, wealth });
  assert.ok(share.ok);
  const tests = compileUnaryTests("> 0.5", share.value.type, scope);
  assert.ok(tests.ok);
  assert.equal(toClosure(bindInput(tests.value, share.value))({ n: 3, wealth: 4n }), true);
});
