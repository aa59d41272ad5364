import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { type LocalServerFolder, openFolder, readLastStart, writePrivately } from "./folder.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { chooseLauncher, type Launcher, launch } from "./launcher.ts";
import { findPostmaster, stopPostmaster, waitUntilReady } from "./postmaster.ts";
import { localServerProblem } from "./problems.ts";
import { APP_ROLE, DATABASE, ensureRoles, OWNER_ROLE, urlOf } from "./roles.ts";
import { digestOfSettings, serverSettings } from "./settings.ts";

export type LocalServerOptions = {
  /** Everything of the local server lies in here; it is made where missing. */
  readonly dataDir: string;
  /** How to start PostgreSQL under root; otherwise the first way that works. Only root has a choice. */
  readonly launcher?: Launcher["kind"];
  /** Settings of PostgreSQL that replace or extend ours, e.g. `{ shared_buffers: "64MB" }`. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type LocalServer = {
  /** Database `wutong` as its owner: migrations. */
  readonly ownerUrl: string;
  /** Database `wutong` as the application: owns nothing, cannot bypass row security. */
  readonly appUrl: string;
  /** Database `postgres` as superuser: only for tests and repairs. */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  /** True when this server was left running by a process that died, and was taken over. */
  readonly adopted: boolean;
  readonly launcher: Launcher["kind"];
  readonly logFile: string;
  /** Ends connections, stops PostgreSQL, frees the folder. Safe to call twice. */
  stop(): Promise<void>;
};

type Running = { readonly pid: number; readonly port: number; readonly adopted: boolean };

const READY_TIMEOUT_MS = 120_000;
const START_ATTEMPTS_MAX = 20;
const RETRY_PAUSE_MS = 250;
const LOG_BYTES_MAX = 10_000_000;

/**
 * Starts Wutong's own PostgreSQL over a data folder, or adopts the one that an earlier process left behind there.
 * When this process exits without `stop`, the server is told to stop; when it is killed, the next start adopts it.
 * Fails with a `localServer.*` problem; the folder is then free again.
 */
export async function startLocalServer(options: LocalServerOptions): Promise<Result<LocalServer, Problem>> {
  const binaries = findBinaries();
  if (!binaries.ok) return binaries;
  const folder = await openFolder(options.dataDir);
  if (!folder.ok) return folder;
  const lock = await lockFolder(folder.value);
  if (!lock.ok) return lock;
  const started = await startIn(folder.value, binaries.value, options).catch((error: unknown) => {
    lock.value.release();
    throw error;
  });
  if (!started.ok) {
    lock.value.release();
    return started;
  }
  return ok(handleOf(folder.value, lock.value, started.value));
}

type Started = { readonly running: Running; readonly cluster: Cluster; readonly launcher: Launcher };

async function startIn(
  folder: LocalServerFolder,
  binaries: Binaries,
  options: LocalServerOptions,
): Promise<Result<Started, Problem>> {
  const launcher = await chooseLauncher(folder, binaries, options.launcher);
  if (!launcher.ok) return launcher;
  const cluster = await openCluster(folder, launcher.value);
  if (!cluster.ok) return cluster;
  const settings = { ...serverSettings(totalmem()), ...options.settings };
  const { directory, secrets } = cluster.value;
  const adopted = await adopt(folder, directory, digestOfSettings(settings));
  const running = adopted ? ok(adopted) : await startPostmaster(folder, launcher.value, directory, settings);
  if (!running.ok) return running;
  await ensureRoles(running.value.port, secrets);
  return ok({ running: running.value, cluster: cluster.value, launcher: launcher.value });
}

/** Takes over a healthy postmaster with our settings; stops any other that runs on this cluster. */
async function adopt(folder: LocalServerFolder, directory: string, digest: string): Promise<Running | undefined> {
  const found = await findPostmaster(directory);
  if (!found) return undefined;
  const last = await readLastStart(folder);
  const same = found.ready && last?.settings === digest && last.port === found.port;
  if (same) return { pid: found.pid, port: found.port, adopted: true };
  await stopPostmaster(directory, found.pid);
  return undefined;
}

async function startPostmaster(
  folder: LocalServerFolder,
  launcher: Launcher,
  directory: string,
  settings: Readonly<Record<string, string>>,
): Promise<Result<Running, Problem>> {
  await rotateLog(folder.logFile);
  // Whatever process bears that number now, it is no postmaster of this cluster; PostgreSQL alone could not know.
  await rm(join(directory, "postmaster.pid"), { force: true });
  let wanted = (await readLastStart(folder))?.port;
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
    const port = await freePort(wanted);
    wanted = undefined;
    const child = spawnPostmaster(folder, launcher, directory, { ...settings, port: String(port) });
    const pid = child.pid;
    const alive = () => child.exitCode === null && child.signalCode === null;
    if (pid !== undefined && (await waitUntilReady(directory, pid, { timeoutMs: READY_TIMEOUT_MS, alive }))) {
      await writePrivately(folder.stateFile, { port, settings: digestOfSettings(settings) });
      return ok({ pid, port, adopted: false });
    }
    child.kill("SIGQUIT");
    // After a SIGKILL its workers take a moment to go; a port may be taken between our look and its start.
    if (!(await mayPass(folder.logFile))) break;
    await sleep(RETRY_PAUSE_MS);
  }
  const reason = (await lastLines(folder.logFile)) || "?";
  return fail(localServerProblem("localServer.startFailed", { reason, log: folder.logFile }));
}

function spawnPostmaster(
  folder: LocalServerFolder,
  launcher: Launcher,
  directory: string,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
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

function handleOf(folder: LocalServerFolder, lock: FolderLock, started: Started): LocalServer {
  const { running, cluster, launcher } = started;
  const { owner, app, superuser } = cluster.secrets;
  const askToStop = () => {
    try {
      process.kill(running.pid, "SIGINT");
    } catch {
      // Already gone.
    }
  };
  process.once("exit", askToStop);
  const stopOnce = async () => {
    await stopPostmaster(cluster.directory, running.pid);
    process.removeListener("exit", askToStop);
    lock.release();
  };
  let stopping: Promise<void> | undefined;
  return {
    ownerUrl: urlOf(running.port, OWNER_ROLE, owner, DATABASE),
    appUrl: urlOf(running.port, APP_ROLE, app, DATABASE),
    adminUrl: urlOf(running.port, "postgres", superuser, "postgres"),
    ...running,
    launcher: launcher.kind,
    logFile: folder.logFile,
    stop() {
      stopping ??= stopOnce();
      return stopping;
    },
  };
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

async function mayPass(logFile: string): Promise<boolean> {
  return /shared memory block|could not bind|Address already in use|lock file "/.test(await lastLines(logFile));
}

async function lastLines(logFile: string): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-6).join("\n");
}

async function rotateLog(logFile: string): Promise<void> {
  const size = (await stat(logFile).catch(() => undefined))?.size ?? 0;
  if (size > LOG_BYTES_MAX) await rename(logFile, `${logFile}.1`);
}
