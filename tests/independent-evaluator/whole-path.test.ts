import assert from "node:assert/strict";
import { test } from "node:test";
import { REGISTER_KINDS } from "@wutong/codes";
import { day } from "@wutong/kernel";
import { compareWholePath } from "./compare-whole-path.ts";

const SEED = 330_602;
const path = await compareWholePath({
  office: 330602,
  people: 4_000,
  seed: SEED,
  asOf: day("2024-11-30"),
  oneByOne: 320,
});

test("from files through PostgreSQL, snapshot and sweep, everybody is judged as the independent evaluator does", (t) => {
  t.diagnostic(`${path.people} people, ${path.pairs} pairs, ${path.decidedOneByOne} people one by one, seed ${SEED}`);
  assert.deepEqual(path.differences, []);
  assert.ok(path.people > 3_900);
  assert.ok(path.decidedOneByOne >= 300);
  const policies = new Set([...path.outcomes.keys()].map((outcome) => outcome.split(" ")[0]));
  assert.equal(policies.size, 4);
  assert.equal(path.outcomes.size, 12, "every outcome occurs for every policy");
});

test("an import refuses the rows that were spoilt on purpose, and no other", () => {
  assert.deepEqual(path.rows.map((one) => one.register).toSorted(), [...REGISTER_KINDS].toSorted());
  for (const { register, mustReject, refused, mustTake, taken } of path.rows) {
    assert.deepEqual(refused, mustReject, register);
    assert.equal(taken, mustTake, register);
  }
  assert.ok(path.rows.reduce((sum, one) => sum + one.refused.length, 0) > 100);
});
