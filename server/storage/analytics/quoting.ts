/** A name of a table, column or field inside SQL: the only way an identifier gets there. */
export function quoteName(name: string): string {
  if (name === "" || name.includes("\0")) throw new Error("an SQL name may be neither empty nor hold a zero byte");
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * How Parquet is written, inside COPY's brackets. Not ZSTD: DuckDB 1.5.5 now and then takes the bytes of another page while it
 * reads ZSTD on several threads, and answers with an error or with wrong values (duckdb/duckdb#24905; decision 0014).
 */
export const AS_PARQUET = "FORMAT parquet, COMPRESSION snappy";

/** A text as an SQL literal, for the places where parameters are not allowed (COPY, read_parquet, read_csv). */
export function quoteText(text: string): string {
  if (text.includes("\0")) throw new Error("an SQL text may not hold a zero byte");
  return `'${text.replaceAll("'", "''")}'`;
}
