import { readCharacterClass } from "./character-class.ts";
import { readClassEscape } from "./class-escapes.ts";
import { literal, singleEscape } from "./escapes.ts";
import type { Pattern, PatternNode } from "./pattern.ts";

export type PatternFlags = { readonly dotAll: boolean; readonly multiline: boolean; readonly ignoreCase: boolean };

/** A quantifier's largest number. */
const REPEAT_MAX = 10_000;
const NESTED_MAX = 100;
const QUANTIFIER = /([?*+]|\{(\d+)(?:(,)(\d*))?\})(\?)?/y;

/** Thrown where a pattern breaks the grammar, caught by `parsePattern`. */
class NoPattern extends Error {}

type Parsing = {
  readonly pattern: string;
  readonly flags: PatternFlags;
  readonly closed: Set<number>;
  at: number;
  groups: number;
  depth: number;
};

/** The tree of a regular expression of XPath (XQuery and XPath Functions and Operators 3.1, §5.6.1); null where it is none. */
export function parsePattern(pattern: string, flags: PatternFlags): Pattern | null {
  const parsing: Parsing = { pattern, flags, closed: new Set(), at: 0, groups: 0, depth: 0 };
  try {
    const root = parseChoice(parsing);
    return parsing.at === pattern.length ? { root, groups: parsing.groups, ignoreCase: flags.ignoreCase } : null;
  } catch (error) {
    if (error instanceof NoPattern) return null;
    throw error;
  }
}

/** The text itself as a pattern: flag q. */
export function quotePattern(text: string, flags: PatternFlags): Pattern {
  const items = Array.from(text, (character) => characterNode(`[${literal(character)}]`, flags));
  return { root: { kind: "sequence", items }, groups: 0, ignoreCase: flags.ignoreCase };
}

function parseChoice(parsing: Parsing): PatternNode {
  const options = [parseSequence(parsing)];
  while (parsing.pattern[parsing.at] === "|") {
    parsing.at += 1;
    options.push(parseSequence(parsing));
  }
  const [only] = options;
  return only && options.length === 1 ? only : { kind: "choice", options };
}

function parseSequence(parsing: Parsing): PatternNode {
  const items: PatternNode[] = [];
  for (;;) {
    const sign = parsing.pattern[parsing.at];
    if (sign === undefined || sign === "|" || sign === ")") return { kind: "sequence", items };
    const anchor = parseAnchor(parsing, sign);
    items.push(anchor ?? parseRepeat(parsing, parseAtom(parsing, sign)));
  }
}

function parseAnchor(parsing: Parsing, sign: string): PatternNode | null {
  if (sign !== "^" && sign !== "$") return null;
  parsing.at += 1;
  if (parsing.flags.multiline) return { kind: sign === "^" ? "lineStart" : "lineEnd" };
  return { kind: sign === "^" ? "textStart" : "textEnd" };
}

function parseRepeat(parsing: Parsing, body: PatternNode): PatternNode {
  QUANTIFIER.lastIndex = parsing.at;
  const match = QUANTIFIER.exec(parsing.pattern);
  if (!match) return body;
  parsing.at += match[0].length;
  const [, sign, least, comma, most, lazy] = match;
  const greedy = lazy === undefined;
  if (sign === "?") return { kind: "repeat", body, min: 0, max: 1, greedy };
  if (least === undefined) return { kind: "repeat", body, min: sign === "+" ? 1 : 0, max: Infinity, greedy };
  const min = Number(least);
  const max = comma === undefined ? min : most === "" ? Infinity : Number(most);
  if (min > max || min > REPEAT_MAX || (max !== Infinity && max > REPEAT_MAX)) throw new NoPattern();
  return { kind: "repeat", body, min, max, greedy };
}

function parseAtom(parsing: Parsing, sign: string): PatternNode {
  switch (sign) {
    case "(":
      return parseGroup(parsing);
    case ".":
      parsing.at += 1;
      return characterNode(parsing.flags.dotAll ? "[^]" : "[^\\n\\r]", parsing.flags);
    case "[": {
      const read = readCharacterClass(parsing.pattern, parsing.at);
      return readNode(parsing, read);
    }
    case "\\":
      return parseEscape(parsing);
  }
  if ("]{}?*+".includes(sign)) throw new NoPattern();
  const character = String.fromCodePoint(parsing.pattern.codePointAt(parsing.at) ?? 0);
  parsing.at += character.length;
  return characterNode(`[${literal(character)}]`, parsing.flags);
}

function parseGroup(parsing: Parsing): PatternNode {
  const { pattern, at } = parsing;
  const captures = !pattern.startsWith("(?:", at);
  if (captures && pattern[at + 1] === "?") throw new NoPattern();
  parsing.depth += 1;
  if (parsing.depth > NESTED_MAX) throw new NoPattern();
  parsing.at += captures ? 1 : 3;
  if (captures) parsing.groups += 1;
  const group = captures ? parsing.groups : 0;
  const body = parseChoice(parsing);
  if (pattern[parsing.at] !== ")") throw new NoPattern();
  parsing.at += 1;
  parsing.depth -= 1;
  parsing.closed.add(group);
  return { kind: "group", group, body };
}

function parseEscape(parsing: Parsing): PatternNode {
  const next = parsing.pattern[parsing.at + 1] ?? "";
  if (/[1-9]/.test(next)) return parseBackReference(parsing);
  const single = singleEscape(next);
  if (single === null) return readNode(parsing, readClassEscape(parsing.pattern, parsing.at));
  parsing.at += 2;
  return characterNode(`[${literal(single)}]`, parsing.flags);
}

/** As many digits as make the number of a group that is closed by then. */
function parseBackReference(parsing: Parsing): PatternNode {
  const digits = /^\d+/.exec(parsing.pattern.slice(parsing.at + 1))?.[0] ?? "";
  for (let length = digits.length; length > 0; length -= 1) {
    const group = Number(digits.slice(0, length));
    if (group === 0 || !parsing.closed.has(group)) continue;
    parsing.at += 1 + length;
    return { kind: "sameAs", group };
  }
  throw new NoPattern();
}

function readNode(parsing: Parsing, read: { readonly source: string; readonly end: number } | null): PatternNode {
  if (!read) throw new NoPattern();
  parsing.at = read.end;
  return characterNode(read.source.startsWith("[") ? read.source : `[${read.source}]`, parsing.flags);
}

/** A class of characters, told by JavaScript's own tables. */
function characterNode(source: string, { ignoreCase }: PatternFlags): PatternNode {
  const regExp = new RegExp(`^${source}$`, ignoreCase ? "iv" : "v");
  return { kind: "character", accepts: (character) => regExp.test(character) };
}
