import assert from "node:assert/strict";
import { test } from "node:test";
import { readExpression } from "./expression-points.ts";
import { listedValuesIn } from "./listed-values.ts";

const values = listedValuesIn([
  { name: "kind", values: ["pension", "medical", "injury"] },
  { name: "level", values: ["college", "bachelor", "master"] },
]);

test("numbers go one down and one up, decimals by their last digit", () => {
  assert.deepEqual(changesOf("count(homes) >= 12"), [
    "count(homes) > 12",
    "count(homes) <= 12",
    "count(homes) >= 11",
    "count(homes) >= 13",
  ]);
  assert.deepEqual(changesOf("0.95"), ["0.94", "0.96"]);
  assert.deepEqual(changesOf("1.00"), ["0.99", "1.01"]);
  assert.deepEqual(changesOf("0"), ["-1", "1"]);
});

test("a comparison moves its boundary and turns round; an equality turns", () => {
  assert.deepEqual(changesOf("a < b"), ["a <= b", "a > b"]);
  assert.deepEqual(changesOf("a <= b"), ["a < b", "a >= b"]);
  assert.deepEqual(changesOf("a > b"), ["a >= b", "a < b"]);
  assert.deepEqual(changesOf("a >= b"), ["a > b", "a <= b"]);
  assert.deepEqual(changesOf("(a) = (b)"), ["(a) != (b)"]);
  assert.deepEqual(changesOf("a != b"), ["a = b"]);
});

test("and is or, or is and, some is every, every is some, each where it stands", () => {
  assert.deepEqual(changesOf("(a and b) or c"), ["(a and b) and c", "(a or b) or c"]);
  assert.deepEqual(changesOf("some s in spells satisfies s.open"), ["every s in spells satisfies s.open"]);
  assert.deepEqual(changesOf("every s in spells satisfies s.open"), ["some s in spells satisfies s.open"]);
  assert.deepEqual(changesOf("a between b and c"), []);
});

test("days go one back and one on, each part of a duration one less and one more", () => {
  assert.deepEqual(changesOf('date("2024-02-29")'), ['date("2024-02-28")', 'date("2024-03-01")']);
  assert.deepEqual(changesOf('@"2024-01-01"'), ['@"2023-12-31"', '@"2024-01-02"']);
  assert.deepEqual(changesOf('duration("P1Y6M")'), [
    'duration("P0Y6M")',
    'duration("P2Y6M")',
    'duration("P1Y5M")',
    'duration("P1Y7M")',
  ]);
});

test("a listed value becomes another one of its list, a code the next code, truth its opposite", () => {
  assert.deepEqual(changesOf('s.kind = "pension"'), ['s.kind != "pension"', 's.kind = "medical"']);
  assert.deepEqual(changesOf('e.level in ("college", "master")'), [
    'e.level in ("bachelor", "master")',
    'e.level in ("college", "college")',
  ]);
  assert.deepEqual(changesOf('starts with(s.region, "330602")'), ['starts with(s.region, "330603")']);
  assert.deepEqual(changesOf('x = ""'), ['x != ""', 'x = "0"']);
  assert.deepEqual(changesOf("true"), ["false"]);
});

test("the cells of a decision table are changed too: bounds, comparisons, values", () => {
  assert.deepEqual(changesOf("[1..3)"), ["(1..3)", "[1..3]", "[0..3)", "[2..3)", "[1..2)", "[1..4)"]);
  assert.deepEqual(changesOf("< 35, 40"), ["<= 35, 40", "> 35, 40", "< 34, 40", "< 36, 40", "< 35, 39", "< 35, 41"]);
  assert.deepEqual(changesOf('not("college")'), ['not("bachelor")']);
});

test("what stands in filters, calls, conditionals, loops and contexts is found", () => {
  const deep = "if count(a[x = 1]) > b then max(2, c) else sum(for y in d return y * 3)";
  const changes = changesOf(deep);
  for (const changed of ["[x != 1]", "[x = 2]", ") >= b", "max(3, c)", "y * 4"]) {
    assert.ok(
      changes.some((each) => each.includes(changed)),
      changed,
    );
  }
});

test("names that an expression uses are told, those in filters and paths too", () => {
  const { names } = readExpression("insuredHere and count(homes[priceYuan > cap]) < limits.most", values);
  for (const name of ["insuredHere", "homes", "cap", "limits"]) assert.ok(names.has(name), name);
});

function changesOf(source: string): readonly string[] {
  return readExpression(source, values).points.map(
    ({ from, to, insert }) => source.slice(0, from) + insert + source.slice(to),
  );
}
