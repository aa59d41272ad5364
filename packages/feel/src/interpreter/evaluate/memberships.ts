import type { Expr } from "../syntax/ast.ts";
import type { FeelValue } from "../values/value.ts";
import type { Evaluators, Machine } from "./machine.ts";
import { makeComparison, makeInterval, matches } from "./ranges.ts";
import { innerScope, type Scope } from "./scope.ts";
import { asTruth, either, negate } from "./truth.ts";

type Memberships = Evaluators<"in" | "input" | "range" | "comparisonRange" | "tests" | "inputTest" | "wildcard">;

export const memberships: Memberships = {
  input: (expr, scope, { session }) => scope.get("?") ?? session.warn("feel.unknownName", { name: "?" }, expr.span),
  in: (expr, scope, machine) => {
    const value = machine.run(expr.of, scope);
    const inner = innerScope({ get: (name) => (name === "?" ? value : undefined) }, scope);
    return anyPasses(expr.tests, value, inner, machine);
  },
  range: (expr, scope, { run, session }) => {
    const { lowClosed, highClosed } = expr;
    const range = makeInterval({ low: run(expr.low, scope), high: run(expr.high, scope), lowClosed, highClosed });
    return range ?? session.warn("feel.noRange", {}, expr.span);
  },
  comparisonRange: (expr, scope, { run }) => makeComparison(expr.operator, run(expr.than, scope)),
  tests: (expr, scope, machine) => passes(expr, scope.get("?") ?? null, scope, machine),
  inputTest: (expr, scope, { run }) => asTruth(run(expr.of, scope)),
  wildcard: () => true,
};

/** Whether a value passes a test, with `?` for it in scope. */
export function passes(test: Expr, value: FeelValue, scope: Scope, machine: Machine): boolean | null {
  switch (test.kind) {
    case "wildcard":
      return true;
    case "inputTest":
      return asTruth(machine.run(test.of, scope));
    case "tests": {
      const passed = anyPasses(test.tests, value, scope, machine);
      return test.negated ? negate(passed) : passed;
    }
  }
  const wanted = machine.run(test, scope);
  // A test that is true of itself, such as a call, holds whatever the input (DMN 1.5, §7.3.1.2).
  if (wanted === true && typeof value !== "boolean") return true;
  machine.session.spendOn(wanted);
  return matches(value, wanted);
}

function anyPasses(tests: readonly Expr[], value: FeelValue, scope: Scope, machine: Machine): boolean | null {
  let any: boolean | null = false;
  for (const test of tests) {
    any = either(any, passes(test, value, scope, machine));
    if (any === true) return true;
  }
  return any;
}
