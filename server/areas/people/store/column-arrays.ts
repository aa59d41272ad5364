import { type RawBuilder, sql } from "kysely";
import type { ColumnKind, FactValue } from "../model/fact-tables.ts";

/** A column of many rows on its way to PostgreSQL: one array parameter, whatever the number of rows. */
export type ColumnArray = { readonly name: string; readonly kind: ColumnKind; readonly values: readonly FactValue[] };

/** What each kind travels as; `day` and `bytes` are cheaper to send as numbers and hexadecimal than as themselves. */
const SENT_AS: Readonly<Record<ColumnKind, string>> = {
  text: "text",
  int: "int",
  bigint: "bigint",
  numeric: "numeric",
  day: "int",
  boolean: "boolean",
  bytes: "text",
};

/** `unnest($1::int[], $2::text[], …) AS alias (name, …)`: rows out of columns. */
export function rowsOf(columns: readonly ColumnArray[], alias: string): RawBuilder<unknown> {
  const arrays = columns.map(
    ({ kind, values }) => sql`${arrayLiteral(values, SENT_AS[kind] === "text")}::${sql.raw(SENT_AS[kind])}[]`,
  );
  const names = columns.map(({ name }) => sql.id(name));
  return sql`unnest(${sql.join(arrays)}) AS ${sql.id(alias)} (${sql.join(names)})`;
}

/** The expression that turns what was sent back into the column's type. */
export function received(column: Pick<ColumnArray, "name" | "kind">, alias: string): RawBuilder<unknown> {
  const field = sql.ref(`${alias}.${column.name}`);
  if (column.kind === "day") return sql`DATE '1970-01-01' + ${field}`;
  return column.kind === "bytes" ? sql`decode(${field}, 'hex')` : field;
}

/** PostgreSQL's text form of an array; the driver's own is several times slower on long arrays. */
function arrayLiteral(values: readonly FactValue[], quoted: boolean): string {
  let literal = "{";
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? null;
    if (i > 0) literal += ",";
    if (value === null) literal += "NULL";
    else literal += quoted ? quote(String(value)) : String(value);
  }
  return `${literal}}`;
}

function quote(text: string): string {
  return /["\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, "\\$&")}"` : `"${text}"`;
}
