import type { Result } from "@wutong/kernel";
import type { CompiledFeel } from "../../compile.ts";
import type { FeelFault } from "../../faults/fault.ts";
import type { Dialect } from "../dialect.ts";
import { type DialectColumns, toDialectSql } from "../to-dialect-sql.ts";
import { dates } from "./postgres-dates.ts";
import { count, fold, months, some } from "./postgres-rows.ts";
import { column, element, field, literal, quoteName, refusesLiteral, toInteger } from "./postgres-text.ts";

/**
 * One SQL expression for PostgreSQL (16 or later, encoding UTF8). Facts are columns of their own names: date, text,
 * boolean, numeric or an integer type, jsonb for contexts; a list `x` is a jsonb array beside `x_complete` boolean, also
 * inside contexts. In JSON a day is `"2024-01-31"`, a number a decimal. NULL, JSON's null and a missing key are unknown,
 * and so is a value in JSON that is not of its type. A number comes out as an integer of its type's scale.
 */
export function toPostgresSql(
  compiled: CompiledFeel,
  columns: DialectColumns = {},
): Result<string, readonly FeelFault[]> {
  return toDialectSql(compiled, postgres, columns);
}

/** Longest text that PostgreSQL holds is shorter: cutting a position or length to this changes nothing. */
const TEXT_MAX = 1_000_000_000;

const position = (sql: string) => `CAST(least(${sql}, ${TEXT_MAX}) AS integer)`;

const postgres: Dialect = {
  title: "PostgreSQL",
  quoteName,
  literal,
  refusesLiteral,
  column,
  field,
  element,
  list: (sql) => `(CASE WHEN jsonb_typeof(${sql}) = 'array' THEN ${sql} END)`,
  isWhole: (complete, list) => `(${complete} IS TRUE AND ${list} IS NOT NULL)`,
  isContext: (sql) => `coalesce(jsonb_typeof(${sql}) = 'object', FALSE)`,
  ordered: (text) => `(${text} COLLATE "C")`,
  toInteger,
  quotient: (a, b, big) => (big ? `div(${a}, ${b})` : `(${a} / ${b})`),
  bind: (sql, name, body) =>
    `(SELECT ${body(`"${name}"."feel$x"`)} FROM (SELECT ${sql} AS "feel$x" OFFSET 0) AS "${name}")`,
  rowName: (slot) => `"feel$v${slot}"`,
  some,
  count,
  fold,
  months,
  dates,
  texts: {
    length: (text) => `CAST(length(${text}) AS bigint)`,
    part: (text, from, length) =>
      length === undefined
        ? `substr(${text}, ${position(from)})`
        : `substr(${text}, ${position(from)}, ${position(length)})`,
    startsWith: (text, match) => `starts_with(${text}, ${match})`,
    endsWith: (text, match) => `(right(${text}, length(${match})) = ${match})`,
    contains: (text, match) => `(strpos(${text}, ${match}) > 0)`,
  },
};
