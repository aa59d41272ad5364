import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A breach of an import rule: who imports whom. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string };

const TREES = ["packages", "server", "cli", "web", "tests", "bench", "tooling"];
const PROGRAM = fileURLToPath(
  new URL("../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", import.meta.url),
);
const OUTPUT_BYTES_MAX = 256 * 1024 ** 2;

/** Runs dependency-cruiser over the sources under `root`, by the rules of `config`. */
export function cruise(
  root: string,
  config: string,
): { readonly modules: number; readonly violations: readonly Violation[] } {
  const trees = TREES.filter((tree) => existsSync(join(root, tree)));
  const args = [PROGRAM, "--config", config, "--output-type", "json", ...trees];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  if (!stdout.startsWith("{")) throw new Error(`dependency-cruiser failed: ${stderr || stdout}`);
  const { summary } = JSON.parse(stdout) as CruiseOutput;
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  return { modules: summary.totalCruised, violations };
}

type CruiseOutput = {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
};
