import assert from "node:assert/strict";
import { test } from "node:test";
import { compileFeel, toClosure } from "@wutong/feel";
import fc from "fast-check";
import { parityScope } from "./feel-scope.ts";
import { createRandom } from "./random.ts";
import { randomExpression } from "./random-expressions.ts";
import { randomPerson } from "./random-people.ts";
import { supplyFact } from "./supply-fact.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const STEPS = 12;

test(`supplying a missing fact never flips a definite answer (WUTONG_SEED=${seed})`, (t) => {
  let settled = 0;
  let held = 0;
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom("boolean", "number", "string", "date"),
      fc.integer({ min: 1, max: 4 }),
      (n, sort, depth) => {
        const random = createRandom(n);
        const compiled = compileFeel(randomExpression(parityScope, sort, depth, random), parityScope);
        if (!compiled.ok) return;
        const evaluate = toClosure(compiled.value);
        let person = randomPerson(parityScope, random);
        let before = evaluate(person);
        for (let step = 0; step < STEPS; step += 1) {
          const more = supplyFact(parityScope, person, random);
          if (!more) return;
          const after = evaluate(more);
          if (before !== null) assert.equal(after, before, compiled.value.source);
          held += before === null ? 0 : 1;
          settled += before === null && after !== null ? 1 : 0;
          [person, before] = [more, after];
        }
      },
    ),
    { seed, numRuns: 4000 },
  );
  t.diagnostic(`${held} definite answers held, ${settled} unknown ones were settled`);
  assert.ok(settled > 100 && held > 1000);
});
