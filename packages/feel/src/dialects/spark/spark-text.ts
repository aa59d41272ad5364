import { type Day, formatDay } from "@wutong/kernel";
import type { Literal } from "../../ir/ir.ts";
import type { ValueType } from "../../types/value-type.ts";

/** The one place where a name becomes SQL. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** Backslashes escape in Spark's texts; control characters are written out, since line ends may be rewritten on the way. */
export function literal(value: Literal, type: ValueType): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return `'${value.replaceAll(/[\\']|\p{Cc}/gu, escaped)}'`;
  if (type.kind === "date") return `DATE '${formatDay(Number(value) as Day)}'`;
  return toInteger(typeof value === "bigint" ? `${value}BD` : `${value}`, typeof value === "bigint");
}

function escaped(character: string): string {
  if (character === "\\" || character === "'") return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Columns and fields are of their types; any number's DECIMAL or an integer type. */
export function column(sql: string, type: ValueType): string {
  if (type.kind === "monthsDuration" || type.kind === "daysDuration") return toInteger(sql, false);
  return type.kind === "number" ? units(sql, type) : sql;
}

/** A decimal as an integer of the type's scale; unknown where it can't be held. */
function units(sql: string, { big, scale }: Extract<ValueType, { kind: "number" }>): string {
  const decimal = `try_cast(${sql} AS DECIMAL(${big ? 38 : 18},${scale}))`;
  if (scale === 0) return toInteger(decimal, big);
  // Up to 38 digits leave no room for a factor: the digits themselves are the integer.
  if (big) return toInteger(`replace(CAST(${decimal} AS STRING), '.', '')`, true);
  return toInteger(`${decimal} * CAST(1${"0".repeat(scale)} AS DECIMAL(${scale + 1},0))`, false);
}

export function toInteger(sql: string, big: boolean): string {
  return `CAST(${sql} AS ${big ? "DECIMAL(38,0)" : "BIGINT"})`;
}
