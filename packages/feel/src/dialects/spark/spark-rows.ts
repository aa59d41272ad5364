import type { FoldOperator } from "../../ir/ir.ts";
import type { ValueType } from "../../types/value-type.ts";
import { type Dialect, monthIndexSql, type SqlRows } from "../dialect.ts";
import { dates } from "./spark-dates.ts";
import { toInteger } from "./spark-text.ts";

/** An array, a lambda's parameter, and the columns as they are read from it. */
type Elements = { readonly list: string; readonly row: string; readonly columns: readonly string[] };

function elementsOf(rows: SqlRows): Elements {
  if (rows.kind === "stored") return rows;
  const structs = rows.rows.map(structOf);
  const columns = (rows.rows[0] ?? []).map((_, index) => `feel_r.c${index}`);
  return { list: `array(${structs.join(", ")})`, row: "feel_r", columns };
}

function structOf(columns: readonly string[]): string {
  return `named_struct(${columns.map((sql, index) => `'c${index}', ${sql}`).join(", ")})`;
}

/** `exists` is Kleene, as `spark.sql.legacy.followThreeValuedLogicInArrayExists` has it by default. */
export function some(rows: SqlRows): string {
  if (rows.kind === "written") return `(${rows.rows.map((row) => row.join()).join(" OR ")})`;
  return `exists(${rows.list}, ${rows.row} -> ${rows.columns.join()})`;
}

/** One row whose truth is unknown makes the sum so. */
export function count(rows: SqlRows): string {
  const { list, row, columns } = elementsOf(rows);
  return `aggregate(${list}, ${toInteger("0", false)}, (feel_a, ${row}) -> feel_a + ${toInteger(columns.join(), false)})`;
}

/** Each row is computed once: aggregates then read what is known of those that may belong. */
export function fold(rows: SqlRows, operator: FoldOperator, type: ValueType): string {
  const possible = `filter(${structsOf(elementsOf(rows))}, feel_t -> feel_t.c0 IS NOT FALSE)`;
  return bind(possible, "feel_p", (list) => {
    const unknown = `exists(${list}, feel_t -> feel_t.c0 IS NULL OR feel_t.c1 IS NULL)`;
    const big = type.kind === "number" && type.big;
    const sum = `aggregate(${list}, ${toInteger("0", big)}, (feel_a, feel_t) -> feel_a + ${toInteger("feel_t.c1", big)})`;
    return `CASE WHEN NOT ${unknown} THEN ${operator === "sum" ? sum : `array_${operator}(${list}.c1)`} END`;
  });
}

function structsOf({ list, row, columns }: Elements): string {
  return `transform(${list}, ${row} -> ${structOf(columns)})`;
}

export function bind(sql: string, name: string, body: (value: string) => string): string {
  return `transform(array(${sql}), ${name} -> ${body(name)})[0]`;
}

/** First month × UNIT + last month: numbers in order are spells in order. */
const UNIT = 1_048_576;
/** Begins after it ends: covers nothing. */
const NO_SPELL = toInteger(String(UNIT), false);

/** A fold over the spells in the order of their first months; its state: months counted, last month covered. */
export const months: Dialect["months"] = (rows, { at, gap }, body) => {
  const [from, to] = [monthIndexSql({ dates }, "feel_t.c1"), monthIndexSql({ dates }, "feel_t.c2")];
  const end = at === undefined ? to : `CASE WHEN ${to} > ${at} THEN ${at} ELSE ${to} END`;
  const pack = `CASE WHEN feel_t.c0 THEN ${from} * ${UNIT} + ${end} WHEN NOT feel_t.c0 THEN ${NO_SPELL} END`;
  const packed = `transform(${structsOf(elementsOf(rows))}, feel_t -> ${pack})`;
  return bind(packed, "feel_p", (list) => {
    const known = `NOT exists(${list}, feel_t -> feel_t IS NULL)`;
    const start = stateOf(toInteger("0", false), toInteger("-1", false));
    const step = `(feel_a, feel_m) -> ${stepSql(gap)}`;
    const folded = `aggregate(array_sort(${list}), ${start}, ${step}, feel_a -> ${body("feel_a.months", "feel_a.last")})`;
    return `CASE WHEN ${known} THEN ${folded} END`;
  });
};

function stepSql(gap: string | undefined): string {
  const [from, to] = ["shiftright(feel_m, 20)", `(feel_m & ${UNIT - 1})`];
  const broken = gap === undefined ? "" : ` OR ${from} > feel_a.last + ${gap} + 1`;
  const fresh = stateOf(`${to} - ${from} + 1`, to);
  const added = `feel_a.months + greatest(0, ${to} - greatest(feel_a.last, ${from} - 1))`;
  const more = stateOf(added, `greatest(feel_a.last, ${to})`);
  return `CASE WHEN ${from} > ${to} THEN feel_a WHEN feel_a.months = 0${broken} THEN ${fresh} ELSE ${more} END`;
}

function stateOf(count: string, last: string): string {
  return `named_struct('months', ${count}, 'last', ${last})`;
}
