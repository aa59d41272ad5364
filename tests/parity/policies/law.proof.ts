import type { ProofOptions } from "../../proof.ts";
import { exactJson } from "../exact-json.ts";
import { runLaw } from "./run-law.ts";

export const name = "more-knowledge-never-flips";
export const rooms: readonly string[] = ["packages/feel", "packages/policy", "tests/parity"];

const LEAST_STEPS = 1_000_000;
const BATCH = 100_000;

/** A million steps, however long that takes; then more until the time is over. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  let [steps, held, settled] = [0, 0, 0];
  for (let batch = 0; steps < LEAST_STEPS || performance.now() < until; batch += 1) {
    const report = runLaw({ seed: seed + batch, steps: BATCH });
    steps += report.steps;
    held += report.held;
    settled += report.settled;
    const [broken] = report.broken;
    if (!broken) continue;
    log(`batch seed ${seed + batch}: ${broken.what}\n${broken.policy}\n${exactJson(broken)}`);
    throw new Error(`${broken.what} flipped after ${steps} facts supplied`);
  }
  log(`${steps} facts supplied: ${held} definite answers held, ${settled} outcomes were settled`);
}
