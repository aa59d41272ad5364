import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { enter, type Token } from "../relational/in-session.ts";
import type { Database, Tx } from "../relational/pool.ts";

const WRITE_BYTES = 1 << 20;

export type OneMoment = {
  /** For queries of the same moment. */
  readonly tx: Tx;
  /** Writes a query's rows to a new file (mode 0600) as CSV: no header, NULL is nothing, an empty text is "". */
  readonly copyOut: (query: string, file: string) => Promise<void>;
};

/**
 * Lets `read` see the database as it was at one moment, under the token's rights, over several connections at once.
 * Row security stays on: what the token may not see is not copied.
 */
export async function readOneMoment<Value>(
  database: Database,
  token: Token,
  { connections, signal }: { readonly connections: number; readonly signal?: AbortSignal },
  read: (moment: OneMoment) => Promise<Value>,
): Promise<Value> {
  return database.kysely
    .transaction()
    .setAccessMode("read only")
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      await enter(tx, token);
      const exported = await sql<{ id: string }>`SELECT pg_export_snapshot() AS id`.execute(tx);
      const clients: pg.PoolClient[] = [];
      try {
        for (let count = 0; count < connections; count += 1) {
          clients.push(await joinMoment(database.pool, token, exported.rows[0]?.id ?? ""));
        }
        return await read({ tx, copyOut: copierOver(clients, signal) });
      } finally {
        // Dropped, not returned: an aborted COPY would leave them in the middle of a reply.
        for (const client of clients) client.release(true);
      }
    });
}

async function joinMoment(pool: pg.Pool, token: Token, moment: string): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(moment)}`);
    await client.query("SELECT set_config('wutong.token', $1, true)", [token]);
    return client;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}

/** Each call takes the next free connection, or waits in line for one. */
function copierOver(clients: readonly pg.PoolClient[], signal: AbortSignal | undefined): OneMoment["copyOut"] {
  const idle = [...clients];
  const line: ((client: pg.PoolClient) => void)[] = [];
  const take = (): Promise<pg.PoolClient> => {
    const client = idle.pop();
    return client ? Promise.resolve(client) : new Promise((resolve) => line.push(resolve));
  };
  const giveBack = (client: pg.PoolClient): void => {
    const next = line.shift();
    if (next) next(client);
    else idle.push(client);
  };
  return async (query, file) => {
    const client = await take();
    try {
      const rows = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT csv)`));
      const sink = createWriteStream(file, { mode: 0o600, flags: "wx", highWaterMark: WRITE_BYTES });
      await pipeline(rows, sink, signal ? { signal } : {});
    } finally {
      giveBack(client);
    }
  };
}
