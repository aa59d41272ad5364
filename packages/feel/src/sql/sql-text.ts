import { type Day, formatDay } from "@wutong/kernel";
import type { Literal } from "../ir/ir.ts";
import type { ValueType } from "../types/value-type.ts";

/** A day that no fact has: stands for an unknown one where the least is taken. */
export const BEFORE_ALL_DAYS = "DATE '-infinity'";

/** The one place where a name becomes SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function literalSql(value: Literal, type: ValueType): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return quoteText(value);
  if (type.kind === "date") return `DATE '${formatDay(Number(value) as Day)}'`;
  return typeof value === "bigint" ? `CAST('${value}' AS HUGEINT)` : `CAST(${value} AS BIGINT)`;
}

/**
 * A stored value as engines compute with it: numbers as integers of the type's scale. What doesn't fit the type is
 * unknown; a sweep over a million people doesn't stop for one bad number.
 */
export function storedSql(sql: string, type: ValueType): string {
  if (type.kind === "monthsDuration" || type.kind === "daysDuration") return `CAST(${sql} AS BIGINT)`;
  if (type.kind === "list" && holdsNumbers(type.of)) {
    return `list_transform(${sql}, lambda stored: ${storedSql("stored", type.of)})`;
  }
  if (type.kind !== "number") return sql;
  const integer = type.big ? "HUGEINT" : "BIGINT";
  if (type.scale === 0) return `TRY_CAST(${sql} AS ${integer})`;
  // Up to 38 digits leave no room for a factor: the digits themselves are the integer.
  if (type.big)
    return `TRY_CAST(replace(CAST(TRY_CAST(${sql} AS DECIMAL(38,${type.scale})) AS VARCHAR), '.', '') AS ${integer})`;
  const factor = `CAST(1${"0".repeat(type.scale)} AS DECIMAL(${type.scale + 1},0))`;
  return `TRY_CAST(TRY_CAST(${sql} AS DECIMAL(18,${type.scale})) * ${factor} AS ${integer})`;
}

/** The way back, for contexts that an expression makes: their numbers look as stored ones do. */
export function asStoredSql(sql: string, type: ValueType): string {
  if (type.kind !== "number" || type.scale === 0) return sql;
  return `(CAST(${sql} AS DECIMAL(${type.big ? 38 : 18},0)) * CAST(0.${"0".repeat(type.scale - 1)}1 AS DECIMAL(${type.scale + 1},${type.scale})))`;
}

function holdsNumbers(type: ValueType): boolean {
  return type.kind === "number" || type.kind === "monthsDuration" || type.kind === "daysDuration";
}
