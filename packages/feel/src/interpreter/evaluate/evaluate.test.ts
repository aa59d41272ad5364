import assert from "node:assert/strict";
import { test } from "node:test";
import {
  evaluate,
  evaluateUnaryTests,
  makeFunction,
  numberOf,
  parseExpression,
  parseUnaryTests,
  toFeel,
  toText,
} from "../index.ts";
import { assertExamples } from "../tests/examples.ts";
import type { FeelValue } from "../values/value.ts";

test("numbers are decimal: what can be written in 34 digits is exact", () => {
  assertExamples({
    "0.1 + 0.2": "0.3",
    "1 / 3": "0.3333333333333333333333333333333333",
    "2 / 3": "0.6666666666666666666666666666666667",
    "1.10 * 3": "3.3",
    "9999999999999999999999999999999999 + 1": "10000000000000000000000000000000000",
    "10 ** 6144 * 10": "null",
    "1 / 0": "null",
    "(-8) ** 0.5": "null",
    "-0 = 0": "true",
  });
});

test("operands of the wrong kinds give null", () => {
  assertExamples({
    '1 + "1"': "null",
    '"a" + "b"': "ab",
    '"a" * 2': "null",
    "null + 1": "null",
    "true + true": "null",
    "[1] + 1": "null",
    '-"a"': "null",
    "1 < null": "null",
    '1 < "2"': "null",
  });
});

test("null equals only null, and values of different kinds have no answer", () => {
  assertExamples({
    "null = null": "true",
    "1 = null": "false",
    "null != 1": "true",
    '1 = "1"': "null",
    "[1, 2] = [1, 2]": "true",
    "[1, 2] = [2, 1]": "false",
    "{a: 1, b: 2} = {b: 2, a: 1}": "true",
    "{a: 1} = {b: 1}": "false",
    "(< 5) = (< 5)": "true",
    "(< 5) = (<= 5)": "false",
    "count = count": "true",
    "(function() 1) = (function() 1)": "false",
  });
});

test("and, or know what one side decides", () => {
  assertExamples({
    "false and null": "false",
    "null and false": "false",
    "true and null": "null",
    "true or null": "true",
    "null or true": "true",
    "false or null": "null",
    'true and "yes"': "null",
  });
});

test("a path goes into contexts, over lists, and to the properties of dates and ranges", () => {
  assertExamples({
    "{a: {b: 2}}.a.b": "2",
    "{a: 1}.z": "null",
    "[{a: 1}, {a: 2}, {b: 3}].a": "[1, 2, null]",
    '@"2024-05-06".month': "5",
    '@"2024-05-06".weekday': "1",
    '@"P1Y3M".months': "3",
    '@"-P1DT2H".hours': "-2",
    "[1..9).end": "9",
    "null.a": "null",
  });
});

test("a filter picks by position from either end, or keeps what its condition is true of", () => {
  assertExamples({
    "[5, 6, 7][1]": "5",
    "[5, 6, 7][-1]": "7",
    "[5, 6, 7][0]": "null",
    "[5, 6, 7][4]": "null",
    "[5, 6, 7][item > 5]": "[6, 7]",
    "[{n: 1}, {n: 2}][n = 2].n": "[2]",
    "[1, null, 3][item > 1]": "[3]",
    "5[1]": "5",
    "5[item > 9]": "[]",
    '[1, 2]["x"]': "null",
    "[][1]": "null",
  });
});

test("for visits lists, whole numbers and days, the last iterator fastest, and sees what it has gathered", () => {
  assertExamples({
    "for i in [1, 2], j in [10, 20] return i + j": "[11, 21, 12, 22]",
    "for i in 3..1 return i": "[3, 2, 1]",
    "for i in (1..4) return i": "[2, 3]",
    "for i in 1..3, j in 1..i return j": "[1, 1, 2, 1, 2, 3]",
    "for i in 1..5 return if i <= 2 then 1 else partial[-1] + partial[-2]": "[1, 1, 2, 3, 5]",
    'for d in @"2024-02-28"..@"2024-03-01" return d.day': "[28, 29, 1]",
    "for i in [] return i": "[]",
    "for i in 5 return i": "null",
    "for i in null return i": "null",
  });
});

test("some and every stop at what decides them, and are unknown where nulls hide it", () => {
  assertExamples({
    "some x in [1, 2, 3] satisfies x > 2": "true",
    "every x in [1, 2, 3] satisfies x > 2": "false",
    "some x in [] satisfies true": "false",
    "every x in [] satisfies false": "true",
    "some x in [null, 3] satisfies x > 2": "true",
    "every x in [null, 3] satisfies x > 2": "null",
    'every x in [1] satisfies "x"': "null",
    "some x in [1, 2], y in [x, 9] satisfies y = 9": "true",
  });
});

