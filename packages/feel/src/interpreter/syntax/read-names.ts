import { isInName } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { type FoundName, findName, isInsideOpen, NameFrame } from "./known-names.ts";
import type { NameScope } from "./name-scope.ts";
import type { Reading } from "./reading.ts";

/** Words that an expression goes on with after a name, so that they don't belong to one that nobody announced. */
const GOING_ON: ReadonlySet<string> = new Set([
  "and",
  "or",
  "then",
  "else",
  "return",
  "satisfies",
  "in",
  "between",
  "instance",
]);

/** The name at the cursor: the longest known one, or the word that stands there. Null where none begins. */
export function readName(reading: Reading): Omit<FoundName, "end"> | null {
  const { cursor } = reading;
  const word = cursor.peekWord();
  const known = findName(reading.frame, cursor);
  if (known && known.end >= cursor.position + word.length) {
    cursor.moveTo(known.end);
    return known;
  }
  if (word === "") return null;
  cursor.takeWord();
  const name = isInsideOpen(reading.frame) ? joinWords(cursor, word) : word;
  return { name, inside: null };
}

/** The name after a dot: one that the value is known to have, or all words that follow. */
export function readEntryName(cursor: Cursor, inside: NameScope | null): Omit<FoundName, "end"> {
  const known = inside ? new NameFrame(null, inside).findHere(cursor) : null;
  const word = cursor.peekWord();
  if (known && known.end >= cursor.position + word.length) {
    cursor.moveTo(known.end);
    return known;
  }
  if (word === "") cursor.fail();
  cursor.takeWord();
  return { name: joinWords(cursor, word), inside: null };
}

function joinWords(cursor: Cursor, first: string): string {
  const words = [first];
  for (let next = cursor.peekWord(); next !== "" && next !== "?" && !GOING_ON.has(next); next = cursor.peekWord()) {
    words.push(next);
    cursor.takeWord();
  }
  return words.join(" ");
}

/** A name that is being given: everything up to one of the stop words or signs, spaces made single. */
export function readNewName(cursor: Cursor, stops: ReadonlySet<string>): string {
  const found = peekNewName(cursor, stops);
  if (!found) cursor.fail();
  cursor.moveTo(found.end);
  return found.name;
}

/** As `readNewName`, without moving; null where no name stands, or something that no name holds comes before a stop. */
export function peekNewName(
  cursor: Cursor,
  stops: ReadonlySet<string>,
): { readonly name: string; readonly end: number } | null {
  const from = cursor.position;
  if (cursor.peekWord() === "") return null;
  let end = from;
  for (;;) {
    const part = cursor.peekPart(end);
    if (part.text === "") return null;
    if (stops.has(part.text)) break;
    if (!isInName(part.text)) return null;
    end = part.end;
  }
  return end === from ? null : { name: cursor.source.slice(from, end).trim().replaceAll(/\s+/g, " "), end };
}
