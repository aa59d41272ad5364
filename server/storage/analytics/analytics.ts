/** What travels as a parameter of a query. */
export type Parameter = string | number | bigint | boolean | null;

/**
 * A result by columns. DATE is a `Day` (days since 1970-01-01), BIGINT and HUGEINT are bigint, DECIMAL is a number,
 * a LIST is an array and a STRUCT an object of its fields.
 */
export type Columns = Readonly<Record<string, readonly unknown[]>>;

export type AnalyticsSettings = {
  readonly memoryMiB: number;
  readonly threads: number;
  /** Where DuckDB may spill what doesn't fit into memory; without it a query that needs more fails. */
  readonly spillFolder?: string;
};

/** One DuckDB database in memory, here or in a child process: the same calls for both. */
export type Analytics = {
  readonly run: (sql: string, parameters?: readonly Parameter[]) => Promise<void>;
  readonly columns: (sql: string, parameters?: readonly Parameter[]) => Promise<Columns>;
  /** Another connection to the same database: its queries run beside those of this one; temporary tables are its own. */
  readonly lane: () => Promise<Lane>;
  readonly close: () => Promise<void>;
};

/** A connection that ends with its database. */
export type Lane = Pick<Analytics, "run" | "columns">;

/** What DuckDB said about a query, with the first line of its message as a person can use it. */
export class AnalyticsFault extends Error {
  readonly sql: string;
  constructor(message: string, sql: string) {
    super(message);
    this.sql = sql;
  }
}

/** Thrown by every call that was under way, or came later, when the work was cancelled. */
export class AnalyticsCancelled extends Error {}
