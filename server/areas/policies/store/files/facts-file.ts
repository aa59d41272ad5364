import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Facts } from "@wutong/feel";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  catalogueColumns,
  catalogueOf,
  type FactCatalogue,
  type FactExtension,
  type FlatFacts,
  factColumnTypes,
  jsonFactsRelation,
  layFlat,
  readFacts,
  type SubjectKind,
  subjectOf,
} from "@wutong/policy";
import { type Analytics, quoteName, quoteText } from "../../../../storage/analytics/index.ts";
import { snapshotFacts } from "../sweep/sweep-folder.ts";
import { fitsType } from "./fits-type.ts";

const OWN_KEYS = ["personId", "office"];
const ROWS_MAX = 4_096;

/** What the lines or columns of a file of facts are: of which kind of subject, and what policies add to its catalogue. */
export type FactForm = { readonly kind: SubjectKind; readonly extension?: FactExtension };
const PERSON: FactForm = { kind: "person" };

/** People swept at once. */
const PART_PEOPLE = 250_000;

/**
 * Brings facts into reach of DuckDB, laid flat, part by part. JSON lines are checked line by line; Parquet (a file, or a
 * folder of them) by its columns. The folder of a snapshot's facts is taken as it is.
 * Problems: `files.noFile`, `facts.notJson`, `facts.notAnObject`, `facts.unknownFact`, `facts.wrongType`, `facts.noPerson`,
 * `facts.unknownColumn`, `facts.columnType`, `facts.unreadable`, `facts.personTwice`, `facts.tooManyRows`.
 */
export async function openFacts(
  analytics: Analytics,
  file: string,
  form: FactForm = PERSON,
): Promise<Result<readonly FlatFacts[], Problem>> {
  const catalogue = catalogueOf(form.kind, form.extension);
  if (!existsSync(file)) return fail(problem("files.noFile", { file }));
  if (existsSync(join(file, "people"))) return ok(snapshotFacts(file));
  if (statSync(file).isDirectory() || file.endsWith(".parquet")) {
    const source = await openParquet(analytics, file, catalogue);
    return source.ok ? layGivenFlat(analytics, { file, source: source.value, catalogue }) : source;
  }
  const fault = await findJsonFault(file, form);
  if (fault) return fail(fault);
  // Read once: each list is a pass over the lines.
  await analytics.run(`CREATE OR REPLACE TABLE given_facts AS FROM ${jsonFactsRelation(file, catalogue)}`);
  const flat = await layGivenFlat(analytics, { file, source: "given_facts", catalogue });
  await analytics.run("DROP TABLE given_facts");
  return flat;
}

/** Tables that every lane sees, not temporary ones. */
async function layGivenFlat(
  analytics: Analytics,
  { file, source, catalogue }: { readonly file: string; readonly source: string; readonly catalogue: FactCatalogue },
): Promise<Result<readonly FlatFacts[], Problem>> {
  const own = catalogue.kind === "person" ? "given" : `given_${catalogue.kind}`;
  const { tables, facts } = layFlat(source, own, catalogueColumns(catalogue));
  for (const { name, query } of tables) await analytics.run(`CREATE OR REPLACE TABLE ${name} AS ${query} ORDER BY ALL`);
  const fault = await findFlatFault(analytics, file, facts);
  if (fault) return fail(fault);
  const bounds = await analytics.columns(
    `SELECT min("personId") AS "from" FROM (SELECT "personId", (row_number() OVER (ORDER BY "personId") - 1) // ${PART_PEOPLE} AS part
      FROM ${facts.people}) GROUP BY part ORDER BY part`,
  );
  const starts = (bounds["from"] ?? []) as readonly number[];
  return ok(starts.map((from, index) => factsWithin(facts, from, starts[index + 1])));
}

function factsWithin({ people, lists }: FlatFacts, from: number, below: number | undefined): FlatFacts {
  const upper = below === undefined ? "" : ` AND "personId" < ${below}`;
  const within = (relation: string) => `(SELECT * FROM ${relation} WHERE "personId" >= ${from}${upper})`;
  const entries = Object.entries(lists).map(([name, list]) => [name, { ...list, from: within(list.from) }]);
  return { people: within(people), lists: Object.fromEntries(entries) };
}

/** One person is one row, and no list is longer than deciding one person allows. */
async function findFlatFault(analytics: Analytics, file: string, facts: FlatFacts): Promise<Problem | undefined> {
  const crowded = (relation: string, max: number) =>
    analytics.columns(`SELECT "personId" FROM ${relation} GROUP BY ALL HAVING count(*) > ${max} ORDER BY ALL LIMIT 1`);
  const [twice] = (await crowded(facts.people, 1))["personId"] ?? [];
  if (twice !== undefined) return problem("facts.personTwice", { file, personId: Number(twice) });
  for (const [list, { from }] of Object.entries(facts.lists)) {
    const [personId] = (await crowded(from, ROWS_MAX))["personId"] ?? [];
    if (personId === undefined) continue;
    return problem("facts.tooManyRows", { file, personId: Number(personId), list, rowsMax: ROWS_MAX });
  }
  return undefined;
}

