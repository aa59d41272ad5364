import { type Database, inSession, type Token, type Tx } from "../../../storage/index.ts";

/** Reads under a session's rights: only a store opens transactions. */
export function readAs<Value>(database: Database, token: Token, read: (tx: Tx) => Promise<Value>): Promise<Value> {
  return inSession(database, token, read);
}
