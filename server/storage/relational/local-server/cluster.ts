import { spawn } from "node:child_process";
import { chown, mkdir, readFile, readlink, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { POSTGRES_MAJOR } from "./binaries.ts";
import { createSecrets, type LocalServerFolder, readSecrets, type Secrets } from "./folder.ts";
import { type Launcher, launch } from "./launcher.ts";
import { localServerProblem } from "./problems.ts";

export type Cluster = { readonly directory: string; readonly secrets: Secrets };

/** Finds the folder's cluster or makes one: UTF-8, compared by code point, SCRAM passwords only. */
export async function openCluster(folder: LocalServerFolder, launcher: Launcher): Promise<Result<Cluster, Problem>> {
  const directory = await readlink(folder.cluster).catch(() => folder.cluster);
  const version = await readFile(join(directory, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) return initialise(folder, launcher, directory);
  if (version.trim() !== String(POSTGRES_MAJOR)) {
    const params = { folder: directory, found: version.trim(), needed: POSTGRES_MAJOR };
    return fail(localServerProblem("localServer.wrongDataVersion", params));
  }
  const secrets = await readSecrets(folder);
  if (secrets) return ok({ directory, secrets });
  return fail(localServerProblem("localServer.secretsMissing", { folder: folder.root, file: folder.secretsFile }));
}

/** Works in a draft folder and renames it at the end: a cluster is there whole or not at all. */
async function initialise(
  folder: LocalServerFolder,
  launcher: Launcher,
  directory: string,
): Promise<Result<Cluster, Problem>> {
  const secrets = (await readSecrets(folder)) ?? (await createSecrets(folder));
  const draft = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(dirname(directory), { recursive: true });
    await writeFile(passwordFile, secrets.superuser, { mode: 0o600 });
    if (launcher.user) await chown(passwordFile, launcher.user.uid, launcher.user.gid);
    const complaint = await runInitdb(launcher, draft, passwordFile);
    if (complaint !== undefined) {
      const params = { folder: folder.root, reason: complaint };
      return fail(localServerProblem("localServer.initialisationFailed", params));
    }
    await rename(draft, directory);
    return ok({ directory, secrets });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** undefined, or what initdb complained about. */
function runInitdb(launcher: Launcher, directory: string, passwordFile: string): Promise<string | undefined> {
  const { file, args, user } = launch(launcher, launcher.binaries.initdb, [
    `--pgdata=${directory}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...user, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000);
    });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : complaint.trim() || `initdb ended with ${code}`));
  });
}
