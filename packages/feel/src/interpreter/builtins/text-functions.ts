import type { Session } from "../evaluate/session.ts";
import { numberOf } from "../numbers/number-of.ts";
import type { FeelFunction, FeelNumber, FeelValue } from "../values/value.ts";
import { define, list, number, optional, signature, text } from "./define.ts";
import { compileRegex } from "./regex/compile-regex.ts";
import { readReplacement, replaceAll } from "./regex/replacement.ts";

export const textFunctions: readonly FeelFunction[] = [
  define(
    "substring",
    signature(
      [text("string"), number("start position"), optional(number("length"))],
      ([from, start, length], session) => substring(from, start, length, session),
    ),
  ),
  define(
    "string length",
    signature([text("string")], ([of]) => numberOf(lengthOf(of))),
  ),
  define(
    "upper case",
    signature([text("string")], ([of], session) => built(of.toUpperCase(), session)),
  ),
  define(
    "lower case",
    signature([text("string")], ([of], session) => built(of.toLowerCase(), session)),
  ),
  define(
    "substring before",
    signature([text("string"), text("match")], ([of, match]) => of.slice(0, Math.max(0, of.indexOf(match)))),
  ),
  define(
    "substring after",
    signature([text("string"), text("match")], ([of, match]) => {
      const at = of.indexOf(match);
      return at < 0 ? "" : of.slice(at + match.length);
    }),
  ),
  define(
    "contains",
    signature([text("string"), text("match")], ([of, match]) => of.includes(match)),
  ),
  define(
    "starts with",
    signature([text("string"), text("match")], ([of, match]) => of.startsWith(match)),
  ),
  define(
    "ends with",
    signature([text("string"), text("match")], ([of, match]) => of.endsWith(match)),
  ),
  define(
    "matches",
    signature([text("input"), text("pattern"), optional(text("flags"))], ([input, pattern, flags], session) => {
      const regex = compileRegex(pattern, flags ?? "", session);
      return regex ? regex.matches(input) : refusePattern("matches", pattern, session);
    }),
  ),
  define(
    "replace",
    signature(
      [text("input"), text("pattern"), text("replacement"), optional(text("flags"))],
      ([input, pattern, replacement, flags], session) => replace(input, pattern, replacement, flags ?? "", session),
    ),
  ),
  define(
    "split",
    signature([text("string"), text("delimiter")], ([of, delimiter], session) => split(of, delimiter, session)),
  ),
  define(
    "string join",
    signature([list("list"), optional(text("delimiter"))], ([items, delimiter], session) =>
      join(items, delimiter ?? "", session),
    ),
  ),
];

/** Characters are code points. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function built(text: string, session: Session): string {
  session.spendCharacters(text.length);
  return text;
}

function substring(from: string, start: FeelNumber, length: FeelNumber | null, session: Session): FeelValue {
  const points = Array.from(from);
  session.spendCharacters(from.length);
  const position = start.decimal.trunc().toNumber();
  const count = length ? length.decimal.trunc().toNumber() : points.length;
  if (position === 0 || Math.abs(position) > points.length || count < 1) {
    return session.warn("feel.wrongArgumentValue", {
      name: "substring",
      reason: "it begins or ends outside of the text",
    });
  }
  const first = position > 0 ? position - 1 : points.length + position;
  return points.slice(first, first + count).join("");
}

function refusePattern(name: string, pattern: string, session: Session): null {
  return session.warn("feel.wrongArgumentValue", { name, reason: `no such pattern: ${pattern.slice(0, 40)}` });
}

function replace(input: string, pattern: string, replacement: string, flags: string, session: Session): FeelValue {
  const regex = compileRegex(pattern, flags, session);
  // A pattern that matches nothing at all would match between any two characters: an error in XPath.
  if (!regex || regex.matches("")) return refusePattern("replace", pattern, session);
  const template = flags.includes("q") ? [replacement] : readReplacement(replacement, regex.groups);
  if (!template) return refusePattern("replace", replacement, session);
  return built(replaceAll(input, regex, template, session), session);
}

function split(text: string, delimiter: string, session: Session): FeelValue {
  const regex = compileRegex(delimiter, "", session);
  if (!regex || regex.matches("")) return refusePattern("split", delimiter, session);
  session.spendCharacters(text.length);
  const characters = Array.from(text);
  const parts: string[] = [];
  let from = 0;
  for (const match of regex.findAll(characters)) {
    parts.push(characters.slice(from, match.from).join(""));
    from = match.to;
  }
  parts.push(characters.slice(from).join(""));
  session.spend(parts.length);
  return parts;
}

/** Nulls are left out. */
function join(items: readonly FeelValue[], delimiter: string, session: Session): FeelValue {
  const texts: string[] = [];
  let characters = 0;
  for (const item of items) {
    if (item === null) continue;
    if (typeof item !== "string") {
      return session.warn("feel.wrongArgumentValue", { name: "string join", reason: "not all items are texts" });
    }
    texts.push(item);
    characters += item.length + delimiter.length;
  }
  session.spendCharacters(characters);
  return texts.join(delimiter);
}
