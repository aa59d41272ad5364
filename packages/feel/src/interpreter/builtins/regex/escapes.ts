const PLAIN_ESCAPES = "\\|.-^?*+{}()[]$";

/** The character that `\n`, `\.` and their like stand for; null for other escapes. */
export function singleEscape(sign: string): string | null {
  if (sign === "n") return "\n";
  if (sign === "r") return "\r";
  if (sign === "t") return "\t";
  return sign !== "" && PLAIN_ESCAPES.includes(sign) ? sign : null;
}

export function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
