import type { ProofOptions } from "../../proof.ts";
import { checkPolicies } from "./check-policies.ts";
import { withEngines } from "./engines.ts";

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
      pairs += await checkPolicies({ seed: seed + batch, ...BATCH }, engines, log);
      policies += BATCH.policies;
    }
  });
  log(`${pairs} pairs of ${policies} policies: closures and sweeps agree`);
}
