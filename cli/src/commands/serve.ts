import { describeAtTerminal, runServer, terminalLanguage } from "@wutong/server/local";

/** `wutong serve`: the web console over the installation that `wutong set-up` made. */
export async function run(): Promise<number> {
  const ended = await runServer(process.env, (line) => process.stderr.write(`${line}\n`));
  if (ended.ok) return 0;
  process.stderr.write(`${describeAtTerminal(ended.error, terminalLanguage(process.env))}\n`);
  return 1;
}
