import type { Expr, Iterator } from "./ast.ts";
import { findName } from "./known-names.ts";
import { mergeNames } from "./name-scope.ts";
import { readNewName } from "./read-names.ts";
import { readDisjunction } from "./read-operators.ts";
import { innerFrame, knowInside, type Reading, withFrame } from "./reading.ts";

const ITERATOR_STOPS: ReadonlySet<string> = new Set(["in"]);

/** Any expression: `for`, `if`, `some`, `every`, or operators. */
export function readExpression(reading: Reading): Expr {
  const { cursor } = reading;
  return cursor.nested(() => {
    const from = cursor.position;
    // A known name may begin with one of these words: `for sale`.
    switch (findName(reading.frame, cursor) ? "" : cursor.peekWord()) {
      case "if":
        return readIf(reading, from);
      case "for":
        return readFor(reading, from);
      case "some":
      case "every":
        return readQuantified(reading, from);
    }
    return readDisjunction(reading);
  });
}

function readIf(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectWord("if");
  const condition = readExpression(reading);
  cursor.expectWord("then");
  const consequent = readExpression(reading);
  cursor.expectWord("else");
  const alternative = readExpression(reading);
  const inside = mergeNames([reading.inside.get(consequent), reading.inside.get(alternative)]);
  const span = cursor.spanFrom(from);
  return knowInside(reading, { kind: "if", condition, consequent, alternative, span }, inside);
}

function readFor(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectWord("for");
  const frame = innerFrame(reading);
  const iterators = withFrame(reading, frame, () => readIterators(reading));
  cursor.expectWord("return");
  frame.define("partial", null);
  const body = withFrame(reading, frame, () => readExpression(reading));
  const inside = reading.inside.get(body);
  return knowInside(reading, { kind: "for", iterators, body, span: cursor.spanFrom(from) }, inside);
}

function readQuantified(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  const quantifier = cursor.acceptWord("some") ? "some" : "every";
  if (quantifier === "every") cursor.expectWord("every");
  const frame = innerFrame(reading);
  const iterators = withFrame(reading, frame, () => readIterators(reading));
  cursor.expectWord("satisfies");
  const satisfies = withFrame(reading, frame, () => readExpression(reading));
  return { kind: "quantified", quantifier, iterators, satisfies, span: cursor.spanFrom(from) };
}

/** `a in x, b in 1..a.size`: each knows those before it. */
function readIterators(reading: Reading): readonly Iterator[] {
  const { cursor } = reading;
  const iterators: Iterator[] = [];
  do {
    const from = cursor.position;
    const name = readNewName(cursor, ITERATOR_STOPS);
    const span = cursor.spanFrom(from);
    cursor.expectWord("in");
    const over = readExpression(reading);
    const to = cursor.acceptSymbol("..") ? readExpression(reading) : null;
    reading.frame.define(name, reading.inside.get(over) ?? null);
    iterators.push({ name, over, to, span });
  } while (cursor.acceptSymbol(","));
  return iterators;
}
