import type { ProofOptions } from "../proof.ts";
import { runFeelParity } from "./feel-parity.ts";

export const name = "feel-parity";
export const rooms: readonly string[] = ["packages/feel", "tests/parity"];

const BATCH = { expressions: 250, people: 500 } as const;

/** Batches of new expressions and people, each with the next seed, until the time is over. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  let compared = 0;
  let distinct = 0;
  for (let batch = 0; batch === 0 || performance.now() < until; batch += 1) {
    const report = await runFeelParity({ seed: seed + batch, ...BATCH });
    compared += report.compared;
    distinct += report.distinct;
    const [difference] = report.differences;
    if (difference) {
      const { source, engine, closure, sql, person } = difference;
      log(
        `batch seed ${seed + batch}: ${source}\nclosure ${closure}, DuckDB (${engine}) ${sql}\n${JSON.stringify(person)}`,
      );
      throw new Error(`${report.differences.length} differences in ${report.compared} answers`);
    }
  }
  log(`${compared} answers of ${distinct} expressions: closures and DuckDB agree`);
}
