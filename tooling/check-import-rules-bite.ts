// The import rules over a scratch copy in which one breach of each was planted: every one must be found, at its place.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise, type Violation } from "./cruise.ts";
import { type Plant, plantedViolations } from "./planted-violations.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CONFIG = ".dependency-cruiser.cjs";
const SOURCES = ["packages", "server", "cli", "web"];
const NOT_COPIED = new Set(["node_modules", "dist", "data", "migrations", ".wutong"]);

type Rules = { readonly forbidden: readonly { readonly name: string }[] };

const scratch = mkdtempSync(join(tmpdir(), "wutong-import-rules-"));
try {
  const plants = plantedViolations();
  copySources(scratch);
  for (const plant of plants) sow(scratch, plant);
  const { violations } = cruise(scratch, CONFIG);
  const missed = plants.filter((plant) => !isFound(plant, violations)).map(describe);
  const { forbidden } = createRequire(import.meta.url)(join(ROOT, CONFIG)) as Rules;
  const unproved = forbidden.filter(({ name }) => !plants.some(({ rule }) => rule === name));
  for (const plant of missed) console.log(`not found: ${plant}`);
  for (const { name } of unproved) console.log(`nothing planted for the rule ${name}`);
  console.log(`${plants.length} breaches planted for ${forbidden.length} rules, ${missed.length} not found`);
  process.exitCode = missed.length + unproved.length > 0 ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function copySources(to: string): void {
  for (const tree of SOURCES) {
    cpSync(join(ROOT, tree), join(to, tree), { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) });
  }
  for (const file of [CONFIG, "package.json", "tsconfig.json", "tsconfig.base.json"])
    cpSync(join(ROOT, file), join(to, file));
  linkModules(to);
}

/** Links to the installed packages, except our own: those must lead into the copy. */
function linkModules(to: string): void {
  const installed = join(ROOT, "node_modules");
  mkdirSync(join(to, "node_modules/@wutong"), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== "@wutong") symlinkSync(join(installed, name), join(to, "node_modules", name));
  }
  const workspaces = [...readdirSync(join(ROOT, "packages")).map((name) => `packages/${name}`), "server", "cli", "web"];
  for (const workspace of workspaces) {
    if (existsSync(join(to, workspace, "package.json"))) {
      symlinkSync(join(to, workspace), join(to, "node_modules/@wutong", basename(workspace)));
    }
  }
}

function sow(to: string, plant: Plant): void {
  for (const [file, content] of Object.entries(plant.files)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), content);
  }
}

function isFound(plant: Plant, violations: readonly Violation[]): boolean {
  return violations.some(({ rule, from }) => rule === plant.rule && Object.hasOwn(plant.files, from));
}

function describe(plant: Plant): string {
  return `${plant.rule} in ${Object.keys(plant.files)[0]}`;
}
