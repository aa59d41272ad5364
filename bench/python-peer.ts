import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../tests/find-files.ts";

const INSTALL_MS_MAX = 300_000;

/** A peer from PyPI in an environment of its own below the bench's folder. */
export type PythonPeer = {
  readonly python: string;
  /** Makes the environment at the first call; says why where that can't be done. */
  readonly missing: () => string | undefined;
};

export function pythonPeer({ name, pin, module }: Readonly<Record<"name" | "pin" | "module", string>>): PythonPeer {
  const folder = join(ROOT, ".wutong/bench", name);
  const python = join(folder, "bin/python");
  const imports = () =>
    existsSync(python) && spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;
  const missing = () => {
    if (imports()) return undefined;
    if (spawnSync("python3", ["--version"]).status !== 0) return "there is no python3";
    const made = existsSync(python) ? { status: 0 } : spawnSync("python3", ["-m", "venv", folder]);
    if (made.status !== 0) return "python3 can't make an environment (venv)";
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", pin];
    spawnSync(python, pip, { timeout: INSTALL_MS_MAX, stdio: "ignore" });
    return imports() ? undefined : `${pin} can't be installed from PyPI`;
  };
  return { python, missing };
}
