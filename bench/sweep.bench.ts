import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { checkFolder, policiesInForce, snapshotFacts, sweepFacts } from "../server/areas/policies/index.ts";
import { forkAnalytics } from "../server/storage/analytics/index.ts";
import { ROOT } from "../tests/find-files.ts";
import type { BenchCase } from "./bench-case.ts";
import { AS_OF, factsOfPeople } from "./generated-facts.ts";

const MILLION = 1_000_000;

/** Everybody against the four policies of Yuecheng: reasons, amounts, stacking, counting and writing included. */
async function secondsToSweep(people: number): Promise<number> {
  const facts = snapshotFacts(await factsOfPeople(people));
  const checked = checkFolder(join(ROOT, "regions/yuecheng/policies"));
  if (!checked.ok) throw new Error(checked.error.code);
  const policies = policiesInForce(checked.value.policies, AS_OF);
  const out = join(ROOT, ".wutong/bench", `sweep-${people}`);
  rmSync(out, { recursive: true, force: true });
  const analytics = await forkAnalytics({ memoryMiB: 3_000, threads: availableParallelism() });
  try {
    const began = performance.now();
    await sweepFacts({ analytics, policies, facts, snapshot: "bench", asOf: AS_OF, out });
    return (performance.now() - began) / 1_000;
  } finally {
    await analytics.close();
    rmSync(out, { recursive: true, force: true });
  }
}

export const cases: readonly BenchCase[] = [
  {
    name: "million-people",
    goal: 3,
    unit: "s for 1,000,000 people × 4 policies, with reasons, amounts, stacking and writing",
    better: "lower",
    memoryGoalMb: 4_096,
    prepare: async () => {
      await factsOfPeople(MILLION);
    },
    run: () => secondsToSweep(MILLION),
  },
];
