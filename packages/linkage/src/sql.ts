/** One statement of a plan: a table (or a result) by name, so that the next can read it. */
export type SqlStep = { readonly name: string; readonly sql: string };

export function quoteName(name: string): string {
  if (name === "" || name.includes("\0")) throw new Error("an SQL name may be neither empty nor hold a zero byte");
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  if (text.includes("\0")) throw new Error("an SQL text may not hold a zero byte");
  return `'${text.replaceAll("'", "''")}'`;
}

/** A number as DuckDB reads it: never in exponents, so that it stays a DOUBLE literal. */
export function sqlDouble(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number for SQL`);
  return `${value.toFixed(9)}::DOUBLE`;
}
