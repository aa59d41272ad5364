import type { Problem } from "@wutong/kernel";
import { rowProblem } from "./row-problems.ts";

/**
 * Text of a cell without what spreadsheets and people put around it: spaces of every kind, byte-order marks, the `="…"` and
 * the apostrophe with which numbers are kept as text.
 */
export function tidyCell(text: string | undefined): string {
  if (text === undefined || text === "") return "";
  // Most cells begin and end with a letter, a digit or a Chinese character: nothing to do.
  if (isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))) return text;
  return text
    .replaceAll(AROUND, "")
    .replace(/^="(.*)"$/s, "$1")
    .replace(/^['‘’](?=.)/, "")
    .replaceAll(AROUND, "");
}

/** Whether a tidied text is one of the words for "nothing"; in a yes-or-no column 无 means no. */
export function saysNothing(text: string): boolean {
  return text === "" || (text.length <= 4 && NOTHING.has(text));
}

const AROUND = /^[\s\u200b-\u200f\u202a-\u202e\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\ufeff]+$/g;
const NOTHING: ReadonlySet<string> = new Set([
  "-",
  "--",
  "—",
  "——",
  "/",
  "\\",
  "无",
  "空",
  "N/A",
  "n/a",
  "NA",
  "#N/A",
  "null",
  "NULL",
]);

function isPlain(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    (code >= 0x4e00 && code <= 0x9fff)
  );
}

/** #N/A says that nothing was found, which is no value; these say that the workbook itself is broken here. */
const FORMULA_ERROR = /^#(?:REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/;

/** What is wrong with a cell whose formula broke, or was never calculated; undefined for any other. */
export function formulaFault(text: string, column: string): Problem | undefined {
  const first = text.charCodeAt(0);
  if (first === HASH && FORMULA_ERROR.test(text)) return rowProblem("rows.formulaError", { column, value: text });
  if (first === EQUALS && text.length > 1) return rowProblem("rows.formulaNoValue", { column, value: text });
  return undefined;
}

const HASH = 35;
const EQUALS = 61;
