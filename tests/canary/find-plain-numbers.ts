import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { openAnalytics } from "../../server/storage/analytics/open-analytics.ts";
import { listTables } from "../isolation/catalogue.ts";

/** Where a number stood in plain text: a file or a table, and which number. */
export type Leak = { readonly place: string; readonly number: string };

/** Runs of digits as long as a document or account number; what else is in them is looked at too. */
const LONG_NUMBER = /\d{12,19}[\dXx]?/g;
/** The same written as the hexadecimal of its ASCII, as a bytea or a JSON dump would show it. */
const HEX_NUMBER = /(?:3\d){12,19}(?:58|78)?/g;
const OVERLAP = 64;

/** Every number of `secret` that stands anywhere in the text, plainly or as hexadecimal ASCII. */
export function findIn(text: string, secret: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  for (const [run] of text.matchAll(LONG_NUMBER)) collect(run.toUpperCase(), secret, found);
  for (const [run] of text.matchAll(HEX_NUMBER))
    collect(Buffer.from(run, "hex").toString("latin1").toUpperCase(), secret, found);
  return [...found];
}

/** Documents have 18 characters (15 on old cards), accounts 12 to 19: each is looked for inside the run. */
function collect(run: string, secret: ReadonlySet<string>, found: Set<string>): void {
  for (let from = 0; from + 12 <= run.length; from += 1) {
    for (let length = 12; length <= 19 && from + length <= run.length; length += 1) {
      const part = run.slice(from, from + length);
      if (secret.has(part)) found.add(part);
    }
  }
}

/** Reads every byte of every file under a folder: tables as PostgreSQL stores them, its log ahead, logs, snapshots. */
export async function scanFiles(
  folder: string,
  secret: ReadonlySet<string>,
): Promise<{ readonly leaks: readonly Leak[]; readonly files: number }> {
  const leaks: Leak[] = [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    for (const number of await scanFile(path, secret)) leaks.push({ place: path, number });
  }
  return { leaks, files: files.length };
}

async function scanFile(path: string, secret: ReadonlySet<string>): Promise<readonly string[]> {
  const found: string[] = [];
  let tail = "";
  try {
    for await (const chunk of createReadStream(path, { encoding: "latin1", highWaterMark: 1 << 20 })) {
      found.push(...findIn(tail + chunk, secret));
      tail = String(chunk).slice(-OVERLAP);
    }
  } catch (cause) {
    // The server runs meanwhile and takes files of its own away (a cache of its catalogue, a checkpointed log).
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
  }
  return found;
}

/** Every row of every table as text, values out of line (TOAST) and compressed ones included. */
export async function scanTables(
  adminUrl: string,
  secret: ReadonlySet<string>,
): Promise<{ readonly leaks: readonly Leak[]; readonly rows: number }> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const leaks: Leak[] = [];
  let rows = 0;
  try {
    for (const table of await listTables(client)) {
      const { rows: lines } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${table.name} t`);
      rows += lines.length;
      for (const { line } of lines)
        for (const number of findIn(line, secret)) leaks.push({ place: table.name, number });
    }
  } finally {
    await client.end();
  }
  return { leaks, rows };
}

/** Parquet is compressed, so its values are read out rather than its bytes. */
export async function scanParquet(
  folder: string,
  secret: ReadonlySet<string>,
): Promise<{ readonly leaks: readonly Leak[]; readonly files: number }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".parquet"))
    .map((entry) => join(entry.parentPath, entry.name));
  const leaks: Leak[] = [];
  const analytics = await openAnalytics({ memoryMiB: 512, threads: 1 });
  try {
    for (const file of files) {
      const { line = [] } = await analytics.columns(
        `SELECT t::VARCHAR AS line FROM read_parquet('${file.replaceAll("'", "''")}') t`,
      );
      for (const text of line) for (const number of findIn(String(text), secret)) leaks.push({ place: file, number });
    }
  } finally {
    await analytics.close();
  }
  return { leaks, files: files.length };
}
