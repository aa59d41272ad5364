import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectOk } from "@wutong/kernel";
import { startLocalServer } from "../server/storage/relational/local-server/index.ts";
import type { BenchCase } from "./bench-case.ts";

export const cases: readonly BenchCase[] = [
  { name: "first-start", goal: 5_000, unit: "ms", better: "lower", run: () => timeStarts(1) },
  { name: "second-start", goal: 1_000, unit: "ms", better: "lower", memoryGoalMb: 600, run: () => timeStarts(2) },
];

/** How long the last of so many starts on one new folder takes. */
async function timeStarts(starts: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), "wutong-bench-"));
  let took = 0;
  try {
    for (let i = 0; i < starts; i++) {
      const before = performance.now();
      const server = expectOk(await startLocalServer({ dataDir }), "local server");
      took = performance.now() - before;
      await server.stop();
    }
    return took;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