/** The first line that is not one person's facts, with what is wrong and where. */
async function findJsonFault(file: string, form: FactForm): Promise<Problem | undefined> {
  let line = 0;
  const lines = createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    const fault = lineFault(text, form);
    if (fault) return problem(fault.code, { ...fault.params, file, line });
  }
  return line === 0 ? problem("facts.empty", { file }) : undefined;
}

function lineFault(text: string, form: FactForm): Problem | undefined {
  const json = parseJson(text);
  if (!json.ok) return json.error;
  const read = readFacts(json.value, form.kind, form.extension);
  if (!read.ok) return worded(read.error[0], form);
  const line = json.value as Readonly<Record<string, unknown>>;
  // A policy's case may write a list's rows alone; DuckDB reads lines of one form.
  const bare = catalogueOf(form.kind, form.extension).lists.find(({ name }) => Array.isArray(line[name]));
  if (bare) return problem("facts.wrongType", { path: bare.name, expected: "{complete, rows}" });
  for (const key of OWN_KEYS) {
    const value = line[key];
    if (!Number.isSafeInteger(value)) return problem("facts.noPerson", { key });
  }
  return undefined;
}

/** The facts of one subject (of a policy's `subject`) in a JSON file; `extension` is what its files add. */
export function readFactsFile(file: string, subject = "person", extension?: FactExtension): Result<Facts, Problem> {
  if (!existsSync(file)) return fail(problem("files.noFile", { file }));
  const at = (fault: Problem) => fail(problem(fault.code, { ...fault.params, file, line: 1 }));
  const json = parseJson(readFileSync(file, "utf8"));
  if (!json.ok) return at(json.error);
  const read = readFacts(json.value, subject, extension);
  if (read.ok) return read;
  const kind = subjectOf(subject, extension)?.kind ?? "person";
  return at(worded(read.error[0], extension ? { kind, extension } : { kind }));
}

function parseJson(text: string): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    return fail(problem("facts.notJson", { message: cause instanceof Error ? cause.message : String(cause) }));
  }
}

function worded(found: Problem | undefined, { kind, extension }: FactForm): Problem {
  if (found?.code !== "facts.unknownFact") return found ?? problem("facts.notAnObject");
  const path = String(found.params["path"]);
  return problem("facts.unknownFact", {
    path,
    known: closest(path.split(".").at(-1) ?? path, knownNames(catalogueOf(kind, extension))),
  });
}

async function openParquet(
  analytics: Analytics,
  file: string,
  catalogue: FactCatalogue,
): Promise<Result<string, Problem>> {
  const pattern = statSync(file).isDirectory() ? join(file, "**", "*.parquet") : file;
  const source = `read_parquet(${quoteText(pattern)}, hive_partitioning = true, union_by_name = true)`;
  const described = await analytics
    .columns(`DESCRIBE FROM ${source}`)
    .catch((cause: unknown) => describeFailure(cause));
  if (typeof described === "string") return fail(problem("facts.unreadable", { file, message: described }));
  const names = (described["column_name"] ?? []) as readonly string[];
  const types = (described["column_type"] ?? []) as readonly string[];
  const wanted = factColumnTypes(catalogue);
  for (const [index, name] of names.entries()) {
    const type = wanted[name];
    if (type === undefined) {
      return fail(problem("facts.unknownColumn", { file, column: name, known: closest(name, Object.keys(wanted)) }));
    }
    const found = types[index] ?? "";
    if (!fitsType(found, type)) return fail(problem("facts.columnType", { file, column: name, found, expected: type }));
  }
  const missing = OWN_KEYS.find((key) => !names.includes(key));
  if (missing) return fail(problem("facts.noPerson", { file, key: missing, line: "—" }));
  const columns = Object.entries(wanted).map(([name, type]) => `${columnSql(name, type, names)} AS ${quoteName(name)}`);
  return ok(`(SELECT ${columns.join(", ")} FROM ${source})`);
}

/** A missing column is unknown; a missing list is empty and incomplete. Structures are cast by the names of their fields. */
function columnSql(name: string, type: string, names: readonly string[]): string {
  const given = names.includes(name);
  if (type.endsWith("[]"))
    return given ? `coalesce(CAST(${quoteName(name)} AS ${type}), CAST([] AS ${type}))` : `CAST([] AS ${type})`;
  if (name.endsWith("_complete")) return given ? `coalesce(${quoteName(name)}, FALSE)` : "FALSE";
  return given ? `CAST(${quoteName(name)} AS ${type})` : `CAST(NULL AS ${type})`;
}

function describeFailure(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}

function knownNames(catalogue: FactCatalogue): readonly string[] {
  const types = Object.entries(factColumnTypes(catalogue));
  const inner = types.flatMap(([, type]) => [...type.matchAll(/"(\w+)" /g)].map((match) => match[1] ?? ""));
  return [...new Set([...types.map(([name]) => name), ...inner])];
}

/** The known name with the fewest letters to change. */
function closest(name: string, known: readonly string[]): string {
  const ranked = known.map((one) => ({ one, distance: editDistance(name.toLowerCase(), one.toLowerCase()) }));
  return ranked.toSorted((a, b) => a.distance - b.distance)[0]?.one ?? "";
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
