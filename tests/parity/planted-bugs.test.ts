import assert from "node:assert/strict";
import { test } from "node:test";
import { runFeelParity } from "./feel-parity.ts";
import { type PlantedBug, sqlBugs } from "./planted-bugs.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Some slips show only where several things meet; by then a sound compiler has passed hundreds of times. */
const ROUNDS_MAX = 12;

for (const bug of sqlBugs) {
  test(`parity finds a compiler in which ${bug.name} (WUTONG_SEED=${seed})`, async () => {
    assert.ok(await isFound(bug), "random expressions saw no difference");
  });
}

async function isFound({ overrides }: PlantedBug): Promise<boolean> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const report = await runFeelParity({ seed: seed + round, expressions: 60, people: 60, planted: overrides });
    if (report.differences.length > 0) return true;
  }
  return false;
}
