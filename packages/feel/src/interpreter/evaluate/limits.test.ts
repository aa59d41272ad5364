import assert from "node:assert/strict";
import { test } from "node:test";
import { describeWarning, evaluate, parseExpression, toText } from "../index.ts";
import { textOf } from "../tests/examples.ts";

test("what would never end is stopped where it is, at a limit", () => {
  const endless: Readonly<Record<string, string>> = {
    "for i in 1..10 ** 9 return i": "refused feel.limit.steps@27",
    "some i in 1..10 ** 9 satisfies i < 0": "refused feel.limit.steps@0",
    "{f: function(n) f(n + 1), r: f(1)}.r": "refused feel.limit.depth@18",
    "for i in 1..100000 return partial": "refused feel.limit.size@26",
    '{f: function(s) f(s + s), r: f("twelve chars")}.r': "refused feel.limit.characters@18",
    "{f: function(l) f([l, l]), r: f([1])}.r": "refused feel.limit.size@18",
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")': "refused feel.limit.steps@0",
    "for i in 1..500 return if i = 1 then [] else [partial[-1]]": "refused feel.limit.valueDepth@46",
  };
  for (const [source, refusal] of Object.entries(endless)) assert.equal(textOf(source), refusal, source);
});

test("limits can be set, and what stays within them goes through", () => {
  const parsed = parseExpression("sum(for i in 1..1000 return i)", new Map());
  assert.ok(parsed.ok);
  assert.equal(toText(evaluate(parsed.value, new Map()).value), "500500");
  const stopped = evaluate(parsed.value, new Map(), { stepsMax: 500 });
  assert.equal(stopped.value, null);
  assert.equal(stopped.refused?.code, "feel.limit.steps");
  assert.match(stopped.refused === null ? "" : describeWarning(stopped.refused, "zh"), /500 步/);
});

test("after an evaluation was stopped, numbers are as exact as before", () => {
  const context = "{f: function(n) 1 / 3 + f(n + 1), r: f(1)}.r";
  const parsed = parseExpression(context, new Map());
  assert.ok(parsed.ok);
  assert.match(evaluate(parsed.value, new Map(), { depthMax: 1_000_000 }).refused?.code ?? "", /^feel\.limit/);
  assert.equal(textOf("1 / 3"), "0.3333333333333333333333333333333333");
});

test("warnings are kept to a hundred", () => {
  const parsed = parseExpression("for i in 1..1000 return i + null", new Map());
  assert.ok(parsed.ok);
  assert.equal(evaluate(parsed.value, new Map()).warnings.length, 100);
});
