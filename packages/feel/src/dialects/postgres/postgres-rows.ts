import type { FoldOperator } from "../../ir/ir.ts";
import type { ValueType } from "../../types/value-type.ts";
import { type Dialect, monthIndexSql, type SqlRows } from "../dialect.ts";
import { dates } from "./postgres-dates.ts";
import { ELEMENT, toInteger } from "./postgres-text.ts";

/**
 * Aggregates over rows as scalar subqueries. What is aggregated are columns of a derived table, never an expression
 * of the row itself: an aggregate over outer columns alone would belong to the query around it. OFFSET 0 keeps the
 * planner from putting a column's expression wherever the column is read.
 */
function relationOf(rows: SqlRows): string {
  if (rows.kind === "written") {
    const names = (rows.rows[0] ?? []).map((_, index) => columnName(index));
    const values = rows.rows.map((row) => `(${row.join(", ")})`);
    return `(VALUES ${values.join(", ")}) AS "feel$r"(${names.join(", ")})`;
  }
  const columns = rows.columns.map((sql, index) => `${sql} AS ${columnName(index)}`);
  return `(SELECT ${columns.join(", ")} FROM jsonb_array_elements(${rows.list}) AS ${rows.row}(${ELEMENT}) OFFSET 0) AS "feel$r"`;
}

function columnName(index: number): string {
  return `"feel$c${index}"`;
}

const [FIRST, SECOND, THIRD] = [columnName(0), columnName(1), columnName(2)];

export function some(rows: SqlRows): string {
  if (rows.kind === "written") return `(${rows.rows.map((row) => row.join()).join(" OR ")})`;
  return (
    `(SELECT CASE WHEN bool_or(${FIRST}) THEN TRUE WHEN bool_or(${FIRST} IS NULL) THEN NULL ELSE FALSE END ` +
    `FROM ${relationOf(rows)})`
  );
}

export function count(rows: SqlRows): string {
  const sure = `count(*) FILTER (WHERE ${FIRST})`;
  return `(SELECT CASE WHEN count(${FIRST}) = count(*) THEN ${sure} END FROM ${relationOf(rows)})`;
}

export function fold(rows: SqlRows, operator: FoldOperator, type: ValueType): string {
  const value = type.kind === "string" ? `${SECOND} COLLATE "C"` : SECOND;
  const big = type.kind === "number" && type.big;
  const result = operator === "sum" ? toInteger(`coalesce(sum(${SECOND}), 0)`, big) : `${operator}(${value})`;
  const known = `count(*) FILTER (WHERE ${FIRST} AND ${SECOND} IS NOT NULL) = count(*)`;
  return `(SELECT CASE WHEN ${known} THEN ${result} END FROM ${relationOf(rows)} WHERE ${FIRST} IS NOT FALSE)`;
}

/** By windows over the spells in the order of their first months. */
export const months: Dialect["months"] = (rows, { at, gap }, body) => {
  const [from, to] = [monthIndexSql({ dates }, SECOND), monthIndexSql({ dates }, THIRD)];
  const end = at === undefined ? to : `CASE WHEN ${to} > ${at} THEN ${at} ELSE ${to} END`;
  const spells = `SELECT ${FIRST} AS ${SURE}, ${from} AS ${FROM}, ${end} AS ${TO} FROM ${relationOf(rows)} WHERE ${FIRST} IS NOT FALSE OFFSET 0`;
  const covering = (month: string) => `CASE WHEN ${FROM} <= ${TO} THEN ${month} END AS ${month}`;
  const unknown = `(${SURE} IS NULL OR ${FROM} IS NULL OR ${TO} IS NULL) AS ${UNKNOWN}`;
  const valid = `SELECT ${unknown}, ${covering(FROM)}, ${covering(TO)} FROM (${spells}) AS "feel$p"`;
  const before = `max(${TO}) OVER (ORDER BY ${FROM}, ${TO} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ${BEFORE}`;
  const ordered = `SELECT ${UNKNOWN}, ${FROM}, ${TO}, ${before} FROM (${valid}) AS "feel$q"`;
  const broken = gap === undefined ? `${BEFORE} IS NULL` : `(${BEFORE} IS NULL OR ${FROM} > ${BEFORE} + ${gap} + 1)`;
  const runs = `SELECT *, max(CASE WHEN ${broken} THEN ${FROM} END) OVER () AS ${START} FROM (${ordered}) AS "feel$s"`;
  const added = `sum(greatest(0, ${TO} - greatest(${BEFORE}, ${FROM} - 1))) FILTER (WHERE ${FROM} >= ${START})`;
  const run =
    `SELECT CASE WHEN bool_or(${UNKNOWN}) THEN NULL ELSE ${toInteger(`coalesce(${added}, 0)`, false)} END AS ${MONTHS}, ` +
    `max(${TO}) AS ${LAST} FROM (${runs}) AS "feel$t"`;
  return `(SELECT ${body(`"feel$n".${MONTHS}`, `"feel$n".${LAST}`)} FROM (${run}) AS "feel$n")`;
};

/** `BEFORE`: the last month covered by the spells before; `START`: the first month of the last run. */
const [SURE, FROM, TO, UNKNOWN] = ['"feel$sure"', '"feel$from"', '"feel$to"', '"feel$unknown"'];
const [BEFORE, START, MONTHS, LAST] = ['"feel$before"', '"feel$start"', '"feel$months"', '"feel$last"'];
