import assert from "node:assert/strict";
import { test } from "node:test";
import { toContext } from "../index.ts";
import { assertExamples, textOf } from "../tests/examples.ts";

const home = toContext({
  "monthly rent": 2100,
  rent: 1,
  "rent-deposit": 4200,
  deposit: 3,
  "for sale": true,
  tenant: { "first name": "Lan", "age+1": 31 },
  rooms: [
    { "floor area": 12, name: "study" },
    { "floor area": 20, name: "kitchen" },
  ],
});

test("the longest name in scope is meant, whatever signs and words it holds", () => {
  assertExamples(
    {
      "monthly rent + 1": "2101",
      "monthly   rent*2": "4200",
      "rent-deposit": "4200",
      "rent - deposit": "4200",
      "deposit-rent": "2",
      "for sale and true": "true",
      "tenant.first name": "Lan",
      "tenant.age+1": "31",
      "rooms[floor area > 15].name": '["kitchen"]',
      "for big room in rooms return big room.floor area": "[12, 20]",
      "(function(first part, second) first part - second)(5, 2)": "3",
      "{base rent: 5, twice: base rent * 2}.twice": "10",
      "{my sum: function(n) if n = 0 then 0 else n + my sum(n - 1), r: my sum(4)}.r": "10",
    },
    home,
  );
});

test("a name after a dot and one in a filter may have spaces though nobody announced them", () => {
  assertExamples({
    "(function(x) x.floor area)({floor area: 9})": "9",
    '(function(x) x[floor area > 5])([{"floor area": 9}])': "[{floor area: 9}]",
    '@"10:00:00+01:00".time offset': "PT1H",
    "[1..3).end included": "false",
  });
});

test("numbers, texts and temporal literals are read with all their forms", () => {
  assertExamples({
    ".5 + 1.25": "1.75",
    "1.5e3": "1500",
    "2E-2": "0.02",
    '"\\u4e2d\\u6587 \\U01F6D6 \\"x\\" \\\\"': '中文 🛖 "x" \\',
    '@"2024-02-29"': "2024-02-29",
    '@"2023-02-29"': "null",
    "1 /* one */ + // and\n 1": "2",
  });
});

test("operators bind as the standard orders them, and to the left", () => {
  assertExamples({
    "1 + 2 * 3 ** 2": "19",
    "2 ** 3 ** 2": "64",
    "-2 ** 2": "4",
    "2 ** -1": "0.5",
    "10 - 3 - 2": "5",
    "true or false and false": "true",
    "1 between 0 and 2 and false": "false",
    "3 in [1, 3] and true": "true",
    "1 < 2 = true": "true",
    "5 instance of number and true": "true",
    "6 in (1 + 2) * 2": "true",
  });
});

test("ranges are read with all their brackets", () => {
  assertExamples({
    "]1..5[": "(1..5)",
    "(1..5]": "(1..5]",
    "[1..5)": "[1..5)",
    "]1..5[ = (1..5)": "true",
    "[1..[2, 3][1]]": "[1..2]",
    "(>= 5)": "(>= 5)",
  });
});

test("types are read, generic ones inside of one another too", () => {
  assertExamples({
    "[[1], [2]] instance of list<list<number>>": "true",
    "[1..2] instance of range<number>": "true",
    '{a: 1, b: ["x"]} instance of context<a: number, b: list<string>>': "true",
    "(function(x: number) x) instance of function<number> -> Any": "true",
    '@"2024-01-01T00:00:00" instance of date and time': "true",
    '@"P1Y" instance of years and months duration and true': "true",
    "1 instance of tUnheardOf": "null",
  });
});

test("a fault carries the place where the text stops being FEEL", () => {
  assertExamples({
    "": "fault feel.empty@0",
    "1 + ": "fault feel.syntaxAtEnd@4",
    "1 + * 2": "fault feel.syntax@4",
    "if a then b": "fault feel.syntaxAtEnd@11",
    "[1, 2": "fault feel.syntaxAtEnd@5",
    "{a: 1 b: 2}": "fault feel.syntax@6",
    "unheard of name": "fault feel.syntax@8",
    '"open': "fault feel.syntax@0",
    "[1,]": "fault feel.syntax@3",
  });
});

test("a source of a megabyte is read in time that grows with its length, a longer one not at all", () => {
  assert.equal(textOf(`${"1 + ".repeat(50_000)}1`), "50001");
  assert.equal(textOf(`count([${"7,".repeat(100_000)}7])`), "100001");
  assert.equal(textOf(`${"a b ".repeat(200_000)}`), "fault feel.syntax@2");
  assert.equal(textOf("1".repeat(1_000_001)), "fault feel.tooLong@0");
});

test("what is nested without end is refused where it gets too deep", () => {
  for (const opening of ["(", "[", "{a: ", "- ", "not(", "if true then ", "for a in b return ", "x in (", "[1.."]) {
    assert.match(textOf(opening.repeat(20_000)), /^fault feel\.tooDeep@[1-9]\d+$/, opening);
  }
  for (const link of [".a", "[1]", "()", " = 1"]) {
    assert.match(textOf(`a${link.repeat(20_000)}`), /^fault feel\.tooDeep@[1-9]\d+$/, link);
  }
});
