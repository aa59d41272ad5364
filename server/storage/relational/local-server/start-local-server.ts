import { totalmem } from "node:os";
import { ok, type Problem, type Result } from "@wutong/kernel";
import { type Binaries, findBinaries } from "./binaries.ts";
import { openCluster } from "./cluster.ts";
import { type LocalServerFolder, openFolder, readLastStart, type Secrets } from "./folder.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { keepRunning } from "./keep-running.ts";
import { chooseLauncher, type Launcher } from "./launcher.ts";
import { findPostmaster, signalPostmaster, stopPostmaster } from "./postmaster.ts";
import { APP_ROLE, DATABASE, ensureRoles, OWNER_ROLE, urlOf } from "./roles.ts";
import { type Started, type StartPlan, startPostmaster } from "./run-postmaster.ts";
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
  /** Of its main process; another one after a crash and restart. */
  readonly pid: number;
  /** True when this server was left running by a process that died, and was taken over. */
  readonly adopted: boolean;
  readonly launcher: Launcher["kind"];
  readonly logFile: string;
  /** Ends connections, stops PostgreSQL, frees the folder. Safe to call twice. */
  stop(): Promise<void>;
};

/**
 * Starts Wutong's own PostgreSQL over a data folder, or adopts the one that an earlier process left behind there.
 * A server that dies while this process lives is started again on the same port (connections break, commits stay).
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
  const opened = await openIn(folder.value, binaries.value, options).catch((error: unknown) => {
    lock.value.release();
    throw error;
  });
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  return ok(handleOf(lock.value, opened.value));
}

type Running = Started & { readonly adopted: boolean };
type Opened = { readonly running: Running; readonly plan: StartPlan; readonly secrets: Secrets };

async function openIn(
  folder: LocalServerFolder,
  binaries: Binaries,
  options: LocalServerOptions,
): Promise<Result<Opened, Problem>> {
  const launcher = await chooseLauncher(folder, binaries, options.launcher);
  if (!launcher.ok) return launcher;
  const cluster = await openCluster(folder, launcher.value);
  if (!cluster.ok) return cluster;
  const { directory, secrets } = cluster.value;
  const settings = { ...serverSettings(totalmem()), ...options.settings };
  const plan: StartPlan = { folder, launcher: launcher.value, directory, settings };
  const adopted = await adopt(plan);
  const started = adopted ? ok(adopted) : await startPostmaster(plan);
  if (!started.ok) return started;
  await ensureRoles(started.value.port, secrets);
  return ok({ running: { ...started.value, adopted: adopted !== undefined }, plan, secrets });
}

/** Takes over a healthy postmaster with our settings; stops any other that runs on this cluster. */
async function adopt({ folder, directory, settings }: StartPlan): Promise<Started | undefined> {
  const found = await findPostmaster(directory);
  if (!found) return undefined;
  const last = await readLastStart(folder);
  const same = found.ready && last?.settings === digestOfSettings(settings) && last.port === found.port;
  if (same) return { pid: found.pid, port: found.port };
  await stopPostmaster(directory, found.pid);
  return undefined;
}

function handleOf(lock: FolderLock, opened: Opened): LocalServer {
  const { running, plan, secrets } = opened;
  const { port, adopted } = running;
  const keeper = keepRunning(plan, running);
  const askToStop = () => signalPostmaster(keeper.pid(), "SIGINT");
  process.once("exit", askToStop);
  const stopOnce = async () => {
    await stopPostmaster(plan.directory, await keeper.leaveAlone());
    process.removeListener("exit", askToStop);
    lock.release();
  };
  let stopping: Promise<void> | undefined;
  return {
    ownerUrl: urlOf(port, OWNER_ROLE, secrets.owner, DATABASE),
    appUrl: urlOf(port, APP_ROLE, secrets.app, DATABASE),
    adminUrl: urlOf(port, "postgres", secrets.superuser, "postgres"),
    port,
    adopted,
    launcher: plan.launcher.kind,
    logFile: plan.folder.logFile,
    get pid() {
      return keeper.pid();
    },
    stop() {
      stopping ??= stopOnce();
      return stopping;
    },
  };
}
