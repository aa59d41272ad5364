import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** Does the work for real and takes it back: a dry run that can't differ from the run. What it returns stays. */
export async function rehearse<Value>(tx: Tx, act: () => Promise<Value>): Promise<Value> {
  await sql`SAVEPOINT rehearsal`.execute(tx);
  const value = await act();
  await sql`ROLLBACK TO SAVEPOINT rehearsal`.execute(tx);
  await sql`RELEASE SAVEPOINT rehearsal`.execute(tx);
  return value;
}
