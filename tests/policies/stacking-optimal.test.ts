import assert from "node:assert/strict";
import { test } from "node:test";
import { stack } from "@wutong/policy";
import { differenceOf } from "./compare-stacking.ts";
import { stackingCase } from "./stacking-cases.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);
const CASES = 5_000;
/** Cases in which the optimiser once chose wrongly. */
const KEPT = [1_000_712, 2_003_066, 20_321_467] as const;

test("what was once chosen wrongly is not again", () => {
  for (const kept of KEPT) assert.equal(differenceOf(stackingCase(kept), stack), undefined, `the case of seed ${kept}`);
});

test(`the chosen set is the best of all sets, and every loss has a lawful reason: ${CASES} cases (seed ${seed})`, () => {
  const [reasons, steps] = [new Set<string>(), new Set<string>()];
  for (let index = 0; index < CASES; index += 1) {
    const one = stackingCase(seed + index);
    const difference = differenceOf(one, stack);
    assert.equal(difference, undefined, `the case of seed ${seed + index}`);
    const { lost, dues } = stack(one.grants, one.taken, one.asOf);
    for (const { why } of lost) reasons.add(why);
    for (const { why } of dues.flatMap(({ less }) => less)) steps.add(why);
  }
  assert.equal(reasons.size, 16, `reasons met: ${[...reasons].join(", ")}`);
  assert.equal(steps.size, 5, `steps met: ${[...steps].join(", ")}`);
});
