import { sql } from "kysely";
import type { Database } from "./pool.ts";

/** Whether the database answers. */
export async function isDatabaseUp(database: Database): Promise<boolean> {
  try {
    await sql`SELECT 1`.execute(database.kysely);
    return true;
  } catch {
    return false;
  }
}
