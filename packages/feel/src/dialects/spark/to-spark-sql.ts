import type { Result } from "@wutong/kernel";
import type { CompiledFeel } from "../../compile.ts";
import type { FeelFault } from "../../faults/fault.ts";
import type { Dialect } from "../dialect.ts";
import { type DialectColumns, toDialectSql } from "../to-dialect-sql.ts";
import { dates } from "./spark-dates.ts";
import { bind, count, fold, months, some } from "./spark-rows.ts";
import { column, literal, quoteName, toInteger } from "./spark-text.ts";

/** What a session must have set, or the same SQL may mean something else. */
export const sparkSettings: Readonly<Record<string, string>> = {
  "spark.sql.ansi.enabled": "true",
  "spark.sql.caseSensitive": "true",
  "spark.sql.decimalOperations.allowPrecisionLoss": "true",
  "spark.sql.legacy.followThreeValuedLogicInArrayExists": "true",
  "spark.sql.parser.escapedStringLiterals": "false",
  "spark.sql.session.timeZone": "UTC",
};

/**
 * One SQL expression for Spark (4.0 or later, with `sparkSettings`). Facts are columns of their own names: DATE, STRING,
 * BOOLEAN, DECIMAL or an integer type, STRUCT for contexts; a list `x` is an ARRAY beside `x_complete` BOOLEAN, also
 * inside structs. NULL is unknown. A number comes out as an integer of its type's scale.
 */
export function toSparkSql(compiled: CompiledFeel, columns: DialectColumns = {}): Result<string, readonly FeelFault[]> {
  return toDialectSql(compiled, spark, columns);
}

/** No text is longer: cutting a position or length to this changes nothing. */
const TEXT_MAX = 1_000_000_000;

const position = (sql: string) => `CAST(least(${sql}, ${TEXT_MAX}) AS INT)`;

const spark: Dialect = {
  title: "Spark",
  quoteName,
  literal,
  refusesLiteral: () => undefined,
  column,
  field: (holder, name, type) => column(`${holder}.${quoteName(name)}`, type),
  element: column,
  list: (sql) => sql,
  isWhole: (complete, list) => `(${complete} IS TRUE AND ${list} IS NOT NULL)`,
  isContext: (sql) => `(${sql} IS NOT NULL)`,
  ordered: (text) => text,
  toInteger,
  quotient,
  bind,
  rowName: (slot) => `feel_v${slot}`,
  some,
  count,
  fold,
  months,
  dates,
  texts: {
    length: (text) => `CAST(char_length(${text}) AS BIGINT)`,
    part: (text, from, length) =>
      length === undefined
        ? `substring(${text}, ${position(from)})`
        : `substring(${text}, ${position(from)}, ${position(length)})`,
    startsWith: (text, match) => `startswith(${text}, ${match})`,
    endsWith: (text, match) => `endswith(${text}, ${match})`,
    contains: (text, match) => `contains(${text}, ${match})`,
  },
};

/** A quotient of decimals has 32 digits before its point, and six after it that stay 0 where nothing remains. */
const QUOTIENT_ROOM = `1${"0".repeat(7)}BD`;

/** `div` gives a BIGINT whatever it divides, and `/` has no room for 38 digits: a small divisor divides in two steps. */
function quotient(a: string, b: string, big: boolean): string {
  if (!big) return `(${a} div ${b})`;
  const exact = (n: string, by: string) => toInteger(`(${n} - ${n} % ${by}) / ${by}`, true);
  const [head, tail] = [exact(a, QUOTIENT_ROOM), toInteger(`${a} % ${QUOTIENT_ROOM}`, true)];
  const rest = toInteger(`(${head} % ${b}) * ${QUOTIENT_ROOM} + ${tail}`, true);
  const inTwo = `${exact(head, b)} * ${QUOTIENT_ROOM} + ${exact(rest, b)}`;
  return toInteger(`CASE WHEN abs(${b}) >= ${QUOTIENT_ROOM} THEN ${exact(a, b)} ELSE ${inTwo} END`, true);
}
