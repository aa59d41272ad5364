import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../tests/find-files.ts";

/** Licensed under the AGPL: it is measured in a process of its own and is no part of what is built here. */
const PACKAGE = "openfisca-core==46.0.1";
const FOLDER = join(ROOT, ".wutong/bench/openfisca");
const PYTHON = join(FOLDER, "bin/python");
const SCRIPT = join(import.meta.dirname, "openfisca_rule.py");
const INSTALL_MS_MAX = 300_000;

/** Makes an environment of its own at the first call; says why where that can't be done. */
export function openFiscaIsMissing(): string | undefined {
  if (imports()) return undefined;
  if (spawnSync("python3", ["--version"]).status !== 0) return "there is no python3";
  const made = existsSync(PYTHON) ? { status: 0 } : spawnSync("python3", ["-m", "venv", FOLDER]);
  if (made.status !== 0) return "python3 can't make an environment (venv)";
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE];
  spawnSync(PYTHON, pip, { timeout: INSTALL_MS_MAX, stdio: "ignore" });
  return imports() ? undefined : `${PACKAGE} can't be installed from PyPI`;
}

function imports(): boolean {
  return existsSync(PYTHON) && spawnSync(PYTHON, ["-c", "import openfisca_core"], { stdio: "ignore" }).status === 0;
}

export type OpenFiscaSeconds = { readonly whole: number; readonly formula: number };

/** The eight conditions over so many people: with handing it their facts as texts and numbers, and the formula alone. */
export function secondsInOpenFisca(people: number): OpenFiscaSeconds {
  const printed = execFileSync(PYTHON, [SCRIPT, String(people)], { encoding: "utf8" });
  const [whole = 0, formula = 0] = printed.trim().split(" ").map(Number);
  if (!(whole > 0 && formula > 0)) throw new Error("OpenFisca gave no time");
  return { whole, formula };
}
