import { sql } from "kysely";
import { type Database, openDatabase } from "./pool.ts";

/** Whether the database answers. */
export async function isDatabaseUp(database: Database): Promise<boolean> {
  try {
    await sql`SELECT 1`.execute(database.kysely);
    return true;
  } catch {
    return false;
  }
}

/** Whether a migrated database holds anything that the vault's keys may have sealed: every write leaves a journal entry. */
export async function holdsData({ url }: { readonly url: string }): Promise<boolean> {
  const owner = openDatabase({ url, connectionsMax: 1 });
  try {
    const { rows } = await sql<{ held: boolean }>`SELECT EXISTS (SELECT FROM journal.heads) AS held`.execute(
      owner.kysely,
    );
    return rows[0]?.held ?? false;
  } finally {
    await owner.close();
  }
}
