import type { Facts, ListFact } from "@wutong/feel";
import { fail, ok, type Problem, parseDay, problem, type Result } from "@wutong/kernel";
import { catalogueOf, digitsOf, type FactField, type FactGroup } from "./fact-catalogue.ts";
import type { FactExtension } from "./fact-extension.ts";
import { subjectOf } from "./subjects.ts";

/** More rows than this in one list of one person is a mistake in the data. */
const ROWS_MAX = 4096;

type Reading = { readonly problems: Problem[] };
type Entries = Readonly<Record<string, unknown>>;

/**
 * Reads one subject's facts from JSON (a JSON line, a request's body, a policy's test case) into the values that
 * compiled policies take: days as numbers, decimals as integers of hundredths. A missing or null key is unknown; an
 * unknown key or a value of the wrong type is a problem that names its path. Keys of identity are left out. `subjectName` is a
 * policy's subject; a claim's facts are its person's; `extension` is what its files add.
 */
export function readFacts(
  json: unknown,
  subjectName = "person",
  extension?: FactExtension,
): Result<Facts, readonly Problem[]> {
  const { scalars, lists } = catalogueOf(subjectOf(subjectName, extension)?.kind ?? "person", extension);
  const reading: Reading = { problems: [] };
  if (!isObject(json)) return fail([problem("facts.notAnObject")]);
  const facts: Record<string, unknown> = {};
  for (const field of scalars) facts[field.name] = readValue(reading, field, json[field.name], field.name);
  for (const list of lists) facts[list.name] = readList(reading, list.fields, json[list.name], list.name);
  const known = new Set(["personId", "office", "asOf", ...Object.keys(facts)]);
  for (const key of Object.keys(json)) {
    if (!known.has(key)) reading.problems.push(problem("facts.unknownFact", { path: key }));
  }
  return reading.problems.length > 0 ? fail(reading.problems) : ok(facts);
}

const UNSEEN: ListFact = { rows: [], complete: false };

function readList(reading: Reading, fields: readonly (FactField | FactGroup)[], json: unknown, path: string): ListFact {
  if (json === undefined || json === null) return UNSEEN;
  const rows = isObject(json) ? json["rows"] : json;
  const complete = isObject(json) ? json["complete"] : true;
  if (!Array.isArray(rows) || typeof complete !== "boolean" || rows.length > ROWS_MAX) {
    return refused(reading, path, "{complete, rows}", UNSEEN);
  }
  return { complete, rows: rows.map((row, index) => readGroup(reading, fields, row, `${path}[${index}]`)) };
}

function readGroup(
  reading: Reading,
  fields: readonly (FactField | FactGroup)[],
  json: unknown,
  path: string,
): Entries | null {
  if (json === undefined || json === null) return null;
  if (!isObject(json)) return refused(reading, path, "an object", null);
  const group: Record<string, unknown> = {};
  for (const field of fields) {
    const at = `${path}.${field.name}`;
    const value = json[field.name];
    group[field.name] =
      "fields" in field ? readGroup(reading, field.fields, value, at) : readValue(reading, field, value, at);
  }
  for (const key of Object.keys(json)) {
    if (!(key in group)) reading.problems.push(problem("facts.unknownFact", { path: `${path}.${key}` }));
  }
  return group;
}

function readValue(reading: Reading, field: FactField, json: unknown, path: string): unknown {
  if (json === undefined || json === null) return null;
  if (field.type === "date") {
    const day = typeof json === "string" ? parseDay(json) : undefined;
    return day?.ok ? day.value : refused(reading, path, "a day YYYY-MM-DD", null);
  }
  if (field.type === "number") {
    const units = typeof json === "number" ? unitsOf(json, field) : undefined;
    return units ?? refused(reading, path, expectedNumber(field), null);
  }
  return typeof json === field.type ? json : refused(reading, path, field.type, null);
}

/** 1500.5 at scale 2 is 150050; more decimals, or more digits than the checker counts with, are refused, not rounded. */
function unitsOf(value: number, field: FactField): number | undefined {
  const one = field.integer ? 1 : 100;
  const units = Math.round(value * one);
  return Math.abs(units) < 10 ** digitsOf(field) && Math.abs(units / one - value) < 1e-9 ? units : undefined;
}

function expectedNumber(field: FactField): string {
  return field.integer ? `a whole number of at most ${digitsOf(field)} digits` : "a number with two decimals";
}

function refused<Value>(reading: Reading, path: string, expected: string, instead: Value): Value {
  reading.problems.push(problem("facts.wrongType", { path, expected }));
  return instead;
}

function isObject(json: unknown): json is Entries {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
