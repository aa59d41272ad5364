import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { closestWord } from "./closest-word.ts";
import { COMMANDS } from "./commands.ts";

/** Type stripping without a flag, `import.meta.main` and SQLite without a warning: all there from this version on. */
const NODE_MAJOR_MIN = 26;

/** Where Node keeps what it made of our files: the next start takes half as long. Where it can't write, nothing is kept. */
const COMPILED = fileURLToPath(new URL("../../node_modules/.cache/wutong", import.meta.url));

/** Exit codes: 0 done, 1 it failed or found something wrong, 2 the command line makes no sense. */
async function main(args: readonly string[]): Promise<number> {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < NODE_MAJOR_MIN) {
    console.error(
      `Wutong needs Node ${NODE_MAJOR_MIN}; this is ${process.version}. Start it with "npx wutong" or "npm run wutong", which bring the right one.`,
    );
    return 1;
  }
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  enableCompileCache(COMPILED);
  const command = COMMANDS.find((one) => one.name === name);
  if (command) return (await command.load()).run(rest);
  const names = COMMANDS.map((one) => one.name);
  const meant = closestWord(name, names);
  console.error(`There is no command "${name}".${meant ? ` Did you mean "wutong ${meant}"?` : ""}`);
  console.error(`The commands are: ${names.join(", ")}. "wutong --help" says what they do.`);
  return 2;
}

function usage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, purpose }) => `  ${name.padEnd(width)}  ${purpose}`);
  return `wutong <command> [options]\n\n${lines.join("\n")}\n\n"wutong <command> --help" says more about one.`;
}

process.exitCode = await main(process.argv.slice(2));
