import { chmod } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type LocalServerFolder, readJson, writePrivately } from "./folder.ts";
import { localServerProblem } from "./problems.ts";
import { commandOf } from "./processes.ts";

export type FolderLock = { release(): void };

/** The process that holds a data folder. */
export type Holder = { readonly pid: number; readonly command: string };

const SQLITE_BUSY = 5;

/**
 * One Wutong per data folder. Node has no file locks of its own, but SQLite's exclusive lock is one that the kernel
 * drops with the process, however it dies: no stale lock file can remain, and no two can win a race.
 */
export async function lockFolder(folder: LocalServerFolder): Promise<Result<FolderLock, Problem>> {
  const lock = tryLock(folder.lockFile);
  if (!lock) {
    const holder = await readHolder(folder);
    const { pid, command } = holder ?? { pid: 0, command: "?" };
    return fail(localServerProblem("localServer.folderInUse", { folder: folder.root, pid, command }));
  }
  await chmod(folder.lockFile, 0o600);
  const command = (await commandOf(process.pid)) ?? process.argv.join(" ");
  await writePrivately(folder.holderFile, { pid: process.pid, command });
  return ok({ release: () => lock.close() });
}

/** Who holds the folder at this moment, if anyone; takes no lasting lock. */
export async function findHolder(folder: LocalServerFolder): Promise<Holder | undefined> {
  const lock = tryLock(folder.lockFile);
  if (!lock) return (await readHolder(folder)) ?? { pid: 0, command: "?" };
  lock.close();
  return undefined;
}

function tryLock(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}

async function readHolder(folder: LocalServerFolder): Promise<Holder | undefined> {
  const found = await readJson(folder.holderFile);
  return typeof found?.pid === "number" ? { pid: found.pid, command: String(found.command) } : undefined;
}
