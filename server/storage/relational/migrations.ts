import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** The rooms that own tables, in the order in which their migrations run: each may refer to earlier ones only. */
const ROOMS = [
  "areas/access",
  "storage/journal",
  "areas/registers",
  "areas/employers",
  "areas/people",
  "areas/policies",
  "messages",
  "areas/cases",
  "areas/funds",
  "areas/benefits",
  "areas/demand",
] as const;

const SERVER = fileURLToPath(new URL("../../", import.meta.url));
/** Held while migrating, so that two servers starting at once don't both do it. */
const MIGRATION_LOCK = 7_800_330_602;

export type Migration = { readonly name: string; readonly sql: string; readonly digest: string };

/**
 * Brings the database to the newest schema, as the owner role; each file in a transaction of its own, once.
 * Throws where a file that ran before has changed since: migrations are only ever added.
 * Returns the names of the files that ran now.
 */
export async function migrate({ ownerUrl }: { readonly ownerUrl: string }): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS public.migrations (name text PRIMARY KEY, digest text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())",
    );
    const known = await client.query<{ name: string; digest: string }>("SELECT name, digest FROM public.migrations");
    const digests = new Map(known.rows.map((row) => [row.name, row.digest]));
    const ran: string[] = [];
    for (const migration of listMigrations()) {
      const before = digests.get(migration.name);
      if (before === migration.digest) continue;
      if (before !== undefined) {
        throw new Error(
          `The migration ${migration.name} ran before with another text; add a new file instead of changing it.`,
        );
      }
      await runOne(client, migration);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

export function listMigrations(): readonly Migration[] {
  return ROOMS.flatMap((room) => {
    const folder = `${SERVER}${room}/migrations`;
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder)
      .filter((file) => file.endsWith(".sql"))
      .toSorted();
    return files.map((file) => {
      const sql = readFileSync(`${folder}/${file}`, "utf8");
      return { name: `${room}/${file}`, sql, digest: createHash("sha256").update(sql).digest("hex") };
    });
  });
}

async function runOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query("INSERT INTO public.migrations (name, digest) VALUES ($1, $2)", [
      migration.name,
      migration.digest,
    ]);
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`The migration ${migration.name} failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
