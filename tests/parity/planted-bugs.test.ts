import assert from "node:assert/strict";
import { test } from "node:test";
import { type ParitySize, runFeelParity } from "./feel-parity.ts";
import { closureBugs, sqlBugs } from "./planted-bugs.ts";

/** Always the same: how soon a slip is met is luck, and a test must not fail for want of it. */
const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);

/** Some slips show only where several things meet; by then a sound compiler has passed hundreds of times. */
const ROUNDS_MAX = 30;

for (const { name, overrides } of sqlBugs) {
  test(`parity finds a compiler of SQL in which ${name} (WUTONG_SEED=${seed})`, async () => {
    assert.ok(await isFound({ sql: overrides }), "random expressions saw no difference");
  });
}

for (const { name, overrides } of closureBugs) {
  test(`parity finds a compiler of closures in which ${name} (WUTONG_SEED=${seed})`, async () => {
    assert.ok(await isFound({ closures: overrides }), "random expressions saw no difference");
  });
}

async function isFound(planted: NonNullable<ParitySize["planted"]>): Promise<boolean> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const report = await runFeelParity({ seed: seed + round, expressions: 60, people: 60, planted });
    if (report.differences.length > 0) return true;
  }
  return false;
}
