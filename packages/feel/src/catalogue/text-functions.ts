import { integerBetween } from "../types/number-type.ts";
import { BOOLEAN, STRING } from "../types/value-type.ts";
import type { FunctionEntry } from "./function-entry.ts";

/** Characters are code points in every engine, never UTF-16 units. */
const LENGTH_MAX = 1_000_000_000;

export const textFunctions: readonly FunctionEntry[] = [
  {
    name: "starts with",
    parameters: [
      { name: "string", type: "string" },
      { name: "match", type: "string" },
    ],
    returns: "boolean",
    en: "Whether the text begins with the other; every text begins with the empty one.",
    zh: "文本是否以另一文本开头；任何文本都以空文本开头。",
    examples: [
      { expression: 'starts with("K7010", "K70")', gives: true },
      { expression: 'starts with("J66", "K70")', gives: false },
    ],
    result: BOOLEAN,
    strict: true,
    js: (text, match) => String(text).startsWith(String(match)),
    sql: ([text, match]) => `starts_with(${text}, ${match})`,
  },
  {
    name: "ends with",
    parameters: [
      { name: "string", type: "string" },
      { name: "match", type: "string" },
    ],
    returns: "boolean",
    en: "Whether the text ends with the other.",
    zh: "文本是否以另一文本结尾。",
    examples: [{ expression: 'ends with("330602", "02")', gives: true }],
    result: BOOLEAN,
    strict: true,
    js: (text, match) => String(text).endsWith(String(match)),
    sql: ([text, match]) => `ends_with(${text}, ${match})`,
  },
  {
    name: "contains",
    parameters: [
      { name: "string", type: "string" },
      { name: "match", type: "string" },
    ],
    returns: "boolean",
    en: "Whether the other text stands anywhere in the text.",
    zh: "文本中是否包含另一文本。",
    examples: [{ expression: 'contains("computer science", "science")', gives: true }],
    result: BOOLEAN,
    strict: true,
    js: (text, match) => String(text).includes(String(match)),
    sql: ([text, match]) => `contains(${text}, ${match})`,
  },
  {
    name: "string length",
    parameters: [{ name: "string", type: "string" }],
    returns: "number",
    en: "How many characters (code points) the text has.",
    zh: "文本的字符数（按码点计）。",
    examples: [
      { expression: 'string length("梧桐")', gives: 2 },
      { expression: 'string length("\\U01F40E")', gives: 1 },
    ],
    result: integerBetween(0, LENGTH_MAX),
    strict: true,
    js: (text) => [...String(text)].length,
    sql: ([text]) => `length(${text})`,
  },
  {
    name: "substring",
    parameters: [
      { name: "string", type: "string" },
      { name: "start position", type: "integer" },
      { name: "length", type: "integer", optional: true },
    ],
    returns: "string",
    en: "Part of the text from a position on (1 is the first character, −1 the last), of a length where given. Unknown at position 0.",
    zh: "从某位置起的子文本（1 为首字符，−1 为末字符），可给定长度；位置为 0 时结果未知。",
    examples: [
      { expression: 'substring("330602", 1, 4)', gives: "3306" },
      { expression: 'substring("K7010", -2)', gives: "10" },
      { expression: 'substring("K7010", 0)', gives: null },
    ],
    result: STRING,
    strict: true,
    js: (text, start, length) => substring(String(text), Number(start), length === undefined ? null : Number(length)),
    sql: substringSql,
  },
  {
    name: "upper case",
    parameters: [{ name: "string", type: "string" }],
    returns: "string",
    en: "The text with the letters a–z made capitals; other letters stay, so that every engine agrees.",
    zh: "把文本中的 a–z 变为大写；其他字母不变，使各引擎一致。",
    examples: [{ expression: 'upper case("k7010")', gives: "K7010" }],
    result: STRING,
    strict: true,
    js: (text) => String(text).replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
    sql: ([text]) => `translate(${text}, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')`,
  },
];

function substring(text: string, start: number, length: number | null): string | null {
  if (start === 0 || (length !== null && length < 1)) return null;
  const characters = [...text];
  const from = start > 0 ? start - 1 : characters.length + start;
  if (from < 0) return null;
  return characters.slice(from, length === null ? undefined : from + length).join("");
}

function substringSql([text, start, length]: readonly string[]): string {
  const from = `CASE WHEN ${start} > 0 THEN ${start} ELSE length(${text}) + ${start} + 1 END`;
  const valid = `${start} <> 0 AND ${start} >= -length(${text})`;
  if (length === undefined) return `CASE WHEN ${valid} THEN substring(${text}, ${from}) END`;
  return `CASE WHEN ${valid} AND ${length} >= 1 THEN substring(${text}, ${from}, ${length}) END`;
}
