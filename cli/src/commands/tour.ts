import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeAtTerminal, startDemo, terminalLanguage } from "@wutong/server/local";
import { freePort } from "../tour/free-port.ts";
import { walkMainJob } from "../tour/main-job.ts";
import { createNarrator } from "../tour/narrator.ts";

const USAGE = "npx wutong tour [--seed S] [--people N]\n";
const SEED_MAX = 1_000_000_000;

/** `wutong tour`: the main job once, over a region of its own that is removed afterwards. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { seed, people } = options;
  const narrator = createNarrator((line) => process.stdout.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), "wutong-tour-"));
  narrator.step(`A region of its own: ${people} made-up people, seed ${seed} (repeat with --seed ${seed})`);
  const env = {
    ...process.env,
    WUTONG_DATA: join(folder, "data"),
    WUTONG_KEY_FILE: join(folder, "key"),
    WUTONG_HOST: "127.0.0.1",
    WUTONG_PORT: String(await freePort()),
    DATABASE_URL: "",
    DATABASE_OWNER_URL: "",
  };
  const demo = await startDemo({
    env,
    seed,
    people,
    report: (line) => process.stderr.write(`${line}\n`),
    buildPages: async () => undefined,
  });
  if (!demo.ok) {
    process.stderr.write(`${describeAtTerminal(demo.error, terminalLanguage(process.env))}\n`);
    return 1;
  }
  const { address, seeded, accounts, swept, close } = demo.value;
  for (const { register, rows, added, failed } of seeded)
    narrator.tell(`${register}: ${rows} rows handed in, ${added} taken, ${failed} refused`);
  try {
    await walkMainJob({
      address,
      password: accounts[0]?.password ?? "",
      asOf: swept.asOf,
      pick: pickerOf(seed),
      narrator,
    });
    process.stdout.write("\nDone: one benefit, from register to paid money.\n");
    return 0;
  } catch (cause) {
    process.stderr.write(
      `\nThe tour stopped (seed ${seed}): ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
    return 1;
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Small and repeatable (mulberry32): it picks whom the story is about, nothing that must be unguessable. */
function pickerOf(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

function readOptions(args: readonly string[]): { readonly seed: number; readonly people: number } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seed: { type: "string" }, people: { type: "string", default: "2000" } },
    });
    const seed = values.seed === undefined ? randomInt(SEED_MAX) : Number(values.seed);
    const people = Number(values.people);
    return Number.isInteger(seed) && seed >= 0 && Number.isInteger(people) && people >= 500
      ? { seed, people }
      : undefined;
  } catch {
    return undefined;
  }
}
