import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { describeAtTerminal, setUpRegion, terminalLanguage } from "@wutong/server/local";

const USAGE = `wutong set-up REGION.json --login NAME --name "FULL NAME" --office CODE < PASSWORD-FILE
  enters the tenant and its offices and opens the first leader's account; the password comes from standard input
`;

/** `wutong set-up`; see docs/how-to/run-for-real.md. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { login: { type: "string" }, name: { type: "string" }, office: { type: "string" } },
  });
  const [file] = positionals;
  const { login, name, office } = values;
  if (!file || !login || !name || !office || process.stdin.isTTY) {
    process.stderr.write(USAGE);
    return 2;
  }
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const done = await setUpRegion(process.env, file, { login, name, officeId: Number(office), password });
  if (!done.ok) {
    process.stderr.write(`${describeAtTerminal(done.error, terminalLanguage(process.env))}\n`);
    return 1;
  }
  process.stdout.write(`tenant ${done.value.tenantId}, offices ${done.value.offices}\n`);
  return 0;
}
