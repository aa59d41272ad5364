import { sql } from "kysely";
import type { Database, Tx } from "./pool.ts";

/** An unguessable session or job token, "<tenant>.<random>": what row-level security goes by. */
export type Token = string;

/**
 * Runs `read` in a read-only transaction under the token's rights. A token that doesn't hold sees no rows.
 */
export function inSession<Value>(database: Database, token: Token, read: (tx: Tx) => Promise<Value>): Promise<Value> {
  return database.kysely
    .transaction()
    .setAccessMode("read only")
    .execute(async (tx) => {
      await enter(tx, token);
      return read(tx);
    });
}

/** Puts the transaction under the token's rights; gone when the transaction ends. */
export async function enter(tx: Tx, token: Token): Promise<void> {
  await sql`SELECT set_config('wutong.token', ${token}, true)`.execute(tx);
}
