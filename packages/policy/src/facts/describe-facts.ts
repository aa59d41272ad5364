import { addingFacts } from "./describe-adding.ts";
import {
  catalogueOf,
  type FactCatalogue,
  type FactField,
  type FactGroup,
  registerName,
  subjectKinds,
} from "./fact-catalogue.ts";

/** The fact catalogues of all kinds of subjects as a page of the reference (Markdown). */
export function describeFacts(): string {
  const catalogues = subjectKinds.flatMap((kind) => catalogueText(catalogueOf(kind)));
  return [...INTRODUCTION, ...catalogues, addingFacts.trimEnd(), ...FILES, ""].join("\n");
}

const INTRODUCTION: readonly string[] = [
  "# Facts that a policy may ask about",
  "",
  "This page is made from the fact catalogues (`packages/policy/src/facts/catalogue/`); a test keeps the two equal.",
  "",
  "A missing fact is *unknown*, never false and never zero. Days are written `YYYY-MM-DD`; a spell runs from the first",
  "day of its first month to the last day of its last known month. Every list says whether its rows are all there are.",
  "",
  "A policy's `subject` is a `person`, a `household`, an `employer` or a `platform`, and may ask the facts of that kind; or",
  "it is a *claim*: an element of one of a person's lists, by the name that stands beside the list below (`certificate`,",
  "`home`, …). Then each known element is decided by itself: FEEL has it under that name, the person's facts around it.",
  "",
  "Besides these, a policy may use `asOf` (the day of decision), `keyDate`, `inForceFrom`, `inForceTo` (when the policy",
  "ends), its parameters, terms and tables. What proves a fact stands beside it with the id that `evidence: { register: … }`",
  "takes; what only the calendar tells has `calendar`.",
];

const FILES: readonly string[] = [
  "",
  "## As files",
  "",
  "JSON lines, one subject a line: `personId`, `office` and the facts above by name; a list is",
  '`{"complete": true, "rows": [{…}]}`. A missing key is unknown; a missing list is empty and incomplete.',
  "",
  "Parquet: the same names; a list is a column `STRUCT(…)[]` beside `<list>_complete BOOLEAN`; dates are DATE, whole",
  "numbers INTEGER, other numbers DECIMAL(18,2). A whole number has at most as many digits as its type says. Columns and fields",
  "that are left out are unknown, and so is everything that a snapshot does not hold because no register feeds it.",
];

function catalogueText({ label, kind, scalars, lists }: FactCatalogue): readonly string[] {
  return [
    "",
    `## ${label.zh} · ${label.en} (\`${kind}\`)`,
    "",
    "| fact | type | 中文 | English | proved by |",
    "| --- | --- | --- | --- | --- |",
    ...scalars.map((field) => `${rowOf(field, "")} ${registerName(field.register).en}, \`${field.register}\` |`),
    ...lists.flatMap((list) => [
      "",
      `### \`${list.name}\` · ${list.label.zh} · ${list.label.en}`,
      "",
      `Proved by ${registerName(list.register).en} (${registerName(list.register).zh}), \`${list.register}\`.${claimText(list)}`,
      "",
      "| field | type | 中文 | English |",
      "| --- | --- | --- | --- |",
      ...list.fields.flatMap((field) => rowsOf(field)),
    ]),
  ];
}

function claimText({ element }: FactCatalogue["lists"][number]): string {
  return element ? ` A policy may be about one: \`subject: ${element.name}\`, told apart by \`${element.key}\`.` : "";
}

function rowsOf(field: FactField | FactGroup): readonly string[] {
  return "fields" in field ? field.fields.map((each) => rowOf(each, `${field.name}.`)) : [rowOf(field, "")];
}

function rowOf(field: FactField, before: string): string {
  const values = field.values ? `: ${field.values.map((value) => `"${value}"`).join(", ")}` : "";
  return `| \`${before}${field.name}\` | ${typeText(field)}${values} | ${field.label.zh} | ${field.label.en} |`;
}

function typeText({ type, unit, integer, digits }: FactField): string {
  const parts = [...(unit ? [unit] : []), ...(integer ? [`whole, ${digits ?? 4} digits`] : [])];
  return parts.length > 0 ? `${type} (${parts.join(", ")})` : type;
}
