import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, ok, type Result } from "@wutong/kernel";

const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../../.wutong", import.meta.url));
const INSTALL_TIMEOUT_MS = 15 * 60_000;
const JAVA_MIN = 17;
const MESSAGE_MAX = 1_000;

/**
 * The Python of an environment that has Spark as pinned, or in words why there is none: Python or Java is missing, or
 * the registry can't be reached. Where `install`, it is made once (some 400 MB); changed requirements make a new one.
 */
export function sparkPython(how: { readonly install: boolean }, log: (line: string) => void): Result<string, string> {
  const java = run("java", ["-version"]);
  const version = Number(/version "(\d+)/.exec(java.text)?.[1] ?? 0);
  if (!java.done || version < JAVA_MIN) return fail(`no Java ${JAVA_MIN} or later`);
  const digest = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const environment = join(FOLDER, `spark-${digest}`);
  const [python, ready] = [join(environment, "bin/python"), join(environment, "ready")];
  if (existsSync(ready)) return ok(python);
  if (!how.install) return fail("Spark is not installed: npm run proof -- --only spark installs it");
  log(`installing ${REQUIREMENTS} into ${environment}`);
  mkdirSync(FOLDER, { recursive: true });
  // What an earlier run didn't finish.
  rmSync(environment, { recursive: true, force: true });
  const made = run("python3", ["-m", "venv", environment]);
  if (!made.done) return fail(`no Python environment: ${made.text}`);
  const installed = run(python, ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS]);
  if (!installed.done) return fail(`Spark can't be installed: ${installed.text}`);
  writeFileSync(ready, "");
  return ok(python);
}

function run(program: string, args: readonly string[]): { readonly done: boolean; readonly text: string } {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8", timeout: INSTALL_TIMEOUT_MS });
  return { done: status === 0, text: error ? error.message : (stderr ?? "").trim().slice(-MESSAGE_MAX) };
}
