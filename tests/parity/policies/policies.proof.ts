import type { ProofOptions } from "../../proof.ts";
import { withEngines } from "./engines.ts";
import { runPolicyParity } from "./run-policy-parity.ts";

export const name = "policy-parity";
export const rooms: readonly string[] = ["packages/feel", "packages/policy", "tests/parity"];

const BATCH = { policies: 200, people: 500 } as const;

/** Batches of new policies and people, each with the next seed, until the time is over. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  let pairs = 0;
  let policies = 0;
  await withEngines(["DuckDB"], async (engines) => {
    for (let batch = 0; batch === 0 || performance.now() < until; batch += 1) {
      const report = await runPolicyParity({ seed: seed + batch, ...BATCH }, engines);
      pairs += report.pairs;
      policies += report.policies;
      const [difference] = report.differences;
      if (!difference) continue;
      const { reference, other, person } = difference;
      const shown = JSON.stringify({ reference, other, person }, (_, value) =>
        typeof value === "bigint" ? String(value) : value,
      );
      log(`batch seed ${seed + batch}, ${difference.engine}:\n${difference.policy}\n${shown}`);
      throw new Error(`engines differ after ${pairs} pairs`);
    }
  });
  log(`${pairs} pairs of ${policies} policies: closures and sweeps agree`);
}
