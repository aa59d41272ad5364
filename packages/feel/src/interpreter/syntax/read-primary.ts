import { unquote } from "../../parse/string-literal.ts";
import { findNumber } from "../numbers/number-of.ts";
import { parseTemporal } from "../temporal/parse-temporal.ts";
import type { Entry, Expr, Parameter } from "./ast.ts";
import { mergeNames, type NameScope } from "./name-scope.ts";
import { peekNewName, readName, readNewName } from "./read-names.ts";
import { readComparisonTest } from "./read-tests.ts";
import { readType } from "./read-types.ts";
import { innerFrame, knowInside, type Reading, withFrame } from "./reading.ts";

const KEY_STOPS: ReadonlySet<string> = new Set([":"]);
const PARAMETER_STOPS: ReadonlySet<string> = new Set([":", ",", ")"]);
/** What can't begin an expression, though it is a word. */
const KEYWORDS: ReadonlySet<string> = new Set(["then", "else", "return", "satisfies", "and", "or", "in", "between"]);

/** A literal, a name, something in brackets, or a function definition. */
export function readPrimary(reading: Reading): Expr {
  const { cursor } = reading;
  const from = cursor.position;
  const known = cursor.peekWord();
  if (known !== "") return readWord(reading, known, from);
  switch (cursor.peekSymbol()) {
    case "(":
      return cursor.nested(() => readParenthesised(reading, from));
    case "[":
      return cursor.nested(() => readBracketed(reading, from));
    case "]":
      cursor.acceptSymbol("]");
      return cursor.nested(() => readRange(reading, reading.expression(), from, false));
    case "{":
      return cursor.nested(() => readContext(reading, from));
    case "@":
      return readAt(reading, from);
  }
  return readLiteral(reading, from);
}

function readLiteral(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  const number = cursor.takeNumber();
  if (number !== "") return { kind: "literal", value: findNumber(number), span: cursor.spanFrom(from) };
  const text = cursor.takeString();
  if (text === "") cursor.fail();
  return { kind: "literal", value: unquote(text), span: cursor.spanFrom(from) };
}

function readAt(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectSymbol("@");
  const literal = cursor.takeString();
  if (literal === "") cursor.fail();
  const text = unquote(literal);
  return { kind: "at", text, value: parseTemporal(text), span: cursor.spanFrom(from) };
}

function readWord(reading: Reading, word: string, from: number): Expr {
  const { cursor } = reading;
  if (word === "function" && cursor.peekPart(from + word.length).text === "(") return readFunction(reading, from);
  if (KEYWORDS.has(word)) cursor.fail();
  const found = readName(reading);
  if (!found) return cursor.fail();
  const span = cursor.spanFrom(from);
  switch (found.name) {
    case "null":
      return { kind: "literal", value: null, span };
    case "true":
    case "false":
      return { kind: "literal", value: found.name === "true", span };
    case "?":
      reading.inputsRead += 1;
      return knowInside(reading, { kind: "input", span }, found.inside);
  }
  return knowInside(reading, { kind: "name", name: found.name, span }, found.inside);
}

/** `(1 + 2)`, `(1..5]`, `(< 5)`; and, for `in`, several tests. */
function readParenthesised(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectSymbol("(");
  const tests = [readInParentheses(reading)];
  const [first] = tests;
  if (first && cursor.peekSymbol() === "..") return readRange(reading, first, from, false);
  while (cursor.acceptSymbol(",")) tests.push(readInParentheses(reading));
  cursor.expectSymbol(")");
  if (first && tests.length === 1) return first;
  return { kind: "tests", tests, negated: false, span: cursor.spanFrom(from) };
}

function readInParentheses(reading: Reading): Expr {
  return readComparisonTest(reading) ?? reading.expression();
}

