import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { expectOk } from "@wutong/kernel";
import pg from "pg";
import type { ProofOptions } from "../../../../tests/proof.ts";
import { startLocalServer } from "./index.ts";

export const name = "no acknowledged commit is lost when the server or its parent is killed";
export const rooms = ["server/storage/relational/local-server"];

const LIVES_MS_MAX = 1_500;

/** Kills PostgreSQL, its parent or both at random moments of a stream of commits; the list of acknowledged ones is kept here. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const random = randomFrom(seed);
  const dataDir = mkdtempSync(join(tmpdir(), "wutong-proof-"));
  const until = performance.now() + minutes * 60_000;
  const acknowledged = new Set<number>();
  try {
    for (let kills = 1; kills === 1 || performance.now() < until; kills++) {
      const { child, postmaster, next } = await startWriter(dataDir, acknowledged);
      await sleep(random() * LIVES_MS_MAX);
      const victim = ["both", "parent", "postmaster"][Math.floor(random() * 3)];
      if (victim !== "parent") process.kill(postmaster, "SIGKILL");
      if (victim !== "postmaster") child.kill("SIGKILL");
      await next;
      const lost = await findLost(dataDir, acknowledged);
      assert.deepEqual(lost, [], `lost after killing ${victim}`);
      if (kills % 10 === 0) log(`${kills} kills, ${acknowledged.size} acknowledged commits, 0 lost`);
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Writer = { readonly child: ChildProcess; readonly postmaster: number; readonly next: Promise<unknown> };

/** A process that starts the server and commits number after number, telling each one that was acknowledged. */
async function startWriter(dataDir: string, acknowledged: Set<number>): Promise<Writer> {
  const from = String(([...acknowledged].at(-1) ?? 0) + 1_000);
  const child = spawn(process.execPath, [import.meta.filename, dataDir, from], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const next = once(child, "close");
  const lines = createInterface({ input: child.stdout });
  const [first] = (await once(lines, "line")) as [string];
  lines.on("line", (line) => acknowledged.add(Number(line)));
  return { child, postmaster: Number(first), next };
}

async function writeUntilKilled(dataDir: string, from: number): Promise<never> {
  const server = expectOk(await startLocalServer({ dataDir }), "local server");
  const client = new pg.Client({ connectionString: server.ownerUrl });
  client.on("error", () => process.exit(1));
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS written (n int)");
  console.log(server.pid);
  for (let n = from; ; n++) {
    await client.query("INSERT INTO written VALUES ($1)", [n]);
    console.log(n);
  }
}

async function findLost(dataDir: string, acknowledged: ReadonlySet<number>): Promise<readonly number[]> {
  const server = expectOk(await startLocalServer({ dataDir }), "local server");
  const client = new pg.Client({ connectionString: server.ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ n: number }>("SELECT n FROM written");
  await client.end();
  await server.stop();
  const kept = new Set(rows.map((row) => row.n));
  return [...acknowledged].filter((n) => !kept.has(n));
}

/** A small generator of numbers in [0, 1) (mulberry32), so that a run can be repeated from its seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (import.meta.main) {
  const [dataDir = "", from] = process.argv.slice(2);
  // Its connection breaks when PostgreSQL is killed: that is the point, and no news.
  await writeUntilKilled(dataDir, Number(from)).catch(() => process.exit(1));
}
