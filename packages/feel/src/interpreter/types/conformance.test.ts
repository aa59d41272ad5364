import assert from "node:assert/strict";
import { test } from "node:test";
import { coerce, conformsTo, type FeelTypeRef, numberOf, parseXsd, toFeel, toText, typeOf } from "../index.ts";

const NUMBER: FeelTypeRef = { kind: "number" };
const NUMBERS: FeelTypeRef = { kind: "list", of: NUMBER };
const person: FeelTypeRef = {
  kind: "context",
  fields: new Map<string, FeelTypeRef>([
    ["name", { kind: "string" }],
    ["scores", NUMBERS],
  ]),
};

test("a value conforms to what it is, and null to everything", () => {
  assert.ok(conformsTo(numberOf(1), NUMBER));
  assert.ok(!conformsTo("1", NUMBER));
  assert.ok(conformsTo(null, person));
  assert.ok(conformsTo(toFeel({ name: "Lan", scores: [1, null], more: true }), person));
  assert.ok(!conformsTo(toFeel({ name: "Lan" }), person));
  assert.ok(!conformsTo(toFeel({ name: "Lan", scores: ["1"] }), person));
});

test("allowed values narrow a type", () => {
  const grade: FeelTypeRef = { kind: "constrained", base: { kind: "string" }, allows: (value) => value === "A" };
  assert.ok(conformsTo("A", grade));
  assert.ok(!conformsTo("B", grade));
  assert.equal(coerce("B", grade), null);
  assert.deepEqual(coerce(["A"], grade), "A");
});

test("a list of one and its item stand for each other, and a date for its midnight", () => {
  assert.equal(toText(coerce(numberOf(4), NUMBERS)), "[4]");
  assert.equal(toText(coerce([numberOf(4)], NUMBER)), "4");
  assert.equal(coerce([numberOf(4), numberOf(5)], NUMBER), null);
  assert.equal(coerce("4", NUMBER), null);
  assert.equal(toText(coerce(parseXsd("date", "2024-05-06"), { kind: "dateTime" })), "2024-05-06T00:00:00Z");
});

test("the type of a value is told from what it holds", () => {
  assert.deepEqual(typeOf(toFeel([1, null])), NUMBERS);
  assert.deepEqual(typeOf(toFeel([1, "a"])), { kind: "list", of: { kind: "any" } });
  assert.equal(typeOf(parseXsd("duration", "P1D")).kind, "daysTimeDuration");
});
