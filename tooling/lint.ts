// npm run lint: every check, each to its end, so that one run tells all that is wrong. `npm run lint -- types` runs one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

type Check = { readonly name: string; readonly command: readonly string[] };

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const AT_ONCE = 2;

/** Limits of file and function length are Biome's rules, see biome.json. */
const CHECKS: readonly Check[] = [
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types-of-packages", command: ["tsc", "-p", "packages/tsconfig.json"] },
  { name: "types-of-web", command: ["tsc", "-p", "web/tsconfig.json"] },
  // What browser tests hand into a page knows `document`.
  { name: "types-of-browser-tests", command: ["tsc", "-p", "tests/browser/tsconfig.json"] },
  {
    name: "format-and-lint",
    command: ["biome", "ci", "--colors=off", "--diagnostic-level=warn", "--max-diagnostics=200", "."],
  },
  { name: "imports", command: ["node", "tooling/check-imports.ts"] },
  { name: "import-rules-bite", command: ["node", "tooling/check-import-rules-bite.ts"] },
  { name: "dead-code", command: ["knip", "--no-progress"] },
];

const wanted = process.argv.slice(2);
const waiting = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (waiting.length === 0) {
  console.error(`There is no such check. There are: ${CHECKS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const failed: string[] = [];
const queue = waiting.values();
await Promise.all(Array.from({ length: AT_ONCE }, () => workOff(queue)));
console.log(failed.length === 0 ? "\nNothing to complain about." : `\nFailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function workOff(checks: Iterable<Check>): Promise<void> {
  for (const check of checks) {
    const before = performance.now();
    const { passed, output } = await runCheck(check);
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    console.log(`${passed ? "✔" : "✖"} ${check.name} (${seconds} s)`);
    if (!passed) {
      failed.push(check.name);
      console.log(output.trimEnd().replaceAll(/^/gm, "    "));
    }
  }
}

async function runCheck({ command }: Check): Promise<{ readonly passed: boolean; readonly output: string }> {
  const [program = "", ...args] = command;
  const PATH = [join(ROOT, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, PATH }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { passed: code === 0, output };
}
