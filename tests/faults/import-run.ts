import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expectOk } from "@wutong/kernel";
import { setUpTenant } from "../../server/areas/access/index.ts";
import { type ImportTown, openImportTown, TODAY } from "../../server/flows/import-register/tests/import-town.ts";
import { writeRegisters } from "../../server/sample-files/write-registers.ts";
import { DEMO_REGION } from "../../server/setup/demo-region.ts";
import { type LocalServer, startLocalServer } from "../../server/storage/relational/local-server/index.ts";
import { migrate } from "../../server/storage/relational/migrations.ts";
import { createRandom, type Random } from "../parity/random.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { importRegisters, type RegisterFiles } from "./import-registers.ts";
import { libraryFingerprint } from "./library-fingerprint.ts";

export type ImportRun = {
  readonly people: number;
  readonly kills: number;
  /** So many of them strike PostgreSQL's main process instead of the importing one: it then has a durable one of its own. */
  readonly postmasterKills?: number;
  readonly chunkRows: number;
  /** Of the made-up people and of the moments. */
  readonly seed: number;
  readonly log: (line: string) => void;
};

/**
 * Imports all registers of so many people twice, into two databases under one set of keys: once in peace, once by a process
 * that is killed at random moments, or whose PostgreSQL is, and started again. Both must have written the same, each chunk once.
 */
export async function importWithKills(run: ImportRun): Promise<void> {
  const { people, kills, postmasterKills = 0, chunkRows, seed, log } = run;
  const random = createRandom(seed);
  const out = join(scratchFolder("kills"), "registers");
  mkdirSync(out);
  const office = { office: 330602, people, seed, asOf: TODAY, out };
  const written = await writeRegisters({ ...office, format: "csv", encoding: "utf8", truth: "none" });
  const registers: RegisterFiles = { folder: out, written };
  const peaceful = await openImportTown();
  const startedAt = performance.now();
  for (const result of await importRegisters(peaceful, { ...registers, chunkRows, except: [] })) assert.ok(result.ok);
  const milliseconds = performance.now() - startedAt;
  const rows = written.reduce((sum, one) => sum + one.rows, 0);
  log(`${rows} rows of ${people} people in ${(milliseconds / 1000).toFixed(1)} s without kills`);
  const { town: struck, postgres, end } = await strickenTown(peaceful, postmasterKills > 0);
  const task = { urls: struck.urls, keys: struck.folder, registers, chunkRows };
  const chunks = await chunksDone(peaceful);
  for (const [at, moment] of momentsIn(chunks, kills, random).entries()) {
    const server = start(task);
    if (server.stdout) await once(server.stdout, "data");
    while ((await chunksDone(struck)) < moment && server.exitCode === null) await sleep(POLL_MS);
    await sleep(random.below(milliseconds / chunks));
    // PostgreSQL first, so that it is struck however few the kills are; then they take turns.
    const first = postgres !== undefined && at % 2 === 0 && at / 2 < postmasterKills;
    await (first ? killPostgres(postgres, server) : kill(server));
    const done = await untilUp(() => chunksDone(struck));
    log(`${first ? "PostgreSQL" : "the import"} killed after ${done} of ${chunks} chunks`);
  }
  const last = start(task);
  assert.deepEqual(await once(last, "exit"), [0, null]);
  assert.deepEqual(await libraryFingerprint(struck), await libraryFingerprint(peaceful));
  assert.deepEqual(await journalOf(struck), await journalOf(peaceful));
  await Promise.all([struck.close(), peaceful.close()]);
  await end();
}

type Stricken = {
  readonly town: ImportTown;
  /** The PostgreSQL that may be killed; undefined where it is every test's. */
  readonly postgres: LocalServer | undefined;
  readonly end: () => Promise<void>;
};

/** A town of its own under the same keys, so that blind indexes can be compared. */
async function strickenTown({ folder }: ImportTown, ownPostgres: boolean): Promise<Stricken> {
  const keys = scratchFolder("kills-keys");
  cpSync(join(folder, "keys.json"), join(keys, "keys.json"));
  const started = ownPostgres ? await startLocalServer({ dataDir: scratchFolder("kills-postgres") }) : undefined;
  const postgres = started && expectOk(started, "PostgreSQL of the stricken town");
  if (postgres) await migrate({ ownerUrl: postgres.ownerUrl });
  const urls = postgres ? urlsOf(postgres) : await testDatabase();
  await setUpTenant(urls.ownerUrl, { ...DEMO_REGION, accounts: [] });
  const town = await openImportTown({ urls, folder: keys });
  return { town, postgres, end: async () => postgres?.stop() };
}

/** Everything happens in the application's database, what the superuser looks at as well. */
function urlsOf({ ownerUrl, appUrl, adminUrl }: LocalServer): TestDatabase {
  const name = new URL(ownerUrl).pathname.slice(1);
  const admin = new URL(adminUrl);
  admin.pathname = `/${name}`;
  return { name, ownerUrl, appUrl, adminUrl: admin.href };
}

function start(task: object): ChildProcess {
  const program = fileURLToPath(new URL("import-server.ts", import.meta.url));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawn(process.execPath, [program, JSON.stringify(task)], { env, stdio: ["ignore", "pipe", "inherit"] });
}

const POLL_MS = 10;
/** None comes after the end. */
const LAST_MOMENT = 0.9;

/** So many moments of an import, as numbers of chunks that are done by then, in order. */
function momentsIn(chunks: number, kills: number, random: Random): readonly number[] {
  return Array.from({ length: kills }, () => random.below(chunks * LAST_MOMENT)).toSorted((a, b) => a - b);
}

async function kill(server: ChildProcess): Promise<void> {
  const ended = once(server, "exit");
  assert.ok(server.kill("SIGKILL"), "the import had ended before it was killed");
  assert.deepEqual(await ended, [null, "SIGKILL"]);
}

/** SIGKILL of PostgreSQL's main process; the import ends by itself, since its connections are gone. */
async function killPostgres(postgres: LocalServer, server: ChildProcess): Promise<void> {
  const ended = once(server, "exit");
  assert.equal(server.exitCode, null, "the import had ended before PostgreSQL was killed");
  assert.ok(process.kill(postgres.pid, "SIGKILL"));
  const [code] = await ended;
  assert.notEqual(code, 0, "an import without a database says that it failed");
}

/** PostgreSQL recovers for a while after it was killed. */
async function untilUp<Value>(ask: () => Promise<Value>): Promise<Value> {
  const until = performance.now() + RECOVERY_MS_MAX;
  for (;;) {
    try {
      return await ask();
    } catch (cause) {
      if (performance.now() > until) throw cause;
      await sleep(RECOVERY_POLL_MS);
    }
  }
}

const RECOVERY_MS_MAX = 120_000;
const RECOVERY_POLL_MS = 200;

async function chunksDone(town: ImportTown): Promise<number> {
  const [row] = await town.query("SELECT coalesce(sum(chunks_done), 0)::int AS chunks FROM registers.batches");
  return Number(row?.["chunks"]);
}

/** Each chunk of each file is in the journal once. */
async function journalOf(town: ImportTown): Promise<readonly unknown[]> {
  const [row] = await town.query(
    "SELECT count(*)::int AS entries, count(DISTINCT command_key)::int AS keys FROM journal.entries WHERE command = 'importRegisterChunk'",
  );
  assert.equal(row?.["entries"], row?.["keys"]);
  return [row];
}
