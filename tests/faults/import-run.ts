import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setUpTenant } from "../../server/areas/access/index.ts";
import { type ImportTown, openImportTown, TODAY } from "../../server/flows/import-register/tests/import-town.ts";
import { writeRegisters } from "../../server/sample-files/write-registers.ts";
import { DEMO_REGION } from "../../server/setup/demo-region.ts";
import { createRandom, type Random } from "../parity/random.ts";
import { testDatabase } from "../support/database.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { importRegisters, type RegisterFiles } from "./import-registers.ts";
import { libraryFingerprint } from "./library-fingerprint.ts";

export type ImportRun = {
  readonly people: number;
  readonly kills: number;
  readonly chunkRows: number;
  /** Of the made-up people and of the moments. */
  readonly seed: number;
  readonly log: (line: string) => void;
};

/**
 * Imports all registers of so many people twice, into two databases under one set of keys: once in peace, once by a process
 * that is killed at random moments and started again. Both must have written the same, each chunk once.
 */
export async function importWithKills({ people, kills, chunkRows, seed, log }: ImportRun): Promise<void> {
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
  const struck = await strickenTown(peaceful);
  const task = { urls: struck.urls, keys: struck.folder, registers, chunkRows };
  const chunks = await chunksDone(peaceful);
  for (const moment of momentsIn(chunks, kills, random)) {
    const server = start(task);
    if (server.stdout) await once(server.stdout, "data");
    while ((await chunksDone(struck)) < moment && server.exitCode === null) await sleep(POLL_MS);
    await sleep(random.below(milliseconds / chunks));
    await kill(server);
    log(`killed after ${await chunksDone(struck)} of ${chunks} chunks`);
  }
  const last = start(task);
  assert.deepEqual(await once(last, "exit"), [0, null]);
  assert.deepEqual(await libraryFingerprint(struck), await libraryFingerprint(peaceful));
  assert.deepEqual(await journalOf(struck), await journalOf(peaceful));
  await Promise.all([struck.close(), peaceful.close()]);
}

/** A town of its own under the same keys, so that blind indexes can be compared. */
async function strickenTown({ folder }: ImportTown): Promise<ImportTown> {
  const keys = scratchFolder("kills-keys");
  cpSync(join(folder, "keys.json"), join(keys, "keys.json"));
  const urls = await testDatabase();
  await setUpTenant(urls.ownerUrl, { ...DEMO_REGION, accounts: [] });
  return openImportTown({ urls, folder: keys });
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
