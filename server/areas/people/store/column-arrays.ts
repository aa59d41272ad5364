import { type RawBuilder, sql } from "kysely";
import type { ArrayColumn } from "../model/array-columns.ts";
import type { ColumnKind } from "../model/fact-tables.ts";

const ELEMENTS: Readonly<Record<ColumnKind, string>> = {
  text: "text",
  int: "int",
  bigint: "bigint",
  numeric: "text",
  day: "date",
  boolean: "boolean",
  bytes: "bytea",
};

/** `unnest($1::int[], $2::text[], …) WITH ORDINALITY AS alias (name, …, at)`: rows out of columns, numbered from 1. */
export function rowsOf(columns: readonly ArrayColumn[], alias: string): RawBuilder<unknown> {
  const arrays = columns.map(({ kind, array }) => sql`${asParameter(array)}::${sql.raw(ELEMENTS[kind])}[]`);
  const names = [...columns.map(({ name }) => sql.id(name)), sql.id("at")];
  return sql`unnest(${sql.join(arrays)}) WITH ORDINALITY AS ${sql.id(alias)} (${sql.join(names)})`;
}

/** The expression that turns what was sent into the column's type. */
export function received({ name, kind }: Pick<ArrayColumn, "name" | "kind">, alias: string): RawBuilder<unknown> {
  const field = sql.ref(`${alias}.${name}`);
  return kind === "numeric" ? sql`${field}::numeric` : field;
}

/** The driver sends a Buffer in binary form; what came from another thread is a plain array of bytes. */
function asParameter(array: Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
