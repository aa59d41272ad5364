import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isGone } from "./processes.ts";

/** A running PostgreSQL main process, as its own `postmaster.pid` tells. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

const POLL_MS = 10;
const FAST_STOP_MS = 60_000;
const IMMEDIATE_STOP_MS = 10_000;

/**
 * The living postmaster of a cluster. A pid that now belongs to some other program, or to a postmaster of another
 * folder, is not one: only the command line decides.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  const directory = lines[1];
  if (!Number.isInteger(pid) || pid <= 1 || !directory) return undefined;
  const command = await commandOf(pid);
  if (!command?.includes(`-D ${directory}`) || !/postgres(\.exe)?"? /.test(command)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7] === "ready" };
}

/**
 * Removes a `postmaster.pid` whose number is nobody's, or some other program's: PostgreSQL itself only sees that a
 * process of that number lives, and would refuse to start. A process that can't be told apart keeps the file.
 * To be called where `findPostmaster` found none.
 */
export async function removeStalePidFile(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const pid = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10);
  if (Number.isNaN(pid)) return;
  const isAnother = (await commandOf(pid)) !== undefined;
  if (isAnother || (await isGone(pid))) await rm(file, { force: true });
}

/** Waits until the postmaster of a cluster takes connections; false when `alive` says that it is gone, or it takes too long. */
export async function waitUntilReady(cluster: string, pid: number, options: ReadyOptions): Promise<boolean> {
  const until = performance.now() + options.timeoutMs;
  while (options.alive() && performance.now() < until) {
    const found = await findPostmaster(cluster);
    if (found?.pid === pid && found.ready) return true;
    await sleep(POLL_MS);
  }
  return false;
}

type ReadyOptions = { readonly timeoutMs: number; alive(): boolean };

/** Ends connections, writes a checkpoint, exits; a postmaster that does not is ended at once (it recovers on the next start). */
export async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  signalPostmaster(pid, "SIGINT");
  if (await waitUntilGone(cluster, pid, FAST_STOP_MS)) return;
  signalPostmaster(pid, "SIGQUIT");
  await waitUntilGone(cluster, pid, IMMEDIATE_STOP_MS);
}

async function waitUntilGone(cluster: string, pid: number, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    if ((await findPostmaster(cluster))?.pid !== pid) return true;
    await sleep(POLL_MS);
  }
  return false;
}

export function signalPostmaster(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}
