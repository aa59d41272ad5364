/** DMN 1.5, grammar rules 28 to 30, 61 and 62, as sticky expressions. */
const NAME_START =
  "?A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME_PART = `${NAME_START}0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`;
const SPACE = "\\t-\\r \\u0085\\u00A0\\u1680\\u180E\\u2000-\\u200B\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";

/** A word: what a name begins with. */
export const WORD = `[${NAME_START}][${NAME_PART}]*`;
/** A further part of a name: a run of name characters, or one other sign. */
export const PART = `[${NAME_PART}]+|[^${SPACE}]`;
/** White space and comments. */
export const BLANK = `(?:[${SPACE}]+|//[^\\n\\r]*|/\\*[^]*?\\*/)*`;

const PARTS = new RegExp(PART, "gu");

/** `monthly fee-2` → `monthly`, `fee`, `-`, `2`: how names are compared, whatever the spaces between. */
export function partsOf(name: string): readonly string[] {
  return name.match(PARTS) ?? [];
}

const IN_NAME = new RegExp(`^[${NAME_PART}./'’+*-]`, "u");

/** Whether a part may stand in a name: letters, digits and the signs of rule 30, and the typographer's apostrophe. */
export function isInName(part: string): boolean {
  return IN_NAME.test(part);
}
