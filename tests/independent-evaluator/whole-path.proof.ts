import assert from "node:assert/strict";
import { day } from "@wutong/kernel";
import type { ProofOptions } from "../proof.ts";
import { compareWholePath } from "./compare-whole-path.ts";

export const name = "from register files to findings, everybody is judged as the independent evaluator does";
export const rooms = [
  "packages/feel",
  "packages/generator",
  "packages/policy",
  "regions",
  "server/areas/people",
  "server/areas/policies",
  "server/areas/registers",
  "server/documents",
  "server/flows/import-register",
];

const PEOPLE = 20_000;
const ONE_BY_ONE = 1_000;

export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  let longest = 0;
  for (let turn = 0; turn === 0 || performance.now() + longest < until; turn += 1) {
    const begun = performance.now();
    const made = { office: 330602, people: PEOPLE, seed: seed + turn, asOf: day("2024-11-30") };
    const path = await compareWholePath({ ...made, oneByOne: ONE_BY_ONE });
    log(`seed ${made.seed}: ${path.people} people, ${path.pairs} pairs, ${path.decidedOneByOne} people one by one`);
    assert.deepEqual(path.differences, [], `seed ${made.seed}`);
    assert.equal(path.outcomes.size, 12, "every outcome occurs for every policy");
    for (const { register, mustReject, refused, mustTake, taken } of path.rows) {
      assert.deepEqual(refused, mustReject, `${register}, seed ${made.seed}`);
      assert.equal(taken, mustTake, `${register}, seed ${made.seed}`);
    }
    longest = Math.max(longest, performance.now() - begun);
  }
}
