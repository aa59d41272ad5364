import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "@wutong/kernel";
import { findBinaries, POSTGRES_MAJOR } from "./binaries.ts";
import { type LocalServerFolder, readSecrets } from "./folder.ts";
import { findPostmaster } from "./postmaster.ts";
import { localServerProblem } from "./problems.ts";
import { APP_ROLE, DATABASE, OWNER_ROLE, urlOf } from "./roles.ts";

/** What would keep the local server from starting over a folder, as far as can be seen without starting it. */
export async function examineCluster(folder: LocalServerFolder): Promise<readonly Problem[]> {
  const binaries = findBinaries();
  if (!binaries.ok) return [binaries.error];
  const version = await readFile(join(folder.cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) return [];
  const found = version.trim();
  if (found !== String(POSTGRES_MAJOR)) {
    const params = { folder: folder.cluster, found, needed: POSTGRES_MAJOR };
    return [localServerProblem("localServer.wrongDataVersion", params)];
  }
  if (await readSecrets(folder)) return [];
  return [localServerProblem("localServer.secretsMissing", { folder: folder.root, file: folder.secretsFile })];
}

/** The application's address of a local server that runs at this moment, whoever started it. */
export async function findRunningAppUrl(folder: LocalServerFolder): Promise<string | undefined> {
  return (await findRunning(folder))?.appUrl;
}

/** The same for the owner of the tables. */
export async function findRunningOwnerUrl(folder: LocalServerFolder): Promise<string | undefined> {
  return (await findRunning(folder))?.ownerUrl;
}

async function findRunning(
  folder: LocalServerFolder,
): Promise<{ readonly appUrl: string; readonly ownerUrl: string } | undefined> {
  const postmaster = await findPostmaster(folder.cluster);
  const secrets = await readSecrets(folder);
  if (!postmaster?.ready || !secrets) return undefined;
  return {
    appUrl: urlOf(postmaster.port, APP_ROLE, secrets.app, DATABASE),
    ownerUrl: urlOf(postmaster.port, OWNER_ROLE, secrets.owner, DATABASE),
  };
}
