import type { FactCatalogue, FactField, FactGroup } from "@wutong/policy";
import { quoteName, quoteText } from "../../../storage/analytics/index.ts";
import { EMPLOYER_FIELDS, FACT_ROWS, type FactRows, PERSON_FIELDS } from "./fact-rows.ts";
import { type CoveredSince, isCompleteInSql } from "./list-coverage.ts";
import { registerFacts } from "./register-facts.ts";

/** One table to bring from PostgreSQL into DuckDB: the query that PostgreSQL runs and the columns that come out of it. */
export type CopiedTable = {
  readonly name: string;
  readonly query: string;
  readonly columns: Readonly<Record<string, string>>;
};

/** `below` itself is not in it. */
export type IdRange = { readonly from: number; readonly below: number };

export type CopiedFile = { readonly table: CopiedTable; readonly file: string };

const PERSONS = "persons";
const EMPLOYERS = "employers";

/** Every table a snapshot is made of, the longest first. Row security of the session decides which people are in them. */
export function snapshotTables(catalogue: FactCatalogue = registerFacts): readonly CopiedTable[] {
  return [...FACT_ROWS.map((rows) => factTable(rows, catalogue)), personTable(catalogue), employerTable(catalogue)];
}

function personTable(catalogue: FactCatalogue): CopiedTable {
  const fields = catalogue.scalars.map((field) => [field.name, PERSON_FIELDS[field.name] ?? "NULL"] as const);
  return {
    name: PERSONS,
    query: `SELECT r.person_id, r.office_id, ${fields.map(([, sql]) => sql).join(", ")} FROM people.persons r`,
    columns: {
      personId: "INTEGER",
      office: "INTEGER",
      ...Object.fromEntries(catalogue.scalars.map((field) => [field.name, columnType(field)])),
    },
  };
}

function employerTable(catalogue: FactCatalogue): CopiedTable {
  return {
    name: EMPLOYERS,
    query: `SELECT ${Object.values(EMPLOYER_FIELDS).join(", ")} FROM people.employer_facts`,
    columns: Object.fromEntries(
      employerFields(catalogue).map((field) => [field.name, columnType(field)] as [string, string]),
    ),
  };
}

function factTable({ list, fields, from, withEmployer }: FactRows, catalogue: FactCatalogue): CopiedTable {
  const own = ownFields(list, catalogue);
  const expressions = own.map((field) => fields[field.name] ?? "NULL");
  return {
    name: list,
    query: `SELECT r.person_id, ${expressions.join(", ")}${withEmployer ? ", r.credit_code" : ""} FROM ${from}`,
    columns: {
      personId: "INTEGER",
      ...Object.fromEntries(own.map((field) => [field.name, columnType(field)])),
      ...(withEmployer ? { creditCode: "VARCHAR" } : {}),
    },
  };
}

