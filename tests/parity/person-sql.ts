import type { FeelType, FlatLists, ListFact, Scope } from "@wutong/feel";
import { type Day, formatDay } from "@wutong/kernel";
import type { Person } from "./random-people.ts";

/** A table of people as a snapshot would hold them, written out as SQL. */
export function peopleSql(table: string, scope: Scope, people: readonly Person[]): readonly string[] {
  const columns = Object.entries(scope).flatMap(([name, type]) => columnsOf(name, type));
  const create = `CREATE OR REPLACE TABLE ${table} ("row" INTEGER, ${columns.join(", ")})`;
  const rows = people.map((person, row) => `(${[row, ...valuesOf(scope, person)].join(", ")})`);
  const inserts: string[] = [];
  for (let from = 0; from < rows.length; from += 100) {
    inserts.push(`INSERT INTO ${table} VALUES ${rows.slice(from, from + 100).join(",\n")}`);
  }
  return [create, ...inserts];
}

/** The lists of contexts of `parityScope`, beside the table that `peopleSql` fills. */
export const FLAT_LISTS: FlatLists = {
  owner: '"row"',
  lists: {
    insurance: { from: '"flat_insurance"', known: '"row$known"' },
    contracts: { from: '"flat_contracts"', known: '"row$known"' },
  },
};

/** The same rows as in the table's list columns, as relations of their own. */
export function flatListsSql(table: string, scope: Scope): readonly string[] {
  return Object.keys(FLAT_LISTS.lists).map((name) => {
    const list = scope[name];
    const fields = list?.kind === "list" && list.of.kind === "context" ? list.of.fields : {};
    const columns = Object.entries(fields).flatMap(([field, type]) =>
      [field, ...(type.kind === "list" ? [`${field}_complete`] : [])].map((each) => `e."${each}"`),
    );
    return (
      `CREATE OR REPLACE TABLE "flat_${name}" AS SELECT "row", e IS NOT NULL AS "row$known", ${columns.join(", ")} ` +
      `FROM (SELECT "row", unnest("${name}") AS e FROM ${table})`
    );
  });
}

function columnsOf(name: string, type: FeelType): readonly string[] {
  const column = `"${name}" ${storedType(type)}`;
  return type.kind === "list" ? [column, `"${name}_complete" BOOLEAN`] : [column];
}

function storedType(type: FeelType): string {
  switch (type.kind) {
    case "boolean":
      return "BOOLEAN";
    case "string":
      return "VARCHAR";
    case "date":
      return "DATE";
    case "number":
      return (type.digits ?? 12) > 15 ? `DECIMAL(38,${type.scale ?? 0})` : `DECIMAL(18,${type.scale ?? 0})`;
    case "monthsDuration":
    case "daysDuration":
      return "INTEGER";
    case "list":
      return `${storedType(type.of)}[]`;
    case "context":
      return `STRUCT(${Object.entries(type.fields)
        .flatMap(([name, field]) => columnsOf(name, field))
        .join(", ")})`;
  }
}

function valuesOf(fields: Scope, holder: Person): readonly string[] {
  return Object.entries(fields).flatMap(([name, type]) => {
    const value = holder[name];
    if (type.kind !== "list") return [valueSql(type, value)];
    const { rows, complete } = value as ListFact;
    return [`[${rows.map((row) => valueSql(type.of, row)).join(", ")}]`, complete ? "TRUE" : "FALSE"];
  });
}

function valueSql(type: FeelType, value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  switch (type.kind) {
    case "string":
      return `'${String(value).replaceAll("'", "''")}'`;
    case "date":
      return `DATE '${formatDay(value as Day)}'`;
    case "number":
      return `CAST('${decimalText(BigInt(value as number | bigint), type.scale ?? 0)}' AS ${storedType(type)})`;
    case "context":
      return `row(${valuesOf(type.fields, value as Person).join(", ")})`;
    default:
      return String(value);
  }
}

function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${text}` : text;
}
