import { readCharacterClass } from "./character-class.ts";
import { readClassEscape } from "./class-escapes.ts";
import { literal, singleEscape } from "./escapes.ts";

export type PatternOptions = { readonly dotAll: boolean; readonly multiline: boolean };

type Translation = { readonly source: string; readonly groups: number };

/** A quantifier's largest number: more is refused, for what it would cost to match. */
const REPEAT_MAX = 10_000;

/** XPath's regular expression language → JavaScript's with flag v; null where the pattern breaks XPath's grammar. */
export function translate(pattern: string, options: PatternOptions): Translation | null {
  let source = "";
  let groups = 0;
  /** The numbers of the groups that stand open; 0 for one that doesn't capture. */
  const open: number[] = [];
  const closed = new Set<number>();
  let repeatable = false;
  for (let at = 0; at < pattern.length; ) {
    const sign = pattern.codePointAt(at) ?? 0;
    const text = String.fromCodePoint(sign);
    const rest = pattern.slice(at);
    const quantifier = /^(?:[?*+]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(rest);
    if (quantifier) {
      if (!repeatable || !isQuantifier(quantifier)) return null;
      source += quantifier[0];
      at += quantifier[0].length;
      repeatable = false;
      continue;
    }
    if (text === "(") {
      const captures = !rest.startsWith("(?:");
      if (captures && rest.startsWith("(?")) return null;
      if (captures) groups += 1;
      open.push(captures ? groups : 0);
      source += captures ? "(" : "(?:";
      at += captures ? 1 : 3;
      repeatable = false;
      continue;
    }
    if (text === ")") {
      const group = open.pop();
      if (group === undefined) return null;
      closed.add(group);
    }
    const atom = readAtom(pattern, at, options, closed);
    if (!atom) return null;
    source += atom.source;
    at = atom.end;
    repeatable = atom.repeatable;
  }
  return open.length === 0 ? { source, groups } : null;
}

function isQuantifier([, least, comma, most]: RegExpExecArray): boolean {
  if (least === undefined) return true;
  const [from, to] = [Number(least), comma === undefined || most === "" ? Number(least) : Number(most)];
  return from <= to && to <= REPEAT_MAX;
}

type Atom = { readonly source: string; readonly end: number; readonly repeatable: boolean };

function readAtom(pattern: string, at: number, options: PatternOptions, closed: ReadonlySet<number>): Atom | null {
  const text = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  const end = at + text.length;
  switch (text) {
    case ")":
      return { source: ")", end, repeatable: true };
    case "|":
      return { source: "|", end, repeatable: false };
    case "^":
      return { source: options.multiline ? "(?:(?<![^])|(?<=\\n)(?=[^]))" : "(?<![^])", end, repeatable: false };
    case "$":
      return { source: options.multiline ? "(?![^\\n])" : "(?![^])", end, repeatable: false };
    case ".":
      return { source: options.dotAll ? "[^]" : "[^\\n\\r]", end, repeatable: true };
    case "[": {
      const read = readCharacterClass(pattern, at);
      return read && { ...read, repeatable: true };
    }
    case "\\":
      return readEscape(pattern, at, closed);
    case "]":
    case "{":
    case "}":
      return null;
  }
  return { source: literal(text), end, repeatable: true };
}

function readEscape(pattern: string, at: number, closed: ReadonlySet<number>): Atom | null {
  const next = pattern[at + 1] ?? "";
  if (/[1-9]/.test(next)) return readBackReference(pattern, at, closed);
  const single = singleEscape(next);
  if (single !== null) return { source: literal(single), end: at + 2, repeatable: true };
  const read = readClassEscape(pattern, at);
  return read && { source: `[${read.source}]`, end: read.end, repeatable: true };
}

/** As many digits as make the number of a group that is closed by then. */
function readBackReference(pattern: string, at: number, closed: ReadonlySet<number>): Atom | null {
  const digits = /^\d+/.exec(pattern.slice(at + 1))?.[0] ?? "";
  for (let length = digits.length; length > 0; length -= 1) {
    const group = Number(digits.slice(0, length));
    if (group > 0 && closed.has(group)) {
      return { source: `(?:\\${group})`, end: at + 1 + length, repeatable: true };
    }
  }
  return null;
}
