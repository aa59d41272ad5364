import type { Session } from "../../evaluate/session.ts";
import { findMatch, type Match } from "./match-pattern.ts";
import { parsePattern, quotePattern } from "./parse-pattern.ts";

export type Regex = {
  /** How many groups capture. */
  readonly groups: number;
  readonly matches: (text: string) => boolean;
  /** All matches that don't overlap, over the text's code points. */
  readonly findAll: (characters: readonly string[]) => Iterable<Match>;
};

const FLAGS = /^[smixq]*$/;

/**
 * A regular expression of XPath (XQuery and XPath Functions and Operators 3.1, §5.6), with its flags s, m, i, x, q; null
 * where the pattern or a flag isn't one. Matching is on account of the session.
 */
export function compileRegex(pattern: string, flagsText: string, session: Session): Regex | null {
  if (!FLAGS.test(flagsText)) return null;
  session.spendCharacters(pattern.length);
  const flags = {
    dotAll: flagsText.includes("s"),
    multiline: flagsText.includes("m"),
    ignoreCase: flagsText.includes("i"),
  };
  const parsed = flagsText.includes("q")
    ? quotePattern(pattern, flags)
    : parsePattern(flagsText.includes("x") ? withoutBlanks(pattern) : pattern, flags);
  if (!parsed) return null;
  return {
    groups: parsed.groups,
    matches: (text) => findMatch(parsed, Array.from(text), 0, session) !== null,
    findAll: function* (characters) {
      for (let at = 0; at <= characters.length; ) {
        const match = findMatch(parsed, characters, at, session);
        if (!match) return;
        yield match;
        at = match.to > match.from ? match.to : match.to + 1;
      }
    },
  };
}

/** Flag x: blanks mean nothing outside of `[…]`. */
function withoutBlanks(pattern: string): string {
  let depth = 0;
  const kept: string[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern[at] ?? "";
    const next = pattern[at + 1] ?? "";
    if (unit === "\\" && /[[\]\\]/.test(next)) {
      kept.push(unit, next);
      at += 1;
      continue;
    }
    if (unit === "[") depth += 1;
    if (unit === "]" && depth > 0) depth -= 1;
    if (depth > 0 || !/[\t\n\r ]/.test(unit)) kept.push(unit);
  }
  return kept.join("");
}
