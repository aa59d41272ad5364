import { translate } from "./translate-pattern.ts";

export type Regex = {
  /** How many groups capture. */
  readonly groups: number;
  readonly test: (text: string) => boolean;
  readonly matchAll: (text: string) => Iterable<RegExpExecArray>;
};

const FLAGS = /^[smixq]*$/;

/**
 * A regular expression of XPath (XQuery and XPath Functions and Operators 3.1, §5.6), with its flags s, m, i, x, q, as one
 * of JavaScript; null where the pattern or a flag isn't one.
 */
export function compileRegex(pattern: string, flags: string): Regex | null {
  if (!FLAGS.test(flags)) return null;
  const translated = flags.includes("q")
    ? { source: pattern.replaceAll(/[\^$\\.*+?()[\]{}|/-]/g, "\\$&"), groups: 0 }
    : translate(flags.includes("x") ? withoutBlanks(pattern) : pattern, {
        dotAll: flags.includes("s"),
        multiline: flags.includes("m"),
      });
  if (!translated) return null;
  const regExp = tryCompile(translated.source, flags.includes("i") ? "giv" : "gv");
  if (!regExp) return null;
  return {
    groups: translated.groups,
    test: (text) => {
      regExp.lastIndex = 0;
      return regExp.test(text);
    },
    matchAll: (text) => text.matchAll(regExp),
  };
}

function tryCompile(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

/** Flag x: blanks mean nothing outside of `[…]`. */
function withoutBlanks(pattern: string): string {
  let depth = 0;
  let kept = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern[at] ?? "";
    if (unit === "[") depth += 1;
    if (unit === "]" && depth > 0) depth -= 1;
    if (unit === "\\" && /[[\]]/.test(pattern[at + 1] ?? "")) {
      kept += unit + (pattern[at + 1] ?? "");
      at += 1;
    } else if (depth > 0 || !/[\t\n\r ]/.test(unit)) kept += unit;
  }
  return kept;
}
