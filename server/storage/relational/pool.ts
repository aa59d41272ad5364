import type { Day } from "@wutong/kernel";
import { formatDay, parseDay } from "@wutong/kernel";
import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import { keepingPool } from "./kept-statements.ts";

/** Areas add their own tables with `tx.withTables<…>()`; nothing here knows them. */
export type NoTables = Record<never, never>;
export type Tx = Transaction<NoTables>;

export type Database = {
  readonly kysely: Kysely<NoTables>;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
};

const INT8 = 20;
const DATE = 1082;
const DATE_ARRAY = 1182;

/**
 * Opens a pool for the application's role.
 * Types on the way out: int8 is a bigint (money in fen), date is a `Day`, timestamptz a Date, int4 a number.
 */
export function openDatabase({
  url,
  connectionsMax = 10,
}: {
  readonly url: string;
  readonly connectionsMax?: number;
}): Database {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, types: typesOut() });
  // A connection that the server drops emits an error; without a listener that would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: keepingPool(pool) }) });
  return { kysely, pool, close: () => kysely.destroy() };
}

/** A day as a query parameter: `YYYY-MM-DD`. */
export function dayParameter(day: Day): string {
  return formatDay(day);
}

function typesOut(): pg.CustomTypesConfig {
  const readDay = (text: string): Day => {
    const parsed = parseDay(text);
    if (!parsed.ok) throw new Error(`PostgreSQL sent the date ${text}`);
    return parsed.value;
  };
  return {
    getTypeParser: ((oid: number, format?: "text" | "binary") => {
      if (format === "binary") return pg.types.getTypeParser(oid, format);
      if (oid === INT8) return BigInt;
      if (oid === DATE) return readDay;
      if (oid === DATE_ARRAY) return (text: string) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(readDay));
      return pg.types.getTypeParser(oid, "text");
    }) as pg.CustomTypesConfig["getTypeParser"],
  };
}
