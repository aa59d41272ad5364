import type { CompareOperator } from "../../parse/ast.ts";
import type { Expr } from "./ast.ts";
import { type Reading, readMarked } from "./reading.ts";

const COMPARE: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

/** `< 5` where a value is expected: a range with one end. Null where no comparison begins here. */
export function readComparisonTest(reading: Reading): Expr | null {
  const { cursor } = reading;
  const from = cursor.position;
  const operator = cursor.peekSymbol();
  if (!isCompareOperator(operator)) return null;
  cursor.expectSymbol(operator);
  return { kind: "comparisonRange", operator, than: reading.operand(), span: cursor.spanFrom(from) };
}

export function isCompareOperator(symbol: string): symbol is CompareOperator {
  return COMPARE.has(symbol);
}

/** A decision table's cell: `-`, tests with commas between, or `not(…)` of such. */
export function readUnaryTests(reading: Reading): Expr {
  const { cursor } = reading;
  const from = cursor.position;
  if (cursor.acceptSymbol("-")) {
    if (cursor.atEnd) return { kind: "wildcard", span: cursor.spanFrom(from) };
    cursor.moveTo(from);
  }
  return readNegatedTests(reading) ?? readTests(reading, from, false);
}

function readNegatedTests(reading: Reading): Expr | null {
  const { cursor } = reading;
  const from = cursor.position;
  if (!cursor.acceptWord("not") || !cursor.acceptSymbol("(")) {
    cursor.moveTo(from);
    return null;
  }
  const tests = readTests(reading, from, true);
  // `not(a) or b` is an expression that begins with a call.
  if (cursor.acceptSymbol(")") && cursor.atEnd) return tests;
  cursor.moveTo(from);
  return null;
}

function readTests(reading: Reading, from: number, negated: boolean): Expr {
  const { cursor } = reading;
  const tests: Expr[] = [];
  do tests.push(readMarked(reading, () => readComparisonTest(reading) ?? reading.expression()));
  while (cursor.acceptSymbol(","));
  return { kind: "tests", tests, negated, span: cursor.spanFrom(from) };
}
