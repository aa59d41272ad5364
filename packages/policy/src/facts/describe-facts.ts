import { type FactField, type FactGroup, factCatalogue } from "./fact-catalogue.ts";

/** The fact catalogue as a page of the reference (Markdown). */
export function describeFacts(): string {
  const { person, lists, registers } = factCatalogue;
  return [
    "# Facts that a policy may ask about",
    "",
    "This page is made from the fact catalogue (`packages/policy/src/facts/fact-catalogue.ts`); a test keeps the two equal.",
    "",
    "A missing fact is *unknown*, never false and never zero. Days are written `YYYY-MM-DD`; a spell runs from the first",
    "day of its first month to the last day of its last known month. Every list says whether its rows are all there are.",
    "",
    "Besides these, a policy may use `asOf` (the day of decision), `keyDate`, `inForceFrom`, `inForceTo` (when the policy",
    "ends), its parameters and terms, and — when its subject is a certificate — `certificate`, an element of `certificates`.",
    "",
    "## The person",
    "",
    "| fact | type | 中文 | English | proved by |",
    "| --- | --- | --- | --- | --- |",
    ...person.map((field) => `${rowOf(field, "")} ${registers[field.register].en} |`),
    ...lists.flatMap((list) => [
      "",
      `## \`${list.name}\` · ${list.label.zh} · ${list.label.en}`,
      "",
      `Proved by ${registers[list.register].en} (${registers[list.register].zh}).`,
      "",
      "| field | type | 中文 | English |",
      "| --- | --- | --- | --- |",
      ...list.fields.flatMap((field) => rowsOf(field)),
    ]),
    "",
    "## As files",
    "",
    "JSON lines, one person a line: `personId`, `office` and the facts above by name; a list is",
    '`{"complete": true, "rows": [{…}]}`. A missing key is unknown; a missing list is empty and incomplete.',
    "",
    "Parquet: the same names; a list is a column `STRUCT(…)[]` beside `<list>_complete BOOLEAN`; dates are DATE, `years` is",
    "INTEGER, other numbers DECIMAL(18,2).",
    "",
  ].join("\n");
}

function rowsOf(field: FactField | FactGroup): readonly string[] {
  return "fields" in field ? field.fields.map((each) => rowOf(each, `${field.name}.`)) : [rowOf(field, "")];
}

function rowOf(field: FactField, before: string): string {
  const values = field.values ? `: ${field.values.map((value) => `"${value}"`).join(", ")}` : "";
  const unit = field.unit ? ` (${field.unit})` : "";
  return `| \`${before}${field.name}\` | ${field.type}${unit}${values} | ${field.label.zh} | ${field.label.en} |`;
}
