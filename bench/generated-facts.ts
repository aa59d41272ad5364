import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { factsOf, generateOffice } from "@wutong/generator";
import { day } from "@wutong/kernel";
import { catalogueColumns, jsonFactsRelation, layFlat } from "@wutong/policy";
import { AS_PARQUET, forkAnalytics, quoteText } from "../server/storage/analytics/index.ts";
import { ROOT } from "../tests/find-files.ts";

export const AS_OF = day("2024-11-30");
/** People gathered in one file, as a snapshot of the same size has them. */
const PART_PEOPLE = 250_000;
const SEED = 7;

/** Parquet of made-up people's facts, in the form of a snapshot; made once and kept. */
export async function factsOfPeople(people: number): Promise<string> {
  const folder = join(ROOT, ".wutong/bench", `flat-facts-${people}-${SEED}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const analytics = await forkAnalytics({ memoryMiB: 3_000, threads: 2 });
  const options = { office: 330602, people, seed: SEED, asOf: AS_OF };
  const lines = join(draft, "lines.jsonl");
  const made = { people: 0, part: 0 };
  let sink = createWriteStream(lines);
  const close = async (): Promise<void> => {
    sink.end();
    await once(sink, "close");
    const { tables } = layFlat(jsonFactsRelation(lines), "made", catalogueColumns());
    for (const { name, query } of tables) {
      const of = join(draft, name.replace(/^made_(list_)?/, ""), "office=330602");
      mkdirSync(of, { recursive: true });
      const file = quoteText(join(of, `${String(made.part).padStart(3, "0")}-0.parquet`));
      const kept = name === "made_people" ? "* EXCLUDE (office)" : '* EXCLUDE ("row$known")';
      await analytics.run(`COPY (SELECT ${kept} FROM (${query}) ORDER BY ALL) TO ${file} (${AS_PARQUET})`);
    }
    made.part += 1;
    sink = createWriteStream(lines);
  };
  for (const person of generateOffice(options).people) {
    if (!sink.write(`${JSON.stringify(factsOf(person, options, "registers"))}\n`)) await once(sink, "drain");
    made.people += 1;
    if (made.people % PART_PEOPLE === 0) await close();
  }
  if (made.people % PART_PEOPLE !== 0) await close();
  sink.destroy();
  rmSync(lines, { force: true });
  await analytics.close();
  renameSync(draft, folder);
  return folder;
}
