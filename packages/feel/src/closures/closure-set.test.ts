import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CompiledFeel,
  compileFeel,
  type Facts,
  type FeelValue,
  type Scope,
  toClosure,
  toClosureSet,
  toMasks,
} from "../index.ts";

const spell = {
  kind: "context",
  fields: {
    region: { kind: "string" },
    from: { kind: "date" },
    to: { kind: "date" },
    kind: { kind: "string" },
  },
} as const;

const scope: Scope = {
  asOf: { kind: "date" },
  spells: { kind: "list", of: spell },
  this: spell,
};

function compiledOf(sources: readonly string[]): readonly CompiledFeel[] {
  return sources.map((source) => {
    const compiled = compileFeel(source, scope);
    assert.ok(compiled.ok, source);
    return compiled.value;
  });
}

const here = 's.region = "330602" and s.from <= asOf';
const rules = compiledOf([
  `some s in spells satisfies ${here}`,
  `some s in spells satisfies ${here} and s.kind = "a"`,
  `not(some s in spells satisfies ${here} and s.kind = "b")`,
  'months covered(spells[region = "330602"]) >= 2',
  'months covered(spells[region = "330602"]) >= full years between(asOf, asOf) + 3',
  'count(spells[from > asOf - duration("P1Y")]) > 0',
]);

function answersOf(set: ReturnType<typeof toClosureSet>): readonly FeelValue[] {
  return set.answers.map((answer) => answer());
}

function* variousFacts(): Generator<Facts> {
  for (const region of ["330602", "330106", null]) {
    for (const kind of ["a", "b", null]) {
      for (const complete of [true, false]) {
        for (const from of [1, 19_900, 30_000, null]) {
          const row = { region, kind, from, to: 20_000 };
          const other = { region: "330602", kind: "c", from: 19_000, to: 19_040 };
          yield { asOf: 20_057, spells: { rows: [row, other], complete }, this: row };
        }
      }
    }
  }
}

test("rules decided together answer as each alone, for one set of facts after the other", () => {
  const together = toClosureSet(rules);
  const alone = rules.map(toClosure);
  const seen = new Set<string>();
  for (const facts of variousFacts()) {
    together.read(facts);
    const answers = answersOf(together);
    assert.deepEqual(
      answers,
      alone.map((each) => each(facts)),
    );
    seen.add(answers.join());
  }
  assert.ok(seen.size >= 6, [...seen].join(" | "));
});

test("what searches share of their own rows is not what a search within another says of the row around it", () => {
  const about = compiledOf([
    'some s in spells satisfies s.kind = "a" and s.from <= asOf',
    'some s in spells satisfies s.kind = "a" and s.from <= asOf and s.region = "330602"',
    'every s in spells satisfies not(some t in spells[s.kind = "a" and s.from <= asOf] satisfies t.region = "330602")',
  ]);
  const set = toClosureSet(about);
  const alone = about.map(toClosure);
  for (const facts of variousFacts()) {
    set.read(facts);
    assert.deepEqual(
      answersOf(set),
      alone.map((each) => each(facts)),
    );
  }
});

test("a fact given as the same for all answers as one read from the facts", () => {
  const given = toClosureSet(rules, { constants: { asOf: 20_057 } });
  const unknown = toClosureSet(rules, { constants: { asOf: null } });
  const alone = rules.map(toClosure);
  for (const { asOf, ...facts } of variousFacts()) {
    for (const [set, day] of [
      [given, asOf],
      [unknown, null],
    ] as const) {
      set.read(facts);
      assert.deepEqual(
        answersOf(set),
        alone.map((each) => each({ ...facts, asOf: day })),
      );
    }
  }
});

test("what hangs on the subject is found anew for each, what doesn't stays", () => {
  const about = compiledOf([
    'some s in spells satisfies s.region = this.region and s.from <= asOf and s.kind = "a"',
    "not(some s in spells satisfies s.region = this.region and s.from <= asOf and s.kind = this.kind)",
    "months covered(spells[region = this.region])",
    "months covered(spells[region = this.region]) > count(spells)",
    'this.kind in ("a", "b") and this.from <= asOf',
    "this.kind",
  ]);
  const set = toClosureSet(about, { subject: "this" });
  const alone = about.map(toClosure);
  const subjects = [...variousFacts()].map((facts) => facts["this"]);
  for (const facts of variousFacts()) {
    set.read(facts);
    for (const subject of [...subjects.slice(0, 9), null]) {
      set.turnTo(subject);
      assert.deepEqual(
        answersOf(set),
        alone.map((each) => each({ ...facts, this: subject })),
      );
    }
  }
});

test("facts that changed in place are looked at again", () => {
  const together = toClosureSet(rules.slice(0, 3));
  const facts = { asOf: 20_057, spells: { rows: [{ region: "330602", kind: "a", from: 1 }], complete: true } };
  together.read(facts);
  assert.deepEqual(answersOf(together), [true, true, true]);
  facts.spells.rows = [{ region: "330602", kind: "b", from: 1 }];
  together.read(facts);
  assert.deepEqual(answersOf(together), [true, false, false]);
});

test("masks hold what is met and what is unknown, bit by bit", () => {
  const masks = toMasks(rules);
  const alone = rules.map(toClosure);
  for (const facts of variousFacts()) {
    const truths = alone.map((each) => each(facts));
    const { met, unknown } = masks(facts);
    assert.deepEqual(
      truths,
      truths.map((_, i) => ((met & (1 << i)) !== 0 ? true : (unknown & (1 << i)) !== 0 ? null : false)),
    );
    assert.equal(met & unknown, 0);
  }
});

test("masks are the same in whatever order the facts come, and whatever else stands beside them", () => {
  const scope: Scope = {
    age: { kind: "number" },
    team: { kind: "string" },
    owns: { kind: "boolean" },
    wage: { kind: "number", scale: 2 },
    works: { kind: "context", fields: { region: { kind: "string" } } },
  };
  const conditions = [
    "age < 40",
    "age in [18..30)",
    'team in ("a", "b", "c", "d", "e", "f", "g")',
    'team = "a"',
    "not(owns)",
    "owns",
    "wage >= 12.5",
    'works.region = "330602"',
    "age > 20 and wage > 1",
  ].map((source) => {
    const compiled = compileFeel(source, scope);
    assert.ok(compiled.ok, source);
    return compiled.value;
  });
  const masks = toMasks(conditions);
  const alone = conditions.map(toClosure);
  const full = { age: 29, team: "b", owns: true, wage: 1_250, works: { region: "330602" } };
  const older = { works: { region: null }, note: "x", wage: 1_249, team: "a", age: 40, owns: false };
  const unknown = { team: null, zip: 1, age: undefined };
  const odd = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`fact ${index}`, index]));
  for (const facts of [full, older, unknown, { ...odd, ...older }, {}, { wage: 1_300 }, older, full]) {
    const { met, unknown: open } = masks(facts);
    const truths = conditions.map((_, i) => ((met & (1 << i)) !== 0 ? true : (open & (1 << i)) !== 0 ? null : false));
    assert.deepEqual(
      truths,
      alone.map((each) => each(facts)),
    );
  }
});
