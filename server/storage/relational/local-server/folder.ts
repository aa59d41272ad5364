import { randomBytes } from "node:crypto";
import { access, chmod, constants, mkdir, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { localServerProblem } from "./problems.ts";

/** Where the local server keeps its things inside the data folder; only `cluster` is PostgreSQL's own. */
export type LocalServerFolder = {
  readonly root: string;
  /** PostgreSQL's data directory (under root without user namespaces: a link to a folder that its user owns). */
  readonly cluster: string;
  readonly secretsFile: string;
  readonly stateFile: string;
  readonly holderFile: string;
  readonly lockFile: string;
  readonly logFile: string;
};

/** Passwords of the three roles; they never leave the machine. */
export type Secrets = { readonly superuser: string; readonly owner: string; readonly app: string };

/** What the last start left behind: the port to try again and a digest of the settings that the server runs with. */
export type LastStart = { readonly port: number; readonly settings: string };

export function localServerFolder(root: string): LocalServerFolder {
  return {
    root,
    cluster: join(root, "postgres"),
    secretsFile: join(root, "postgres.secrets.json"),
    stateFile: join(root, "postgres.json"),
    holderFile: join(root, "postgres.holder.json"),
    lockFile: join(root, "postgres.lock"),
    logFile: join(root, "postgres.log"),
  };
}

/** Makes the folder (0700) where it is missing; fails with `localServer.folderNotWritable`. */
export async function openFolder(dataDir: string): Promise<Result<LocalServerFolder, Problem>> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(localServerFolder(await realpath(dataDir)));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return fail(localServerProblem("localServer.folderNotWritable", { folder: dataDir, reason }));
  }
}

/** New passwords, stored before the database that knows them, so that a crash in between loses nothing. */
export async function createSecrets(folder: LocalServerFolder): Promise<Secrets> {
  const password = () => randomBytes(24).toString("base64url");
  const secrets: Secrets = { superuser: password(), owner: password(), app: password() };
  await writePrivately(folder.secretsFile, secrets);
  return secrets;
}

export async function readSecrets(folder: LocalServerFolder): Promise<Secrets | undefined> {
  const found = await readJson(folder.secretsFile);
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  return isText(found?.superuser) && isText(found?.owner) && isText(found?.app) ? (found as Secrets) : undefined;
}

export async function readLastStart(folder: LocalServerFolder): Promise<LastStart | undefined> {
  const found = await readJson(folder.stateFile);
  return typeof found?.port === "number" && typeof found.settings === "string"
    ? { port: found.port, settings: found.settings }
    : undefined;
}

/** Replaces a small JSON file in one step, readable by its owner alone. */
export async function writePrivately(file: string, content: object): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

export async function readJson(file: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
