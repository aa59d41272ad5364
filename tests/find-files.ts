import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const TREES = ["packages", "server", "cli", "web", "tests", "bench", "tooling"];
const NEVER = new Set(["node_modules", "dist", ".wutong"]);

/** Every file of the repository's own trees whose name ends so (".test.ts"), relative to the root, in order. */
export function findFiles(ending: string): readonly string[] {
  const patterns = TREES.map((tree) => `${tree}/**/*${ending}`);
  return globSync(patterns, { cwd: ROOT, exclude: (name) => NEVER.has(name) })
    .filter((file) => !file.split("/").some((part) => NEVER.has(part)))
    .toSorted();
}
