import type { Session } from "../../evaluate/session.ts";
import type { Regex } from "./compile-regex.ts";

/** Texts, and numbers of groups. */
export type Template = readonly (string | number)[];

/**
 * Reads the replacement of `replace`: `$2` is a group, `\$` and `\\` the signs themselves; null for other uses of the two
 * (XPath Functions 3.1, §5.6.4). Of `$12` as many digits count as there are groups.
 */
export function readReplacement(replacement: string, groups: number): Template | null {
  const template: (string | number)[] = [];
  for (let at = 0; at < replacement.length; at += 1) {
    const sign = replacement[at] ?? "";
    const next = replacement[at + 1] ?? "";
    if (sign === "\\") {
      if (next !== "\\" && next !== "$") return null;
      template.push(next);
      at += 1;
    } else if (sign === "$") {
      const digits = /^\d+/.exec(replacement.slice(at + 1))?.[0];
      if (!digits) return null;
      const used = groupDigits(digits, groups);
      template.push(Number(used));
      at += used.length;
    } else template.push(sign);
  }
  return template;
}

function groupDigits(digits: string, groups: number): string {
  let used = digits.slice(0, 1);
  while (used.length < digits.length && Number(digits.slice(0, used.length + 1)) <= groups) {
    used = digits.slice(0, used.length + 1);
  }
  return used;
}

export function replaceAll(input: string, regex: Regex, template: Template, session: Session): string {
  const characters = Array.from(input);
  const parts: string[] = [];
  let from = 0;
  let length = input.length;
  for (const match of regex.findAll(characters)) {
    parts.push(characters.slice(from, match.from).join(""));
    for (const part of template) {
      const text = typeof part === "string" ? part : (match.groups[part] ?? "");
      length += text.length;
      parts.push(text);
    }
    from = match.to;
    session.spendCharacters(length);
  }
  parts.push(characters.slice(from).join(""));
  return parts.join("");
}
