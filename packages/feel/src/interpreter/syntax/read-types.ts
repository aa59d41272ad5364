import { findBuiltInType } from "../types/type-ref.ts";
import type { TypeExpr } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { readNewName } from "./read-names.ts";
import type { Reading } from "./reading.ts";

const FIELD_STOPS: ReadonlySet<string> = new Set([":"]);
const NAME_PARTS_MAX = 40;

/** A type as written: `number`, `list<date and time>`, `context<a: string>`, `function<number> -> number`, `tLoan`. */
export function readType(reading: Reading): TypeExpr {
  return reading.cursor.nested(() => readOneType(reading));
}

function readOneType(reading: Reading): TypeExpr {
  const { cursor } = reading;
  const from = cursor.position;
  const word = cursor.peekWord();
  if (isGeneric(cursor, word)) {
    cursor.takeWord();
    if (word === "context") return { kind: "contextType", fields: readFields(reading), span: cursor.spanFrom(from) };
    if (word === "function") return readFunctionType(reading, from);
    cursor.expectSymbol("<");
    const of = readType(reading);
    closeAngle(cursor);
    return { kind: word === "list" ? "listType" : "rangeType", of, span: cursor.spanFrom(from) };
  }
  return { kind: "typeName", name: readTypeName(reading), span: cursor.spanFrom(from) };
}

function isGeneric(cursor: Cursor, word: string): boolean {
  if (!["list", "range", "context", "function"].includes(word)) return false;
  return cursor.peekPart(cursor.position + word.length).text === "<";
}

function readFields(reading: Reading): Extract<TypeExpr, { kind: "contextType" }>["fields"] {
  const { cursor } = reading;
  const fields: { readonly name: string; readonly type: TypeExpr }[] = [];
  cursor.expectSymbol("<");
  while (cursor.peekSymbol() !== ">") {
    const name = readNewName(cursor, FIELD_STOPS);
    cursor.expectSymbol(":");
    fields.push({ name, type: readType(reading) });
    if (!cursor.acceptSymbol(",")) break;
  }
  closeAngle(cursor);
  return fields;
}

function readFunctionType(reading: Reading, from: number): TypeExpr {
  const { cursor } = reading;
  const parameters: TypeExpr[] = [];
  cursor.expectSymbol("<");
  while (cursor.peekSymbol() !== ">") {
    parameters.push(readType(reading));
    if (!cursor.acceptSymbol(",")) break;
  }
  closeAngle(cursor);
  cursor.expectSymbol("->");
  const result = readType(reading);
  return { kind: "functionType", parameters, result, span: cursor.spanFrom(from) };
}

/** `>` even where `>=` could be read: `x instance of list<number>= true` is nobody's intent, but legal. */
function closeAngle(cursor: Cursor): void {
  if (cursor.source[cursor.position] !== ">") cursor.fail();
  cursor.moveTo(cursor.position + 1);
}

/** The longest known name; else the word, with what dots join to it. */
function readTypeName(reading: Reading): string {
  const { cursor } = reading;
  const from = cursor.position;
  if (cursor.peekWord() === "") cursor.fail();
  const ends: number[] = [];
  for (let at = from; ends.length < NAME_PARTS_MAX; ) {
    const part = cursor.peekPart(at);
    if (part.text === "") break;
    at = part.end;
    ends.push(at);
  }
  for (const end of ends.reverse()) {
    const name = cursor.source.slice(from, end).replaceAll(/\s+/g, " ");
    if (!findBuiltInType(name) && !reading.findType(name)) continue;
    cursor.moveTo(end);
    return name;
  }
  const words = [cursor.takeWord()];
  while (cursor.acceptSymbol(".")) words.push(cursor.takeWord());
  return words.join(".");
}
