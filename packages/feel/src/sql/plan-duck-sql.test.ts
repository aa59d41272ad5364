import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CompiledFeel,
  compileFeel,
  type DuckPlan,
  planDuckSql,
  renderQuery,
  type Scope,
  toDuckSql,
} from "../index.ts";

const spell = { from: { kind: "date" }, to: { kind: "date" }, region: { kind: "string" } } as const;
const scope: Scope = {
  birth: { kind: "date" },
  asOf: { kind: "date" },
  'odd "name': { kind: "string" },
  spells: { kind: "list", of: { kind: "context", fields: spell } },
  days: { kind: "list", of: { kind: "date" } },
};

function compiled(source: string): CompiledFeel {
  const result = compileFeel(source, scope);
  assert.ok(result.ok, source);
  return result.value;
}

function plan(...sources: readonly string[]): DuckPlan {
  return planDuckSql(sources.map((source, index) => ({ name: `r${index}`, compiled: compiled(source) })));
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

test("a fold stands in one column however many expressions read it", () => {
  const run = 'consecutive months(spells[region = "330602"], asOf, 2)';
  const one = renderQuery(plan(`${run} >= 6`), "people", ["id"]);
  const three = renderQuery(plan(`${run} >= 6`, `${run} >= 12 or birth < asOf`, run), "people", ["id"]);
  assert.equal(occurrences(three, "list_reduce"), occurrences(one, "list_reduce"));
  assert.equal(occurrences(three, "list_transform"), 1);
});

test("quantifiers over one list share one pass over its rows, 31 to a word", () => {
  const sources = Array.from({ length: 40 }, (_, n) => `some s in spells satisfies s.region = "${n}"`);
  assert.equal(occurrences(renderQuery(plan(...sources), "people", []), "list_transform"), 2);
  assert.equal(occurrences(renderQuery(plan(...sources, ...sources.slice(0, 9)), "people", []), "list_transform"), 2);
});

test("what doesn't read the row is computed once for all rows, not once an element", () => {
  const { steps } = plan("some s in spells satisfies s.from > add months(birth, 216)");
  const [first, second] = steps.map(({ columns }) => columns.map(({ sql }) => sql).join());
  assert.match(first ?? "", /to_months/);
  assert.doesNotMatch(second ?? "", /to_months/);
});

test("what quantifiers share is tested over all rows once, the rest on the rows that are left", () => {
  const here = 's.region = "330602" and s.from <= asOf';
  const sources = [
    `some s in spells satisfies ${here}`,
    `some s in spells satisfies ${here} and s.to > asOf`,
    `every s in spells satisfies not(${here} and s.to < asOf)`,
  ];
  const query = renderQuery(plan(...sources), "people", []);
  assert.equal(occurrences(query, "list_filter"), 1);
  assert.equal(occurrences(query, "'330602'"), 2);
});

test("lists that lie flat are gathered in one grouping, however many expressions and lists, without lambdas", () => {
  const flat = { owner: '"id"', lists: { spells: { from: "spell_rows" } } };
  const sources = ["670", "680", "690"].flatMap((region) => [
    `some s in spells satisfies s.region = "${region}" and s.from <= asOf`,
    `count(spells[region = "${region}"]) > 2`,
    `max(spells[region = "${region}"].to) > asOf`,
  ]);
  const planned = planDuckSql(
    sources.map((source, index) => ({ name: `r${index}`, compiled: compiled(source) })),
    flat,
  );
  const query = renderQuery(planned, "people", ["id"]);
  assert.equal(occurrences(query, "GROUP BY"), 1);
  assert.equal(occurrences(query, "lambda"), 0);
  assert.equal(occurrences(query, "LEFT JOIN"), 1);
  assert.equal(occurrences(query, "FROM spell_rows"), 1, "rows are grouped once, however many ask for them");
  assert.match(
    query,
    /WHERE \(\(\(\(v0\."region" = '670'\)\) IS NOT FALSE\) OR .* OR .*\) GROUP BY/,
    "only rows that somebody asks for",
  );
});

test("what only some rows need is gathered for them alone; what a row reads of its owner is joined on", () => {
  const flat = { owner: '"id"', lists: { spells: { from: "spell_rows" } } };
  const late = { name: "late", compiled: compiled('count(spells[region = "1"]) > 2'), only: '"needed"' };
  const query = (...exprs: Parameters<typeof planDuckSql>[0]) =>
    renderQuery(planDuckSql(exprs, flat), "people", ["id"]);
  assert.match(query(late), /WHERE \(o\."needed"\) AND/);
  assert.doesNotMatch(query(late, { name: "everywhere", compiled: late.compiled }), /o\."needed"/);
  assert.doesNotMatch(query({ name: "everywhere", compiled: late.compiled }, late), /o\."needed"/);
  const joined = query({ name: "own", compiled: compiled("some s in spells satisfies s.from < birth") });
  assert.match(joined, /v0\."from" < o\."birth"/);
  assert.match(joined, /FROM spell_rows v0 JOIN \S+ o ON o\."id" = v0\."id"/);
});

test("an age asked by two policies is one column", () => {
  const { steps, selects } = plan("full years between(birth, asOf) <= 35", "full years between(birth, asOf) >= 18");
  assert.equal(steps.flatMap(({ columns }) => columns).length, 1);
  assert.equal(selects.length, 2);
});

test("a projection onto an outer row gives that row for each element, not the list's own rows", () => {
  const sql = toDuckSql(compiled("some d in days satisfies max(for s in spells return d) > asOf"));
  assert.match(sql, /list_transform\("spells", lambda \w+: v0\)/);
});

test("a day that the caller gives is no column, so a pass that reads it needs no owners", () => {
  const run = compiled("consecutive months(spells, asOf, 2) >= 6");
  const flat = { owner: '"id"', lists: { spells: { from: "spell_rows" } } };
  const given = { name: "r", compiled: run, columns: { asOf: "DATE '2024-11-30'" } };
  assert.match(renderQuery(planDuckSql([given], flat), "people", ["id"]), /FROM spell_rows v0\)/);
  assert.match(
    renderQuery(planDuckSql([{ ...given, columns: {} }], flat), "people", ["id"]),
    /FROM spell_rows v0 JOIN/,
  );
});

