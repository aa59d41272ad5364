import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { listBuiltIns } from "../builtins/registry.ts";
import { evaluate, namesOf, parseExpression, toContext, toJson, toText } from "../index.ts";

const FACTS = toContext({ x: 3, list: [1, 2, { q: 1 }], "a name": { q: "z" } });

const TOKENS: readonly string[] = [
  ..."1 2.5 1e6000 - + * / ** ( ) [ ] { } , : . .. = != < <= and or if then else for i in return some satisfies between".split(
    " ",
  ),
  ...[
    "x",
    "list",
    "a name",
    "item",
    "partial",
    "?",
    "null",
    "true",
    '"s"',
    "function(a, b) a",
    "instance of number",
    "not(",
  ],
  ...[
    '@"2024-02-29"',
    '@"P1D"',
    '@"P1Y"',
    '@"10:00:00Z"',
    "[1..5]",
    "(< 3)",
    "{a: 1}",
    "[1, 2]",
    "date(",
    "range(",
    "string(",
  ],
];

/** Expressions that the grammar allows, whatever they mean. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie("expression").map((source) => `(${source})`);
  const literal = fc.constantFrom(
    ...[
      "1",
      "-2",
      "0",
      "2.5",
      "1e6000",
      "1e-40",
      '"a"',
      '""',
      '"(a|b)+"',
      "true",
      "null",
      "x",
      "list",
      "a name",
      "[]",
      "{}",
    ],
    ...[
      '@"-999999999-01-01"',
      '@"999999999-12-31T23:59:59@Europe/Paris"',
      '@"P99999999999999999D"',
      '@"P999999999999Y"',
    ],
    ...["[1..5]", "(< 3)", "function(a, b) a", '{key: "k", value: 1}'],
  );
  const call = fc
    .tuple(fc.constantFrom(...listBuiltIns()), fc.array(tie("expression"), { maxLength: 3 }))
    .map(([name, args]) => `${name}(${args.join(", ")})`);
  const joined = fc
    .tuple(inner, fc.constantFrom("+", "-", "*", "/", "**", "=", "<", ">=", "and", "or", "in"), inner)
    .map((parts) => parts.join(" "));
  const shaped = fc
    .tuple(inner, inner)
    .chain(([one, other]) =>
      fc.constantFrom(
        `${one}[${other}]`,
        `[${one}, ${other}]`,
        `{a: ${one}, b: ${other}}`,
        `for i in ${one} return ${other}`,
        `for i in ${one}..${other} return i`,
        `some i in ${one} satisfies ${other}`,
        `if ${one} then ${other} else ${one}`,
        `${one} between ${other} and ${one}`,
        `${one}.time offset`,
        `${one} instance of list<number>`,
      ),
    );
  return { expression: fc.oneof({ depthSize: "small" }, literal, call, joined, shaped) };
});

test("each expression that the grammar allows gives a value, null included, and never throws", () => {
  fc.assert(
    fc.property(expression, (source) => {
      const parsed = parseExpression(source, namesOf(FACTS));
      assert.ok(parsed.ok, source);
      const { value, warnings } = evaluate(parsed.value, FACTS.entries, { stepsMax: 20_000 });
      toText(value);
      toJson(value);
      for (const { from, to } of warnings) assert.ok(from <= to && to <= source.length, source);
    }),
    { numRuns: 2_000 },
  );
});

test("any other text is read or refused at a place inside of it", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 }), (tokens) => {
      const source = tokens.join(" ");
      const parsed = parseExpression(source, namesOf(FACTS));
      if (parsed.ok) evaluate(parsed.value, FACTS.entries, { stepsMax: 20_000 });
      else for (const { from, to } of parsed.error) assert.ok(0 <= from && from <= to && to <= source.length, source);
    }),
    { numRuns: 3_000 },
  );
});
