import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { equals, evaluate, numberOf, parseExpression, parseXsd, toFeel, toJson, toText } from "../index.ts";
import { equalityKey } from "./equality.ts";
import { compare } from "./ordering.ts";
import type { FeelValue } from "./value.ts";

function feelOf(source: string): FeelValue {
  const parsed = parseExpression(source, new Map());
  assert.ok(parsed.ok, source);
  return evaluate(parsed.value, new Map()).value;
}

const VALUES: readonly string[] = [
  "1",
  "1.0",
  "-2",
  '"1"',
  '"é"',
  '"\\U01F6D6"',
  '"\\uffee"',
  "true",
  "null",
  '@"2024-05-06"',
  '@"2024-05-06T00:00:00"',
  '@"2024-05-06T00:00:00Z"',
  '@"2024-05-06T08:00:00@Asia/Shanghai"',
  '@"10:00:00"',
  '@"10:00:00Z"',
  '@"10:00:00.5"',
  '@"P1Y"',
  '@"P12M"',
  '@"P0M"',
  '@"PT0S"',
  '@"P1D"',
  '@"PT24H"',
  "[1]",
  "[1, 2]",
  "[]",
  "{a: 1}",
  "{}",
  "[1..2]",
  "(< 2)",
];

test("equality goes both ways, and values that share no key are never equal", () => {
  for (const [a, b] of VALUES.flatMap((one) => VALUES.map((other) => [feelOf(one), feelOf(other)] as const))) {
    assert.equal(equals(a, b), equals(b, a));
    if (equals(a, b) === true) assert.equal(equalityKey(a), equalityKey(b), `${toText(a)} ${toText(b)}`);
    const order = compare(a, b);
    assert.equal(order === null ? null : Math.sign(order), order === null ? null : -Math.sign(compare(b, a) ?? 0) || 0);
  }
});

test("texts go by code point, as databases compare them", () => {
  assert.ok((compare("\u{ffee}", "\u{1f600}") ?? 0) < 0);
  assert.ok((compare("\u{1f600}", "\u{1f601}") ?? 0) < 0);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      const points = (text: string): readonly number[] =>
        Array.from(text, (character) => character.codePointAt(0) ?? 0);
      const [one, other] = [points(a), points(b)];
      const at = one.findIndex((point, index) => point !== other[index]);
      const expected = at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
      assert.equal(Math.sign(compare(a, b) ?? Number.NaN), Math.sign(expected));
    }),
  );
});

test("JSON goes in and out unchanged", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      assert.deepEqual(
        toJson(toFeel(json)),
        JSON.parse(JSON.stringify(json), (_, value) => (Object.is(value, -0) ? 0 : value)),
      );
    }),
  );
});

test("numbers that a double doesn't hold come out as text, dates and ranges too", () => {
  assert.equal(toJson(numberOf("0.1234567890123456789")), "0.1234567890123456789");
  assert.deepEqual(toJson(feelOf('{d: @"2024-05-06", r: [1..2], f: abs}')), { d: "2024-05-06", r: "[1..2]", f: null });
});

test("literals of XML Schema become values, and others null", () => {
  assert.equal(toText(parseXsd("decimal", " 1.50 ")), "1.5");
  assert.equal(parseXsd("decimal", "abc"), null);
  assert.equal(parseXsd("boolean", "1"), true);
  assert.equal(parseXsd("string", " as it is "), " as it is ");
  assert.equal(toText(parseXsd("dateTime", "2024-05-06T07:08:09Z")), "2024-05-06T07:08:09Z");
  assert.equal(toText(parseXsd("duration", "-PT1M")), "-PT1M");
});
