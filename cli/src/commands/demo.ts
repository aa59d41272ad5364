import { parseArgs } from "node:util";
import {
  buildPages,
  type Demo,
  describeAtTerminal,
  startDemo,
  terminalLanguage,
  untilAskedToEnd,
} from "@wutong/server/local";
import { demoAccountsTable, demoFindingsTable } from "../demo/demo-tables.ts";

const USAGE = `npm run demo [-- --people N] [-- --seed S]

Starts Wutong with the demo region: its own PostgreSQL, made-up registers handed in (20,000 people unless said otherwise), a
sweep as of 2024-11-30, and the web console. Everything is kept in WUTONG_DATA (.wutong/data); remove the folder to start over.
`;
const PEOPLE_MAX = 1_000_000;

/** `wutong demo`: runs until it is asked to end. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const began = performance.now();
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const demo = await startDemo({ env: process.env, ...options, report, buildPages });
  if (!demo.ok) {
    process.stderr.write(`${describeAtTerminal(demo.error, terminalLanguage(process.env))}\n`);
    return 1;
  }
  introduce(demo.value, (performance.now() - began) / 1000, say);
  await untilAskedToEnd();
  await demo.value.close();
  return 0;
}

function introduce({ address, seeded, swept, accounts }: Demo, seconds: number, say: (line: string) => void): void {
  const rows = seeded.reduce((sum, one) => sum + one.rows, 0);
  say(`\n梧桐 Wutong · ${address} · 演示模式，仅限本机 / demo mode, this machine only\n`);
  say(demoAccountsTable(accounts));
  say(
    `\n${swept.people} 人 people · ${rows} 行登记 register rows · 摸排日 as of ${swept.asOf} · ${seconds.toFixed(1)} s\n`,
  );
  say(demoFindingsTable(swept));
  say(`\n人才手机页面 phone pages: ${address}/t/   按 Ctrl-C 结束 Ctrl-C ends it`);
}

function readOptions(args: readonly string[]): { readonly people: number; readonly seed: number } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { people: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } },
    });
    const [people, seed] = [Number(values.people), Number(values.seed)];
    const fine =
      Number.isInteger(people) && people >= 100 && people <= PEOPLE_MAX && Number.isInteger(seed) && seed >= 0;
    return fine ? { people, seed } : undefined;
  } catch {
    return undefined;
  }
}