/** Reads a file that PostgreSQL's COPY wrote; an empty text is not NULL. */
function readCopied({ table, file }: CopiedFile): string {
  const columns = Object.entries(table.columns).map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`);
  return `read_csv(${quoteText(file)}, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
    nullstr = '', allow_quoted_nulls = false, dateformat = '%Y-%m-%d', columns = {${columns.join(", ")}})`;
}

function employerStructure(catalogue: FactCatalogue): string {
  const fields = employerFields(catalogue).map(
    ({ name }) => `${quoteName(name)} := ${name === "code" ? 'c."creditCode"' : `e.${quoteName(name)}`}`,
  );
  return `CASE WHEN c."creditCode" IS NOT NULL THEN struct_pack(${fields.join(", ")}) END`;
}

/** The statement that takes a copied file into DuckDB, as a table of the same name. */
export function loadStatement(file: CopiedFile): string {
  return `CREATE TABLE ${quoteName(file.table.name)} AS FROM ${readCopied(file)}`;
}

/** Splits everybody into ranges of ids with about so many people each: `from` and how many `people`. */
export function rangesQuery(people: number): string {
  return `SELECT min("personId") AS "from", count(*) AS people FROM (
      SELECT "personId", (row_number() OVER (ORDER BY "personId") - 1) // ${Number(people)} AS part FROM ${PERSONS})
    GROUP BY part ORDER BY part`;
}

/** One of the relations that a snapshot holds: `people`, or a list by its name. */
export type SnapshotRelation = { readonly name: string; readonly query: string };

/**
 * What a snapshot holds of a range of people's ids, over the loaded tables and `covered`: people with their own fields and
 * for each list whether its rows are all; and each list with a row for each element. All have `personId`, in its order,
 * and `office`; the rows of a person are in the order of their days, then of what they say, so that the same facts
 * give the same files.
 */
export function snapshotRelations(
  range: IdRange,
  catalogue: FactCatalogue = registerFacts,
): readonly SnapshotRelation[] {
  return [
    { name: "people", query: peopleQuery(range, catalogue) },
    ...FACT_ROWS.map((rows) => ({ name: rows.list, query: listQuery(rows, range, catalogue) })),
  ];
}

function within({ from, below }: IdRange): string {
  return `c."personId" >= ${Number(from)} AND c."personId" < ${Number(below)}`;
}

function peopleQuery(range: IdRange, catalogue: FactCatalogue): string {
  const person = catalogue.scalars.map(({ name }) => `c.${quoteName(name)}`);
  const complete = FACT_ROWS.map(
    ({ list }) => `${isCompleteInSql(`k.${quoteName(list)}`, "c.birth")} AS ${quoteName(`${list}_complete`)}`,
  );
  return `SELECT c."personId", c.office, ${[...person, ...complete].join(", ")} FROM ${PERSONS} c
    LEFT JOIN covered k ON k.office = c.office WHERE ${within(range)} ORDER BY c."personId"`;
}

/** Sorted last: a join after it lets groups of rows change places (met on DuckDB 1.5.5), and order is what reading a person rests on. */
function listQuery(rows: FactRows, range: IdRange, catalogue: FactCatalogue): string {
  const own = ownFields(rows.list, catalogue);
  const employer = rows.withEmployer ? [`${employerStructure(catalogue)} AS "employer"`] : [];
  const employers = rows.withEmployer ? `LEFT JOIN ${EMPLOYERS} e ON e.code = c."creditCode"` : "";
  const columns = [...own.map(({ name }) => `c.${quoteName(name)}`), ...employer];
  const days = own.filter(({ type }) => type === "date");
  const order = [...days, ...own.filter((field) => !days.includes(field))].map(({ name }) => `c.${quoteName(name)}`);
  const code = rows.withEmployer ? [`c."creditCode"`] : [];
  return `SELECT c."personId", p.office, ${columns.join(", ")} FROM ${quoteName(rows.list)} c
    JOIN ${PERSONS} p ON p."personId" = c."personId" ${employers} WHERE ${within(range)}
    ORDER BY ${['c."personId"', ...order, ...code].join(", ")}`;
}

/** The offices of a range of people. */
export function officesQuery(range: IdRange): string {
  return `SELECT DISTINCT office FROM ${PERSONS} c WHERE ${within(range)} ORDER BY office`;
}

/** One row for each office, one column for each list: since when it is wholly covered. */
export function coveredStatement(coveredSince: readonly CoveredSince[]): string {
  const lists = FACT_ROWS.map(({ list, register }) => {
    const since = coveredSince.filter((one) => one.register === register);
    const cases = since.map((one) => `WHEN ${Number(one.office)} THEN DATE '1970-01-01' + ${Number(one.since)}`);
    return `${cases.length > 0 ? `CASE office ${cases.join(" ")} END` : "NULL::DATE"} AS ${quoteName(list)}`;
  });
  const offices = [...new Set(coveredSince.map((one) => Number(one.office)))];
  return `CREATE TABLE covered AS SELECT office, ${lists.join(", ")} FROM unnest([${offices.join(", ")}]::INTEGER[]) AS o (office)`;
}

function ownFields(list: string, catalogue: FactCatalogue): readonly FactField[] {
  const found = catalogue.lists.find((one) => one.name === list);
  if (found === undefined) throw new Error(`the fact catalogue has no list ${list}`);
  return found.fields.filter((field): field is FactField => !("fields" in field));
}

function employerFields(catalogue: FactCatalogue): readonly FactField[] {
  const groups = catalogue.lists
    .flatMap((list) => list.fields)
    .filter((field): field is FactGroup => "fields" in field);
  const employer = groups.find((group) => group.name === "employer");
  if (employer === undefined) throw new Error("the fact catalogue has no employer");
  return employer.fields;
}

function columnType(field: FactField): string {
  if (field.type === "date") return "DATE";
  if (field.type === "boolean") return "BOOLEAN";
  if (field.type === "string") return "VARCHAR";
  return field.integer ? "INTEGER" : "DECIMAL(18,2)";
}
