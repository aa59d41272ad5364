import { type Day, formatDay } from "@wutong/kernel";
import type { Literal } from "../../ir/ir.ts";
import type { ValueType } from "../../types/value-type.ts";

/** The one place where a name becomes SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(value: Literal, type: ValueType): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return `CAST('${value.replaceAll("'", "''")}' AS text)`;
  if (type.kind === "date") return `DATE '${formatDay(Number(value) as Day)}'`;
  return `CAST(${value} AS ${typeof value === "bigint" ? "numeric" : "bigint"})`;
}

export function refusesLiteral(value: Literal): string | undefined {
  return typeof value === "string" && value.includes("\0") ? "the character U+0000" : undefined;
}

/**
 * A column is of the type's own SQL type; any number's of `numeric` or an integer type. A text column may have an order
 * of its own, which would meet that of others in one comparison: it is left behind here.
 */
export function column(sql: string, type: ValueType): string {
  if (type.kind === "string") return `(${sql} COLLATE "C")`;
  if (type.kind === "monthsDuration" || type.kind === "daysDuration") return toInteger(sql, false);
  return type.kind === "number" ? units(`CAST(${sql} AS numeric)`, type) : sql;
}

export function field(holder: string, name: string, type: ValueType): string {
  const key = literalKey(name);
  return fromJson(`(${holder} -> ${key})`, `(${holder} ->> ${key})`, type);
}

export function element(row: string, type: ValueType): string {
  const json = `${row}.${ELEMENT}`;
  return fromJson(json, `(${json} #>> '{}')`, type);
}

/** The column of `jsonb_array_elements`; internal columns bear names that no fact has. */
export const ELEMENT = '"feel$e"';

/** JSON as expressions compute with it; what is not of the type is unknown, as a missing key is. */
function fromJson(json: string, text: string, type: ValueType): string {
  switch (type.kind) {
    case "boolean":
      return `(CASE ${json} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END)`;
    case "string":
      return text;
    case "date":
      return `(CASE WHEN ${text} LIKE '____-__-__' AND pg_input_is_valid(${text}, 'date') THEN CAST(${text} AS date) END)`;
    case "number":
      return units(numberFrom(json), type);
    case "monthsDuration":
    case "daysDuration":
      return toInteger(numberFrom(json), false);
    case "list":
    case "context":
      return json;
  }
}

function numberFrom(json: string): string {
  return `(CASE jsonb_typeof(${json}) WHEN 'number' THEN CAST(${json} AS numeric) END)`;
}

/** A decimal as an integer of the type's scale; unknown where it can't be held. */
function units(decimal: string, type: Extract<ValueType, { kind: "number" }>): string {
  const digits = (type.big ? 38 : 18) - type.scale;
  const scaled = type.scale === 0 ? decimal : `${decimal} * 1${"0".repeat(type.scale)}`;
  return toInteger(`(CASE WHEN abs(${decimal}) < 1e${digits} THEN round(${scaled}) END)`, type.big);
}

export function toInteger(sql: string, big: boolean): string {
  return `CAST(${sql} AS ${big ? "numeric" : "bigint"})`;
}

function literalKey(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
