import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type LocalServerFolder, readLastStart, writePrivately } from "./folder.ts";
import { type Launcher, launch } from "./launcher.ts";
import { removeStalePidFile, waitUntilReady } from "./postmaster.ts";
import { localServerProblem } from "./problems.ts";
import { digestOfSettings } from "./settings.ts";

/** What a start needs, however often it is repeated. */
export type StartPlan = {
  readonly folder: LocalServerFolder;
  readonly launcher: Launcher;
  /** The cluster itself, not the link to it. */
  readonly directory: string;
  readonly settings: Readonly<Record<string, string>>;
};

export type Started = { readonly pid: number; readonly port: number };

const READY_TIMEOUT_MS = 120_000;
/** With the pauses between them half a minute: so long a busy worker of a killed server may hold on to its memory. */
const START_ATTEMPTS_MAX = 120;
const RETRY_PAUSE_MS = 250;
const LOG_BYTES_MAX = 10_000_000;

/** Starts PostgreSQL and waits until it takes connections, on the port of its last start where that is free. */
export async function startPostmaster(plan: StartPlan): Promise<Result<Started, Problem>> {
  const { folder, directory, settings } = plan;
  await rotateLog(folder.logFile);
  await removeStalePidFile(directory);
  let wanted = (await readLastStart(folder))?.port;
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
    const port = await freePort(wanted);
    const child = spawnPostmaster(plan, port);
    const pid = child.pid;
    const alive = () => child.exitCode === null && child.signalCode === null;
    if (pid !== undefined && (await waitUntilReady(directory, pid, { timeoutMs: READY_TIMEOUT_MS, alive }))) {
      await writePrivately(folder.stateFile, { port, settings: digestOfSettings(settings) });
      return ok({ pid, port });
    }
    child.kill("SIGQUIT");
    // After a SIGKILL its workers take a moment to go; a port may be taken between our look and its start.
    const trouble = await passingTrouble(folder.logFile);
    if (trouble === undefined) break;
    // Whoever knows the server's address must find it there again: another port only where this one is taken.
    if (trouble === "port") wanted = undefined;
    await sleep(RETRY_PAUSE_MS);
  }
  const reason = (await lastLines(folder.logFile)) || "?";
  return fail(localServerProblem("localServer.startFailed", { reason, log: folder.logFile }));
}

function spawnPostmaster({ folder, launcher, directory, settings }: StartPlan, port: number): ChildProcess {
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const { file, args, user } = launch(launcher, launcher.binaries.postgres, ["-D", directory, ...flags]);
  const log = openSync(folder.logFile, "a", 0o600);
  try {
    // Detached: a Ctrl-C in the terminal is for us, who then stop it in order.
    const child = spawn(file, args, { ...user, cwd: "/", detached: true, stdio: ["ignore", log, log] });
    child.on("error", () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** A free port of 127.0.0.1: the wanted one if it can be had. */
async function freePort(wanted: number | undefined): Promise<number> {
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.once("error", reject);
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : port));
      });
    });
  return wanted === undefined ? listen(0) : listen(wanted).catch(() => listen(0));
}

async function passingTrouble(logFile: string): Promise<"port" | "workers" | undefined> {
  const lines = await lastLines(logFile);
  if (/could not bind|Address already in use/.test(lines)) return "port";
  return /shared memory block|lock file "/.test(lines) ? "workers" : undefined;
}

async function lastLines(logFile: string): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-6).join("\n");
}

async function rotateLog(logFile: string): Promise<void> {
  const size = (await stat(logFile).catch(() => undefined))?.size ?? 0;
  if (size > LOG_BYTES_MAX) await rename(logFile, `${logFile}.1`);
}
