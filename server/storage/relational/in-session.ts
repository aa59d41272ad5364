import { sql } from "kysely";
import type { Database, Tx } from "./pool.ts";

/** An unguessable session or job token, "<tenant>.<random>": what row-level security goes by. */
export type Token = string;

/** What tokens are made of; nothing else is put into the text of a statement. */
const TOKEN = /^[\w.-]{1,200}$/;

/**
 * Runs `read` in a read-only transaction under the token's rights. A token that doesn't hold sees no rows.
 * Beginning and entering are one message: every page of every clerk waits for them.
 */
export function inSession<Value>(database: Database, token: Token, read: (tx: Tx) => Promise<Value>): Promise<Value> {
  const known = TOKEN.test(token) ? token : "";
  return database.kysely.connection().execute(async (connection) => {
    const tx = connection as Tx;
    await sql.raw(`START TRANSACTION READ ONLY; SELECT set_config('wutong.token', '${known}', true)`).execute(tx);
    try {
      return await read(tx);
    } finally {
      // Ends it after an error as well: nothing was written.
      await sql`COMMIT`.execute(tx);
    }
  });
}

/** Runs `act` in a transaction of its own under the token's rights; committed when it resolves, rolled back when it rejects. */
export function actInSession<Value>(database: Database, token: Token, act: (tx: Tx) => Promise<Value>): Promise<Value> {
  return database.kysely.transaction().execute(async (tx) => {
    await enter(tx, token);
    return act(tx);
  });
}

/** Puts the transaction under the token's rights; gone when the transaction ends. */
export async function enter(tx: Tx, token: Token): Promise<void> {
  await sql`SELECT set_config('wutong.token', ${token}, true)`.execute(tx);
}