test("if takes the other branch for false and null, and has no answer for what is no boolean", () => {
  assertExamples({
    'if 1 < 2 then "a" else "b"': "a",
    'if null then "a" else "b"': "b",
    'if "x" then "a" else "b"': "null",
  });
});

test("in takes values, comparisons, ranges and lists of them", () => {
  assertExamples({
    "5 in (1, 5)": "true",
    "5 in (< 3, > 4)": "true",
    "5 in [1..5)": "false",
    "1 in (1..5]": "false",
    "5 in ([1..2], [4..6])": "true",
    "5 in [[1..2], 5]": "true",
    "5 in (? + 1 = 6)": "true",
    "null in [1, null]": "true",
    "null in [1..5]": "null",
  });
});

test("functions close over their names, take arguments by name, and coerce them to declared types", () => {
  assertExamples({
    "{n: 2, f: function(x) x * n, r: f(5)}.r": "10",
    "{f: function(a, b) a - b, r: f(b: 1, a: 5)}.r": "4",
    "(function(x: number) x + 1)([4])": "5",
    "(function(l: list<number>) count(l))(4)": "1",
    '(function(x: number) x)("4")': "null",
    "(function(x) x)()": "null",
    "(function(x) x)(1, 2)": "null",
    "(function(x) x)(y: 1)": "null",
    "(function(x) x)(x: 1, y: 2)": "null",
    '@"2024-01-01"()': "null",
    '(function(x) external {java: {class: "C", method signature: "m()"}})(1)': "null",
    "{list: [3, 1, 2], r: sort(list, function(a, b) a > b)}.r": "[3, 2, 1]",
  });
});

test("instance of knows the types of values, and null is of none but Null", () => {
  assertExamples({
    "1 instance of Any": "true",
    "null instance of Any": "false",
    "[] instance of list<string>": "true",
    '[1, "a"] instance of list<number>': "false",
    "{a: 1, b: 2} instance of context<a: number>": "true",
    "{a: 1} instance of context<a: number, b: number>": "false",
    "abs instance of function<Any> -> Any": "true",
    "(function(x: context<a: number>) x) instance of function<context<a: number, b: string>> -> Any": "true",
    "(function(x: context<a: number>) x) instance of function<context<b: string>> -> Any": "false",
    "(function(x: number) x) instance of function<number, number> -> Any": "false",
  });
});

test("a context's entries see those before them, and no name twice", () => {
  assertExamples({
    "{a: 1, b: a + 1, c: {d: a + b}}.c.d": "3",
    "{a: 1, a: 2}": "null",
    '{"a b": 1, c: a b}.c': "1",
  });
});

test("a warning says what went wrong, and where", () => {
  const parsed = parseExpression('[1, 2 + "x"]', new Map());
  assert.ok(parsed.ok);
  const { value, warnings } = evaluate(parsed.value, new Map());
  assert.equal(toText(value), "[1, null]");
  assert.deepEqual(
    warnings.map(({ code, from, to }) => ({ code, from, to })),
    [{ code: "feel.wrongOperands", from: 4, to: 11 }],
  );
  assert.match(warnings[0]?.message ?? "", /number and string/);
});

test("functions of a model are called as built-in ones are, and share the limits of who calls them", () => {
  const forever = parseExpression("again(1)", new Map([["again", null]]));
  assert.ok(forever.ok);
  const scope = new Map<string, FeelValue>();
  const again = makeFunction(
    "again",
    [{ name: "n", type: { kind: "number" } }],
    (_, session) => evaluate(forever.value, scope, session).value,
  );
  scope.set("again", again);
  assert.equal(evaluate(forever.value, scope).refused?.code, "feel.limit.depth");
});

test("a cell passes what it names, and tells what it can't say", () => {
  const passes = (cell: string, input: unknown): boolean | null | string => {
    const parsed = parseUnaryTests(cell, new Map([["limit", null]]));
    if (!parsed.ok) return parsed.error.map(({ code }) => code).join();
    const { value } = evaluateUnaryTests(parsed.value, toFeel(input), new Map([["limit", numberOf(3)]]));
    return typeof value === "boolean" ? value : null;
  };
  assert.equal(passes("-", null), true);
  assert.equal(passes("< 5, > 9", 10), true);
  assert.equal(passes("[1..5]", 5), true);
  assert.equal(passes("limit", 3), true);
  assert.equal(passes("> limit", 3), false);
  assert.equal(passes('"a", "b"', "b"), true);
  assert.equal(passes('not("a", "b")', "c"), true);
  assert.equal(passes("not(< 5)", null), null);
  assert.equal(passes("? > 2 and ? < 4", 3), true);
  assert.equal(passes("not(? = 3) or false", 3), false);
  assert.equal(passes("[1, 2, 3]", 2), true);
  assert.equal(passes("null", null), true);
  assert.equal(passes("false", false), true);
  assert.equal(passes("1 = 1", 7), true);
  assert.equal(passes("< ", 7), "feel.syntaxAtEnd");
});
