import type { ArithmeticOperator } from "../../parse/ast.ts";
import { findNumber } from "../numbers/number-of.ts";
import type { Expr } from "./ast.ts";
import { NO_NAMES } from "./name-scope.ts";
import { readEntryName } from "./read-names.ts";
import { readArguments, readPrimary } from "./read-primary.ts";
import { isCompareOperator, readComparisonTest } from "./read-tests.ts";
import { readType } from "./read-types.ts";
import { innerFrame, knowInside, type Reading, withFrame } from "./reading.ts";

/** Binding of operators, loosest first (DMN 1.5, §10.3.1.2). All bind to the left. */
const LEVEL = { or: 1, and: 2, comparison: 3, additive: 4, multiplicative: 5, power: 6 } as const;
const ARITHMETIC: Readonly<Record<ArithmeticOperator, number>> = {
  "+": LEVEL.additive,
  "-": LEVEL.additive,
  "*": LEVEL.multiplicative,
  "/": LEVEL.multiplicative,
  "**": LEVEL.power,
};
/** Longer chains of what isn't folded without recursion are refused. */
const CHAIN_MAX = 200;

export function readDisjunction(reading: Reading): Expr {
  return readBinary(reading, LEVEL.or, readUnary(reading));
}

/** An operand of a comparison, of `between` or of a range. */
export function readOperand(reading: Reading, left?: Expr): Expr {
  return readBinary(reading, LEVEL.additive, left ?? readUnary(reading));
}

function readBinary(reading: Reading, loosest: number, first: Expr): Expr {
  let left = first;
  for (let comparisons = 0; ; ) {
    const arithmetic = readArithmetic(reading, loosest, left) ?? readLogic(reading, loosest, left);
    if (arithmetic) {
      left = arithmetic;
      continue;
    }
    const comparison = loosest <= LEVEL.comparison ? readComparison(reading, left) : null;
    if (!comparison) return left;
    left = comparison;
    comparisons += 1;
    if (comparisons > CHAIN_MAX) reading.cursor.fail("feel.tooDeep", { max: CHAIN_MAX });
  }
}

function readTighter(reading: Reading, level: number): Expr {
  return readBinary(reading, level + 1, readUnary(reading));
}

function readArithmetic(reading: Reading, loosest: number, left: Expr): Expr | null {
  const { cursor } = reading;
  const symbol = cursor.peekSymbol();
  if (!isArithmetic(symbol) || ARITHMETIC[symbol] < loosest) return null;
  cursor.expectSymbol(symbol);
  const right = readTighter(reading, ARITHMETIC[symbol]);
  return { kind: "arithmetic", operator: symbol, left, right, span: spanOver(left, right) };
}

function isArithmetic(symbol: string): symbol is ArithmeticOperator {
  return Object.hasOwn(ARITHMETIC, symbol);
}

function readLogic(reading: Reading, loosest: number, left: Expr): Expr | null {
  const word = reading.cursor.peekWord();
  if ((word !== "and" && word !== "or") || LEVEL[word] < loosest) return null;
  reading.cursor.expectWord(word);
  const right = readTighter(reading, LEVEL[word]);
  return { kind: word, left, right, span: spanOver(left, right) };
}

function readComparison(reading: Reading, left: Expr): Expr | null {
  const { cursor } = reading;
  const symbol = cursor.peekSymbol();
  if (isCompareOperator(symbol)) {
    cursor.expectSymbol(symbol);
    const right = readOperand(reading);
    return { kind: "compare", operator: symbol, left, right, span: spanOver(left, right) };
  }
  if (cursor.acceptWord("between")) {
    const low = readOperand(reading);
    cursor.expectWord("and");
    const high = readOperand(reading);
    return { kind: "between", of: left, low, high, span: spanOver(left, high) };
  }
  if (!cursor.acceptWord("in")) return null;
  const before = reading.inputsRead;
  const test = readComparisonTest(reading) ?? readMembership(reading);
  const asksInput = reading.inputsRead > before;
  const tests = (test.kind === "tests" ? test.tests : [test]).map((each): Expr => {
    return asksInput && each.kind !== "comparisonRange" ? { kind: "inputTest", of: each, span: each.span } : each;
  });
  return { kind: "in", of: left, tests, span: { from: left.span.from, to: cursor.end } };
}

