import { stack } from "@wutong/policy";
import type { ProofOptions } from "../proof.ts";
import { differenceOf } from "./compare-stacking.ts";
import { stackingCase } from "./stacking-cases.ts";

export const name = "stacking-is-optimal";
export const rooms: readonly string[] = ["packages/policy/src/stacking", "tests/policies"];

const LEAST_CASES = 100_000;
const SEEDS = 2 ** 31;

/** A hundred thousand cases of up to twelve benefits against trying every set, then more until the time is over. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  let [cases, sets, longestMs] = [0, 0, 0];
  for (; cases < LEAST_CASES || performance.now() < until; cases += 1) {
    const own = (seed + cases) % SEEDS;
    const one = stackingCase(own);
    const difference = differenceOf(one, (grants, taken, asOf) => {
      const before = performance.now();
      const found = stack(grants, taken, asOf);
      longestMs = Math.max(longestMs, performance.now() - before);
      return found;
    });
    sets += 2 ** one.grants.length;
    if (difference) throw new Error(`stackingCase(${own}): ${difference}`);
  }
  log(`${cases} cases, ${sets} sets tried: 0 differences; stacking took ${longestMs.toFixed(1)} ms at most`);
}