function readBracketed(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectSymbol("[");
  const items: Expr[] = [];
  while (cursor.peekSymbol() !== "]") {
    items.push(readComparisonTest(reading) ?? reading.expression());
    const [first] = items;
    if (first && items.length === 1 && cursor.peekSymbol() === "..") return readRange(reading, first, from, true);
    if (!cursor.acceptSymbol(",")) break;
    if (cursor.peekSymbol() === "]") cursor.fail();
  }
  cursor.expectSymbol("]");
  const inside = mergeNames(items.map((item) => reading.inside.get(item)));
  return knowInside(reading, { kind: "list", items, span: cursor.spanFrom(from) }, inside);
}

/** The rest of a range whose lower end is read. `[` may close it, as in `]1..5[`. */
function readRange(reading: Reading, low: Expr, from: number, lowClosed: boolean): Expr {
  const { cursor } = reading;
  cursor.expectSymbol("..");
  const high = reading.operand();
  const close = cursor.peekSymbol();
  if (close !== ")" && close !== "[" && close !== "]") cursor.fail();
  cursor.expectSymbol(close);
  return { kind: "range", low, high, lowClosed, highClosed: close === "]", span: cursor.spanFrom(from) };
}

function readContext(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectSymbol("{");
  const entries: Entry[] = [];
  const inside = new Map<string, NameScope | null>();
  const frame = innerFrame(reading);
  withFrame(reading, frame, () => {
    while (cursor.peekSymbol() !== "}") {
      // Known in its own value too: a function there may call itself.
      const entry = readEntry(reading, (name) => frame.define(name, frame.insideOf(name)));
      entries.push(entry);
      const names = reading.inside.get(entry.value) ?? null;
      inside.set(entry.name, names);
      frame.define(entry.name, names);
      if (!cursor.acceptSymbol(",")) break;
      if (cursor.peekSymbol() === "}") cursor.fail();
    }
  });
  cursor.expectSymbol("}");
  return knowInside(reading, { kind: "context", entries, span: cursor.spanFrom(from) }, inside);
}

function readEntry(reading: Reading, announce: (name: string) => void = () => {}): Entry {
  const { cursor } = reading;
  const from = cursor.position;
  const text = cursor.takeString();
  const name = text === "" ? readNewName(cursor, KEY_STOPS) : unquote(text);
  const span = cursor.spanFrom(from);
  cursor.expectSymbol(":");
  announce(name);
  return { name, value: reading.expression(), span };
}

function readFunction(reading: Reading, from: number): Expr {
  const { cursor } = reading;
  cursor.expectWord("function");
  cursor.expectSymbol("(");
  const parameters: Parameter[] = [];
  while (cursor.peekSymbol() !== ")") {
    const name = readNewName(cursor, PARAMETER_STOPS);
    parameters.push({ name, type: cursor.acceptSymbol(":") ? readType(reading) : null });
    if (!cursor.acceptSymbol(",")) break;
  }
  cursor.expectSymbol(")");
  const frame = innerFrame(
    reading,
    parameters.map(({ name }) => [name, null]),
  );
  if (cursor.acceptWord("external")) {
    cursor.nested(() => reading.expression());
    return { kind: "function", parameters, body: null, span: cursor.spanFrom(from) };
  }
  const body = cursor.nested(() => withFrame(reading, frame, reading.expression));
  const inside = reading.inside.get(body);
  return knowInside(reading, { kind: "function", parameters, body, span: cursor.spanFrom(from) }, inside);
}

export type Arguments = { readonly positional: readonly Expr[] } | { readonly named: readonly Entry[] };

/** The arguments of a call, after its opening bracket: all by position, or all by name. */
export function readArguments(reading: Reading): Arguments {
  const { cursor } = reading;
  const named: Entry[] = [];
  const positional: Expr[] = [];
  cursor.expectSymbol("(");
  const byName = peekNewName(cursor, KEY_STOPS) !== null;
  while (cursor.peekSymbol() !== ")") {
    if (byName) named.push(readEntry(reading));
    else positional.push(readInParentheses(reading));
    if (!cursor.acceptSymbol(",")) break;
    if (cursor.peekSymbol() === ")") cursor.fail();
  }
  cursor.expectSymbol(")");
  return byName ? { named } : { positional };
}
