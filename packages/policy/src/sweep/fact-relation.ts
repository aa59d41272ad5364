import { type FactCatalogue, type FactField, type FactGroup, factCatalogue } from "../facts/fact-catalogue.ts";

/**
 * SQL that can stand after FROM: facts of one kind of subject in JSON lines as the relation that a sweep reads. `path` is a file that DuckDB may
 * open; a missing key is NULL, and a missing list is empty and incomplete. An unknown key is left out.
 */
export function jsonFactsRelation(path: string, { scalars, lists }: FactCatalogue = factCatalogue): string {
  const types = [
    ["personId", "INTEGER"],
    ["office", "BIGINT"],
    ...scalars.map((field) => [field.name, duckTypeOf(field)]),
    ...lists.map((list) => [list.name, `STRUCT(complete BOOLEAN, "rows" ${listTypeOf(list.fields)})`]),
  ];
  const columns = types.map(([name, type]) => `"${name}": '${type}'`);
  const own = ["personId", "office", ...scalars.map((field) => field.name)].map((name) => `"${name}"`);
  const rows = lists.map(
    ({ name, fields }) =>
      `coalesce("${name}"."rows", CAST([] AS ${listTypeOf(fields)})) AS "${name}", ` +
      `coalesce("${name}".complete, FALSE) AS "${name}_complete"`,
  );
  const file = `'${path.replaceAll("'", "''")}'`;
  return (
    `(SELECT ${[...own, ...rows].join(", ")} FROM read_json(${file}, format = 'newline_delimited', ` +
    `maximum_object_size = 67108864, columns = {${columns.join(", ")}}))`
  );
}

/** The columns of a snapshot with DuckDB's types: what Parquet files of facts must have. */
export function factColumnTypes({ scalars, lists }: FactCatalogue = factCatalogue): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ["personId", "INTEGER"],
    ["office", "BIGINT"],
    ...scalars.map((field) => [field.name, duckTypeOf(field)]),
    ...lists.flatMap((list) => [
      [list.name, listTypeOf(list.fields)],
      [`${list.name}_complete`, "BOOLEAN"],
    ]),
  ]) as Readonly<Record<string, string>>;
}

/** The columns of facts laid flat: of `people` and of each list, by its name. */
export function flatColumnTypes(
  catalogue: FactCatalogue = factCatalogue,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const isList = (name: string) => catalogue.lists.some((list) => list.name === name);
  const people = Object.fromEntries(Object.entries(factColumnTypes(catalogue)).filter(([name]) => !isList(name)));
  const lists = catalogue.lists.map(({ name, fields }) => {
    const types = fields.map((field) => [
      field.name,
      "fields" in field ? structTypeOf(field.fields) : duckTypeOf(field),
    ]);
    return [name, { personId: "INTEGER", ...Object.fromEntries(types) }];
  });
  return { people, ...Object.fromEntries(lists) };
}

function listTypeOf(fields: readonly (FactField | FactGroup)[]): string {
  return `${structTypeOf(fields)}[]`;
}

function structTypeOf(fields: readonly (FactField | FactGroup)[]): string {
  const types = fields.map(
    (field) => `"${field.name}" ${"fields" in field ? structTypeOf(field.fields) : duckTypeOf(field)}`,
  );
  return `STRUCT(${types.join(", ")})`;
}

function duckTypeOf(field: FactField): string {
  if (field.type === "number") return field.integer ? "INTEGER" : "DECIMAL(18,2)";
  return { string: "VARCHAR", boolean: "BOOLEAN", date: "DATE" }[field.type];
}