/** What stands after `in`: `(1, > 5)`, or any operand. */
function readMembership(reading: Reading): Expr {
  const primary = readUnary(reading);
  return primary.kind === "tests" ? primary : readOperand(reading, primary);
}

function readUnary(reading: Reading): Expr {
  const { cursor } = reading;
  const from = cursor.position;
  if (cursor.peekSymbol() !== "-") return readInstanceOf(reading, readPostfix(reading, readPrimary(reading)));
  cursor.expectSymbol("-");
  const number = cursor.takeNumber();
  if (number === "") {
    const of = cursor.nested(() => readUnary(reading));
    return { kind: "negate", of, span: cursor.spanFrom(from) };
  }
  const literal: Expr = { kind: "literal", value: findNumber(`-${number}`), span: cursor.spanFrom(from) };
  return readInstanceOf(reading, readPostfix(reading, literal));
}

function readInstanceOf(reading: Reading, of: Expr): Expr {
  const { cursor } = reading;
  if (cursor.peekWord() !== "instance") return of;
  cursor.expectWord("instance");
  cursor.expectWord("of");
  const type = readType(reading);
  return { kind: "instanceOf", of, type, span: spanOver(of, type) };
}

/** Paths, filters and calls after a primary expression, as many as there are. */
function readPostfix(reading: Reading, first: Expr): Expr {
  const { cursor } = reading;
  let left = first;
  for (let links = 0; links <= CHAIN_MAX; links += 1) {
    const symbol = cursor.peekSymbol();
    if (symbol === "(") left = readCall(reading, left);
    else if (symbol === "[" && beginsFilter(reading)) left = readFilter(reading, left);
    else if (symbol === ".") left = readPath(reading, left);
    else return left;
  }
  return cursor.fail("feel.tooDeep", { max: CHAIN_MAX });
}

/** What can stand after the bracket of `]1..5[`, but not in a filter. */
const AFTER_RANGE = /^(?:[),\]}*/+=<>!]|and|or|then|else|return|satisfies|in|between|instance)?$/;

/** Whether `[` filters; in `]1..5[` it closes a range. */
function beginsFilter({ cursor }: Reading): boolean {
  return !AFTER_RANGE.test(cursor.peekPart(cursor.position + 1).text);
}

function readPath(reading: Reading, of: Expr): Expr {
  const { cursor } = reading;
  cursor.expectSymbol(".");
  const { name, inside } = readEntryName(cursor, reading.inside.get(of) ?? null);
  return knowInside(reading, { kind: "path", of, name, span: { from: of.span.from, to: cursor.end } }, inside);
}

function readFilter(reading: Reading, list: Expr): Expr {
  const { cursor } = reading;
  const inside = reading.inside.get(list) ?? null;
  cursor.expectSymbol("[");
  const names: readonly (readonly [string, typeof inside])[] = [["item", inside], ...(inside ?? NO_NAMES)];
  const frame = innerFrame(reading, names, inside === null);
  const predicate = cursor.nested(() => withFrame(reading, frame, reading.expression));
  cursor.expectSymbol("]");
  const span = { from: list.span.from, to: cursor.end };
  return knowInside(reading, { kind: "filter", list, predicate, span }, inside);
}

function readCall(reading: Reading, callee: Expr): Expr {
  const given = reading.cursor.nested(() => readArguments(reading));
  const span = { from: callee.span.from, to: reading.cursor.end };
  const inside = reading.inside.get(callee);
  if ("named" in given) return knowInside(reading, { kind: "namedCall", callee, named: given.named, span }, inside);
  return knowInside(reading, { kind: "call", callee, positional: given.positional, span }, inside);
}

function spanOver(first: { readonly span: Expr["span"] }, last: { readonly span: Expr["span"] }): Expr["span"] {
  return { from: first.span.from, to: last.span.to };
}
