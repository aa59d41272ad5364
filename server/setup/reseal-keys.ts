import { existsSync } from "node:fs";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type Configuration, readEnvironment } from "../config/environment.ts";
import {
  countByKey,
  dropFromKeyFile,
  type Keys,
  type KeyUse,
  type Resealed,
  readKeyFile,
  resealValues,
} from "../storage/index.ts";
import { countConnections, inspectDatabase } from "../storage/relational/inspect-database.ts";
import { findRunningOwnerUrl, localServerFolder, startLocalServer } from "../storage/relational/local-server/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What re-sealing did in each place, and what still names another key than the current one. */
export type ResealReport = { readonly places: readonly Resealed[]; readonly left: readonly KeyUse[] };

/** Keys taken out of the file, and values that need one that isn't the current. */
export type DropReport = { readonly dropped: readonly string[]; readonly left: readonly KeyUse[] };

/**
 * Seals what older keys sealed with the current one. The server may run, if it was started after the rotation.
 * Problems: those of the environment, the key file and the local PostgreSQL, `keys.noDatabase`, `keys.databaseUnreachable`.
 */
export async function resealWithCurrentKey(env: Environment): Promise<Result<ResealReport, Problem>> {
  const read = readSetup(env);
  if (!read.ok) return read;
  const { configuration, keys } = read.value;
  return withDatabase(configuration, { whileServed: true }, async (ownerUrl) => {
    const places = await resealValues({ ownerUrl, keys });
    return ok({ places, left: await countOthers(ownerUrl, keys) });
  });
}

/**
 * Takes the older keys that no value needs out of the key file, for good. Only while no server runs: one that was started before
 * the rotation still writes with an older key. Problems: as for re-sealing, and `keys.serverRuns`, `localServer.folderInUse`.
 */
export async function dropOldKeys(env: Environment): Promise<Result<DropReport, Problem>> {
  const read = readSetup(env);
  if (!read.ok) return read;
  const { configuration, keys } = read.value;
  return withDatabase(configuration, { whileServed: false }, async (ownerUrl) => {
    const { database } = configuration;
    // Wutong's own PostgreSQL was started for this command alone.
    const appRole = database && decodeURIComponent(new URL(database.url).username);
    const connections = appRole === null ? 0 : await countConnections(ownerUrl, appRole);
    if (connections > 0) return fail(problem("keys.serverRuns", { connections }));
    const left = await countOthers(ownerUrl, keys);
    const needed = new Set(left.map(({ keyId }) => keyId));
    const dropped = [...keys.encryption.keys()].filter((id) => id !== keys.current && !needed.has(id));
    const kept = dropFromKeyFile(configuration.keyFile, dropped);
    return kept.ok ? ok({ dropped, left }) : kept;
  });
}

/** Values that name another key than the current one; undefined where no database runs that could be asked. */
export async function findOlderUse(env: Environment): Promise<readonly KeyUse[] | undefined> {
  const read = readSetup(env);
  if (!read.ok) return undefined;
  const { configuration, keys } = read.value;
  const url = configuration.database?.ownerUrl ?? (await findRunningOwnerUrl(localServerFolder(configuration.dataDir)));
  const traits = url === undefined ? undefined : await inspectDatabase(url);
  return url !== undefined && traits?.ok && traits.value.tablesOwned > 0 ? countOthers(url, keys) : undefined;
}

function readSetup(env: Environment): Result<{ readonly configuration: Configuration; readonly keys: Keys }, Problem> {
  const configuration = readEnvironment(env);
  if (!configuration.ok) return configuration;
  const keys = readKeyFile(configuration.value.keyFile);
  return keys.ok ? ok({ configuration: configuration.value, keys: keys.value }) : keys;
}

async function countOthers(ownerUrl: string, { current }: Keys): Promise<readonly KeyUse[]> {
  return (await countByKey(ownerUrl)).filter(({ keyId }) => keyId !== current);
}

/** Wutong's own PostgreSQL is started for as long as this takes, or asked where it runs already (`whileServed`). */
async function withDatabase<T>(
  { database, dataDir }: Configuration,
  { whileServed }: { readonly whileServed: boolean },
  act: (ownerUrl: string) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  if (database) {
    const traits = await inspectDatabase(database.ownerUrl);
    return traits.ok ? act(database.ownerUrl) : fail(problem("keys.databaseUnreachable", { reason: traits.error }));
  }
  const folder = localServerFolder(dataDir);
  if (!existsSync(folder.cluster)) return fail(problem("keys.noDatabase", { folder: dataDir }));
  const started = await startLocalServer({ dataDir });
  if (started.ok) {
    try {
      return await act(started.value.ownerUrl);
    } finally {
      await started.value.stop();
    }
  }
  const running = whileServed ? await findRunningOwnerUrl(folder) : undefined;
  return running === undefined ? started : act(running);
}
