import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WEB_DIR } from "../main.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WEB = join(ROOT, "web");

/**
 * Builds the web pages where they are missing or older than their sources; seconds the first time, nothing later.
 * Throws with the builder's own words where it fails.
 */
export async function buildPages(): Promise<"built" | "upToDate"> {
  if (existsSync(join(WEB_DIR, "index.html")) && newestSource() <= statSync(join(WEB_DIR, "index.html")).mtimeMs)
    return "upToDate";
  const vite = join(dirname(createRequire(join(WEB, "package.json")).resolve("vite/package.json")), "bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: WEB,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`building the web pages failed:\n${Buffer.concat(said).toString("utf8")}`);
  return "built";
}

/** When a source of the pages was last changed, in milliseconds: the web itself and the packages that it bundles. */
function newestSource(): number {
  const packages = readdirSync(join(ROOT, "packages")).map((name) => join(ROOT, "packages", name, "src"));
  const folders = [join(WEB, "src"), join(WEB, "public"), ...packages].filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Math.max(
    ...[...files, join(WEB, "index.html"), join(WEB, "vite.config.ts")].map((file) => statSync(file).mtimeMs),
  );
}
