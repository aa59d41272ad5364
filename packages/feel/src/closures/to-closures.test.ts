import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledFeel, compileFeel, type FeelValue, type Scope, toClosure, toClosures } from "../index.ts";

const scope: Scope = {
  asOf: { kind: "date" },
  spells: {
    kind: "list",
    of: { kind: "context", fields: { region: { kind: "string" }, from: { kind: "date" }, kind: { kind: "string" } } },
  },
};

const here = 's.region = "330602" and s.from <= asOf';
const rules = [
  `some s in spells satisfies ${here}`,
  `some s in spells satisfies ${here} and s.kind = "a"`,
  `not(some s in spells satisfies ${here} and s.kind = "b")`,
].map((source): CompiledFeel => {
  const compiled = compileFeel(source, scope);
  assert.ok(compiled.ok, source);
  return compiled.value;
});

test("rules decided together answer as each alone, for one set of facts after the other", () => {
  const together = toClosures(rules);
  const alone = rules.map(toClosure);
  const answers: FeelValue[] = [];
  const seen = new Set<string>();
  for (const region of ["330602", "330106", null]) {
    for (const kind of ["a", "b", null]) {
      for (const complete of [true, false]) {
        for (const from of [1, 30_000, null]) {
          const facts = { asOf: 20_057, spells: { rows: [{ region, kind, from }], complete } };
          together(facts, answers);
          assert.deepEqual(
            answers,
            alone.map((each) => each(facts)),
          );
          seen.add(answers.join());
        }
      }
    }
  }
  assert.ok(seen.size >= 6, [...seen].join(" | "));
});

test("facts that changed in place are looked at again", () => {
  const together = toClosures(rules);
  const answers: FeelValue[] = [];
  const facts = { asOf: 20_057, spells: { rows: [{ region: "330602", kind: "a", from: 1 }], complete: true } };
  together(facts, answers);
  assert.deepEqual(answers, [true, true, true]);
  facts.spells.rows = [{ region: "330602", kind: "b", from: 1 }];
  together(facts, answers);
  assert.deepEqual(answers, [true, false, false]);
});
