import type { Language } from "@wutong/contracts";
import type { Problem } from "@wutong/kernel";
import { readEnvironment } from "../config/environment.ts";
import { localServerFolder } from "../storage/relational/local-server/index.ts";
import type { Check, Setup } from "./check.ts";
import { applicationRole } from "./checks/application-role.ts";
import { dataFolder } from "./checks/data-folder.ts";
import { diskRoom } from "./checks/disk-room.ts";
import { folderInUse } from "./checks/folder-in-use.ts";
import { foreignDatabase } from "./checks/foreign-database.ts";
import { keyFile } from "./checks/key-file.ts";
import { nodeVersion } from "./checks/node-version.ts";
import { orphanedPostmaster } from "./checks/orphaned-postmaster.ts";
import { ownDatabase } from "./checks/own-database.ts";
import { port } from "./checks/port.ts";
import { DOCTOR_PROBLEMS } from "./doctor-problems.ts";

/** One check's name and what it found; no problem means that it is in order. */
export type Examined = { readonly name: Check["name"]; readonly problems: readonly Problem[] };

/** 2 GB: PostgreSQL's log of changes alone may take that. */
const FREE_BYTES_MIN = 2 * 1024 ** 3;

/** The schema uses what PostgreSQL has had since this version. */
const POSTGRES_MAJOR_MIN = 18;

const ENVIRONMENT: Check["name"] = { zh: "环境变量", en: "environment variables" };

const CHECKS: readonly Check[] = [
  nodeVersion,
  dataFolder,
  folderInUse,
  orphanedPostmaster,
  ownDatabase,
  foreignDatabase,
  applicationRole,
  keyFile,
  port,
  diskRoom,
];

/**
 * Whether a start with this environment would go well, and what would hinder it. Looks only. An environment that makes
 * no sense is the one finding: nothing else could be looked for.
 */
export async function examineSetup(
  env: Readonly<Record<string, string | undefined>>,
  limits: Partial<Pick<Setup, "freeBytesMin" | "postgresMajorMin">> = {},
): Promise<readonly Examined[]> {
  const configuration = readEnvironment(env);
  if (!configuration.ok) return [{ name: ENVIRONMENT, problems: [configuration.error] }];
  const setup: Setup = {
    configuration: configuration.value,
    folder: localServerFolder(configuration.value.dataDir),
    freeBytesMin: FREE_BYTES_MIN,
    postgresMajorMin: POSTGRES_MAJOR_MIN,
    ...limits,
  };
  const examined: Examined[] = [{ name: ENVIRONMENT, problems: [] }];
  for (const { name, look } of CHECKS) examined.push({ name, problems: await look(setup) });
  return examined;
}

/** A finding of the doctor's own in the reader's language; undefined for one that another room words. */
export function describeDoctorProblem({ code, params }: Problem, language: Language): string | undefined {
  const texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = DOCTOR_PROBLEMS;
  return texts[code]?.[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? "…"));
}
