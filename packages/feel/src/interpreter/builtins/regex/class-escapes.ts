import { findBlock } from "./unicode-blocks.ts";

type Read = { readonly source: string; readonly end: number };

const NAME_START =
  "\\:A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const NAME_PART = `${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

/** What XML Schema means by them, as contents of a class: `\d` is any decimal digit of Unicode. */
const ESCAPES: Readonly<Record<string, string>> = {
  s: "[\\t\\n\\r\\u{20}]",
  S: "[^\\t\\n\\r\\u{20}]",
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: "[^\\p{P}\\p{Z}\\p{C}]",
  W: "[\\p{P}\\p{Z}\\p{C}]",
  i: `[${NAME_START}]`,
  I: `[^${NAME_START}]`,
  c: `[${NAME_PART}]`,
  C: `[^${NAME_PART}]`,
};

const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

/** `\d`, `\p{Lu}`, `\P{IsGreek}` from the backslash on; null where no such escape stands. */
export function readClassEscape(pattern: string, at: number): Read | null {
  const sign = pattern[at + 1] ?? "";
  const simple = Object.hasOwn(ESCAPES, sign) ? ESCAPES[sign] : undefined;
  if (simple !== undefined) return { source: simple, end: at + 2 };
  const match = /^\\([pP])\{([^{}]*)\}/.exec(pattern.slice(at));
  if (!match) return null;
  const [whole, letter = "p", name = ""] = match;
  const end = at + whole.length;
  if (CATEGORY.test(name)) return { source: `\\${letter}{${name}}`, end };
  const block = name.startsWith("Is") ? findBlock(name.slice(2)) : undefined;
  if (!block) return null;
  const [from, to] = block;
  return { source: `[${letter === "P" ? "^" : ""}\\u{${from.toString(16)}}-\\u{${to.toString(16)}}]`, end };
}
