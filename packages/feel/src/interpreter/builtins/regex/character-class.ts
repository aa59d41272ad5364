import { readClassEscape } from "./class-escapes.ts";
import { literal, singleEscape } from "./escapes.ts";

type Read = { readonly source: string; readonly end: number };

const NESTED_MAX = 20;

/** `[a-z-[aeiou]]`, from its opening bracket on, as a class of JavaScript's flag v; null where it is none. */
export function readCharacterClass(pattern: string, start: number, depth = 0): Read | null {
  if (depth > NESTED_MAX) return null;
  let at = start + 1;
  const negated = pattern[at] === "^";
  if (negated) at += 1;
  const parts: string[] = [];
  let without = "";
  while (at < pattern.length && pattern[at] !== "]") {
    if (pattern[at] === "-" && pattern[at + 1] === "[" && parts.length > 0) {
      const inner = readCharacterClass(pattern, at + 1, depth + 1);
      if (!inner || pattern[inner.end] !== "]") return null;
      without = inner.source;
      at = inner.end;
      break;
    }
    const item = readItem(pattern, at);
    if (!item) return null;
    parts.push(item.source);
    at = item.end;
  }
  if (pattern[at] !== "]" || parts.length === 0) return null;
  const positive = `[${negated ? "^" : ""}${parts.join("")}]`;
  return { source: without === "" ? positive : `[${positive}--${without}]`, end: at + 1 };
}

/** A character, a range of them, or an escape that stands for several. */
function readItem(pattern: string, at: number): Read | null {
  const several = pattern[at] === "\\" ? readClassEscape(pattern, at) : null;
  if (several) return several;
  const first = readCharacter(pattern, at);
  if (!first) return null;
  const { end } = first;
  const isRange = pattern[end] === "-" && pattern[end + 1] !== "]" && pattern[end + 1] !== "[";
  const last = isRange ? readCharacter(pattern, end + 1) : null;
  if (!last || pattern[end] !== "-") return { source: literal(first.character), end };
  if ((first.character.codePointAt(0) ?? 0) > (last.character.codePointAt(0) ?? 0)) {
    // `[0-9-.]` holds a hyphen, no range that runs backwards.
    return first.character === "-" ? { source: literal("-"), end } : null;
  }
  return { source: `${literal(first.character)}-${literal(last.character)}`, end: last.end };
}

function readCharacter(pattern: string, at: number): { readonly character: string; readonly end: number } | null {
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  if (character === "[" || character === "]" || at >= pattern.length) return null;
  if (character !== "\\") return { character, end: at + character.length };
  const escaped = singleEscape(pattern[at + 1] ?? "");
  return escaped === null ? null : { character: escaped, end: at + 2 };
}
