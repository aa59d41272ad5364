import type { Expr, ExprOf } from "../syntax/ast.ts";
import { type FeelValue, hasKind, kindOf } from "../values/value.ts";
import { calculate } from "./arithmetic.ts";
import { compareValues } from "./compare-values.ts";
import type { Evaluators, Machine } from "./machine.ts";
import type { Scope } from "./scope.ts";
import { asTruth, both, either } from "./truth.ts";

type Operators = Evaluators<"literal" | "at" | "arithmetic" | "negate" | "compare" | "between" | "and" | "or" | "if">;

export const operators: Operators = {
  literal: ({ value }) => value,
  at: ({ text, value }, _, { session }) => value ?? session.warn("feel.notTemporal", { text: text.slice(0, 40) }),
  arithmetic: (expr, scope, machine) =>
    foldLeft(expr, scope, machine, (left, { operator, right, span }) =>
      calculate(operator, left, machine.run(right, scope), machine.session, span),
    ),
  negate: (expr, scope, { run, session }) => {
    const value = run(expr.of, scope);
    if (hasKind(value, "number")) return { kind: "number", decimal: value.decimal.negated().plus(0) };
    if (hasKind(value, "yearsMonthsDuration")) return { kind: "yearsMonthsDuration", months: -value.months || 0 };
    if (hasKind(value, "daysTimeDuration")) return { kind: "daysTimeDuration", nanos: -value.nanos };
    return session.warn("feel.wrongType", { expected: "number", found: kindOf(value) }, expr.span);
  },
  compare: (expr, scope, { run, session }) => {
    const [left, right] = [run(expr.left, scope), run(expr.right, scope)];
    if (typeof left === "object" && typeof right === "object") session.spendOn(left);
    const result = compareValues(expr.operator, left, right);
    if (result !== null) return result;
    const operands = { operator: expr.operator, left: kindOf(left), right: kindOf(right) };
    return session.warn("feel.wrongOperands", operands, expr.span);
  },
  between: (expr, scope, { run }) => {
    const [value, low, high] = [run(expr.of, scope), run(expr.low, scope), run(expr.high, scope)];
    return both(compareValues(">=", value, low), compareValues("<=", value, high));
  },
  and: (expr, scope, machine) =>
    foldLeft(expr, scope, machine, (left, { right }) => {
      if (left === false) return false;
      return both(asTruth(left), asTruth(machine.run(right, scope)));
    }),
  or: (expr, scope, machine) =>
    foldLeft(expr, scope, machine, (left, { right }) => {
      if (left === true) return true;
      return either(asTruth(left), asTruth(machine.run(right, scope)));
    }),
  if: (expr, scope, { run, session }) => {
    const condition = run(expr.condition, scope);
    if (condition === true) return run(expr.consequent, scope);
    if (condition === false || condition === null) return run(expr.alternative, scope);
    return session.warn("feel.wrongType", { expected: "boolean", found: kindOf(condition) }, expr.condition.span);
  },
};

type Chained = ExprOf<"arithmetic"> | ExprOf<"and"> | ExprOf<"or">;

/** Goes down the left operands of one operator by a loop: a long sum must not be as deep as it is long. */
function foldLeft<Link extends Chained>(
  expr: Link,
  scope: Scope,
  { run, session }: Machine,
  join: (left: FeelValue, link: Link) => FeelValue,
): FeelValue {
  const chain: Link[] = [expr];
  let first: Expr = expr.left;
  while (isLink(first, expr)) {
    chain.push(first);
    session.spend(1);
    first = first.left;
  }
  return chain.reduceRight((left: FeelValue, link) => join(left, link), run(first, scope));
}

function isLink<Link extends Chained>(expr: Expr, like: Link): expr is Link {
  return expr.kind === like.kind;
}
