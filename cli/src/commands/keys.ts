import { describeAtTerminal, describeKeyFile, rotateKeys, terminalLanguage } from "@wutong/server/local";

const USAGE = `wutong keys show     names of the keys in the key file (never the keys)
wutong keys rotate   add a fresh encryption key and write with it from now on
`;

/** `wutong keys show|rotate`; see docs/how-to/keep-the-keys.md. */
export async function run(args: readonly string[]): Promise<number> {
  const [verb] = args;
  if (verb !== "show" && verb !== "rotate") {
    process.stderr.write(USAGE);
    return 2;
  }
  const state = verb === "show" ? describeKeyFile(process.env) : rotateKeys(process.env);
  if (!state.ok) {
    process.stderr.write(`${describeAtTerminal(state.error, terminalLanguage(process.env))}\n`);
    return 1;
  }
  const { path, current, older } = state.value;
  process.stdout.write(`${path}\n  ${current}  (current)\n${older.map((id) => `  ${id}\n`).join("")}`);
  return 0;
}