test("the first month of a list that lies flat is a least day, and no list", () => {
  const flat = { owner: '"id"', lists: { spells: { from: "spell_rows" } } };
  const first = { name: "r", compiled: compiled('first month(spells[region = "1"]) < asOf') };
  const query = renderQuery(planDuckSql([first], flat), "people", ["id"]);
  assert.equal(occurrences(query, "list"), 0);
  assert.match(query, /min\("feel\$1"\)/);
});

test("facts are quoted, and the caller's SQL stands in their place", () => {
  const name = compileFeel("odd = birth", { odd: { kind: "date" }, birth: { kind: "date" } });
  assert.ok(name.ok);
  assert.equal(toDuckSql(name.value), '("odd" = "birth")');
  assert.equal(toDuckSql(name.value, { odd: "DATE '2024-11-30'" }), `(DATE '2024-11-30' = "birth")`);
  const quoted: CompiledFeel = {
    ...name.value,
    ir: { kind: "root", type: { kind: "string" }, name: 'a"; DROP TABLE x; --' },
  };
  assert.equal(toDuckSql(quoted), '"a""; DROP TABLE x; --"');
  assert.equal(toDuckSql(compiled('"it\'s" = "x"')), "('it''s' = 'x')");
});

test("a quantifier that is asked for as bits stands in its word alone, and so does its opposite", () => {
  const sources = [
    'some s in spells satisfies s.region = "330602"',
    "not(every s in spells satisfies s.from <= asOf)",
    "birth < asOf",
  ];
  const exprs = sources.map((source, index) => ({ name: `r${index}`, compiled: compiled(source), asBits: true }));
  const { bits, selects } = planDuckSql(exprs, { owner: '"id"', lists: { spells: { from: "spells" } } });
  assert.deepEqual(
    bits.map(({ name, place, found }) => [name, place, found]),
    [
      ["r0", 0, true],
      ["r1", 1, true],
    ],
  );
  assert.deepEqual(
    selects.map(({ name }) => name),
    ["r2"],
  );
});
