import assert from "node:assert/strict";
import { test } from "node:test";
import { compileFeel, compileUnaryTests, describeFault, type FeelFaultCode, type Scope } from "../index.ts";

const scope: Scope = {
  birth: { kind: "date" },
  asOf: { kind: "date" },
  n: { kind: "number" },
  amount: { kind: "number", scale: 2 },
  team: { kind: "string" },
  insurance: {
    kind: "list",
    of: {
      kind: "context",
      fields: {
        kind: { kind: "string", values: ["pension", "medical"] },
        from: { kind: "date" },
        to: { kind: "date" },
      },
    },
  },
};

/** The source, the code, and the part of the source that is marked. */
const refusals: readonly (readonly [string, FeelFaultCode, string])[] = [
  ["brith < asOf", "feel.unknownName", "brith"],
  ["count(insurance[kid = 1])", "feel.unknownName", "kid"],
  ["some s in insurance satisfies s.knid = team", "feel.unknownField", "knid"],
  ["full years betwen(birth, asOf) > 3", "feel.unknownFunction", "full years betwen"],
  ["substring(string: team, begin: 1)", "feel.unknownParameter", "begin"],
  ["starts with(team)", "feel.argumentCount", "starts with(team)"],
  ["birth = null", "feel.asksWhetherKnown", "birth = null"],
  ["if n > 1 then n else null", "feel.nullNotAllowed", "null"],
  ["is defined(birth)", "feel.asksWhetherKnown", "is defined(birth)"],
  ["get or else(n, 1) > 2", "feel.asksWhetherKnown", "get or else(n, 1)"],
  ["n in (1, null)", "feel.asksWhetherKnown", "null"],
  ["birth = n", "feel.differentTypes", "birth = n"],
  ["n and true", "feel.wrongType", "n"],
  ["starts with(n, team)", "feel.wrongType", "n"],
  ["months covered(n)", "feel.wrongType", "n"],
  ["insurance = insurance", "feel.notComparable", "insurance = insurance"],
  ['insurance[kind = "pensoin"]', "feel.notAListedValue", 'kind = "pensoin"'],
  ["n / 3 > 1", "feel.divisionOutsideRounding", "n / 3"],
  ["floor(n / 0)", "feel.divisionByZero", "0"],
  ["round half up(n / 3, n)", "feel.notConstant", "n"],
  ["amount * amount * amount * amount", "feel.numberTooLarge", "amount * amount * amount * amount"],
  ['date("2023-02-29") < birth', "feel.notADate", 'date("2023-02-29")'],
  ['birth + duration("P1M1D") < asOf', "feel.notADuration", 'duration("P1M1D")'],
  ["insurance[1]", "feel.notExpressible", "1"],
  ["n ** 2", "feel.notExpressible", "n ** 2"],
  ['time("10:00:00")', "feel.notExpressible", 'time("10:00:00")'],
  ["n instance of number", "feel.notExpressible", "n instance of number"],
  ["function(a) a", "feel.notExpressible", "function(a) a"],
  ["for i in 1..1000000000 return i", "feel.notExpressible", "1..1000000000"],
  ["{a: 1, a: 2}.a", "feel.duplicateName", "a"],
  ["n >", "feel.syntaxAtEnd", ""],
  ["n = ) 2", "feel.syntax", ""],
  ["n = = 2", "feel.notExpressible", "= 2"],
  ["  ", "feel.empty", "  "],
];

for (const [source, code, marked] of refusals) {
  test(`refuses ${source} as ${code}`, () => {
    const result = compileFeel(source, scope);
    assert.equal(result.ok, false);
    const fault = result.ok ? undefined : result.error.find((each) => each.code === code);
    assert.ok(fault, result.ok ? source : JSON.stringify(result.error));
    if (marked !== "") assert.equal(source.slice(fault.from, fault.to).trim(), marked.trim());
  });
}

test("the name that was meant is suggested, in the reader's language", () => {
  const result = compileFeel("brith < asOf", scope);
  const [fault] = result.ok ? [] : result.error;
  assert.ok(fault);
  assert.equal(describeFault(fault, "en"), "There is no fact “brith”. Did you mean “birth”?");
  assert.equal(describeFault(fault, "zh"), "没有名为“brith”的事实。是否为“birth”？");
});

test("all faults of a source are reported at once", () => {
  const result = compileFeel("brith < asOf and tema = 1", scope);
  assert.deepEqual(result.ok ? [] : result.error.map((fault) => fault.params["name"]), ["brith", "tema"]);
});

test("a result of another type, or with more decimals than wanted, is refused", () => {
  const text = compileFeel("team", scope, { kind: "boolean" });
  assert.equal(text.ok ? "" : text.error[0]?.code, "feel.wrongResultType");
  const yuan = compileFeel("amount * 0.5", scope, { kind: "number", scale: 2 });
  assert.equal(yuan.ok ? "" : yuan.error[0]?.code, "feel.scaleTooSmall");
});

test("a hostile source is refused in bounded time", () => {
  const started = performance.now();
  for (const source of ["(".repeat(5_000), `${"not(".repeat(900)}true${")".repeat(900)}`, "1+".repeat(200_000)]) {
    assert.equal(compileFeel(source, scope).ok, false);
  }
  assert.ok(performance.now() - started < 5_000);
});

test("what would double at each level when engines write it out is refused before it does", () => {
  const doubled = (list: string, level: number) => `(for x${level} in ${list} return x${level} + x${level})`;
  const projections = Array.from({ length: 40 }, (_, level) => level).reduce(doubled, "[1, 2]");
  const filters = Array.from({ length: 40 }).reduce((inner) => `[1, 2][count(${inner}) > item]`, "[1, 2]");
  const started = performance.now();
  for (const source of [`sum(${projections}) > 1`, `sum(${filters}) > 1`]) {
    const result = compileFeel(source, scope);
    assert.equal(result.ok ? "" : result.error[0]?.code, "feel.tooLarge");
  }
  assert.ok(performance.now() - started < 5_000);
});

test("a cell's tests must fit the input's type", () => {
  const result = compileUnaryTests('< 35, "a"', { kind: "number" }, scope);
  assert.equal(result.ok ? "" : result.error[0]?.code, "feel.differentTypes");
});
