import { junction, not } from "../ir/build.ts";
import type { Ir, Literal } from "../ir/ir.ts";
import { shiftSlots } from "../ir/traverse.ts";
import type { Ast, AstOf, CompareOperator, Span } from "../parse/ast.ts";
import { BOOLEAN, nameOfType } from "../types/value-type.ts";
import type { Checking, Environment } from "./checking.ts";
import { checkListedValues, unify } from "./unify.ts";

const ORDERED: ReadonlySet<string> = new Set(["number", "string", "date", "monthsDuration", "daysDuration"]);

export function checkCompare(ast: AstOf<"compare">, env: Environment, checking: Checking): Ir | undefined {
  const asked = [ast.left, ast.right].find((side) => side.kind === "null");
  if (asked) return checking.report("feel.asksWhetherKnown", ast.span, { what: "null" });
  const left = checking.check(ast.left, env);
  const right = checking.check(ast.right, env);
  return left && right ? compare(ast.operator, left, right, ast.span, checking) : undefined;
}

export function checkBetween(ast: AstOf<"between">, env: Environment, checking: Checking): Ir | undefined {
  const of = checking.check(ast.of, env);
  const low = checking.check(ast.low, env);
  const high = checking.check(ast.high, env);
  return of && low && high ? between(of, low, high, { low: true, high: true }, ast.span, checking) : undefined;
}

/** `x in (…)`: true when one of the tests holds. */
export function checkIn(ast: AstOf<"in">, env: Environment, checking: Checking): Ir | undefined {
  const of = checking.check(ast.of, env);
  return of && checkTests(of, ast.tests, { ...env, input: { of, depth: env.depth } }, ast.span, checking);
}

export function checkTests(
  subject: Ir,
  tests: readonly Ast[],
  env: Environment,
  at: Span,
  checking: Checking,
): Ir | undefined {
  const flat = tests.flatMap((test) => (test.kind === "list" ? test.items : [test]));
  if (flat.length === 0) return checking.report("feel.notExpressible", at, { what: "in []" });
  const checked = flat.map((test) => checkTest(subject, test, env, checking));
  const known = checked.filter((test) => test !== undefined);
  return known.length === checked.length ? mergeEqualities(known) : undefined;
}

function checkTest(subject: Ir, test: Ast, env: Environment, checking: Checking): Ir | undefined {
  switch (test.kind) {
    case "wildcard":
      return { kind: "literal", type: BOOLEAN, value: true };
    case "tests": {
      const any = checkTests(subject, test.tests, env, test.span, checking);
      return any && (test.negated ? not(any) : any);
    }
    case "range":
      return checkRange(subject, test, env, checking);
    case "comparisonTest": {
      if (test.than.kind === "null") return checking.report("feel.asksWhetherKnown", test.span, { what: "null" });
      const than = checking.check(test.than, env);
      return than && compare(test.operator, subject, than, test.span, checking);
    }
    case "null":
      return checking.report("feel.asksWhetherKnown", test.span, { what: "null" });
    default:
      return checkValueTest(subject, test, env, checking);
  }
}

/** A value to equal, a list to be in, or a condition on `?`. */
function checkValueTest(subject: Ir, test: Ast, env: Environment, checking: Checking): Ir | undefined {
  const value = checking.check(test, env);
  if (!value) return undefined;
  if (value.type.kind === "boolean" && asksInput(test)) return value;
  if (value.type.kind === "list") return contains(value, subject, env.depth, test.span, checking);
  return compare("=", subject, value, test.span, checking);
}

function checkRange(subject: Ir, range: AstOf<"range">, env: Environment, checking: Checking): Ir | undefined {
  const low = checking.check(range.low, env);
  const high = checking.check(range.high, env);
  const closed = { low: range.lowClosed, high: range.highClosed };
  return low && high ? between(subject, low, high, closed, range.span, checking) : undefined;
}

function compare(operator: CompareOperator, left: Ir, right: Ir, at: Span, checking: Checking): Ir | undefined {
  if (!checkListedValues(left, right, at, checking) || !checkListedValues(right, left, at, checking)) return undefined;
  const [a, b] = unify([left, right], at, checking) ?? [];
  if (!a || !b) return undefined;
  const equality = operator === "=" || operator === "!=";
  if (!ORDERED.has(a.type.kind) && !(equality && a.type.kind === "boolean")) {
    return checking.report("feel.notComparable", at, { type: nameOfType(a.type), operator });
  }
  const node = (op: "=" | "<" | "<=", x: Ir, y: Ir): Ir => ({
    kind: "compare",
    type: BOOLEAN,
    operator: op,
    left: x,
    right: y,
  });
  if (operator === "!=") return not(node("=", a, b));
  if (operator === ">" || operator === ">=") return node(operator === ">" ? "<" : "<=", b, a);
  return node(operator, a, b);
}

function between(
  of: Ir,
  low: Ir,
  high: Ir,
  closed: { readonly low: boolean; readonly high: boolean },
  at: Span,
  checking: Checking,
): Ir | undefined {
  const [value, from, to] = unify([of, low, high], at, checking) ?? [];
  if (!value || !from || !to) return undefined;
  if (!ORDERED.has(value.type.kind)) {
    return checking.report("feel.notComparable", at, { type: nameOfType(value.type), operator: "between" });
  }
  const bounds = { lowClosed: closed.low, highClosed: closed.high };
  return { kind: "between", type: BOOLEAN, of: value, low: from, high: to, ...bounds };
}

/** Kleene membership: some element equals the value. `depth` is the slot that the element gets. */
export function contains(list: Ir, value: Ir, depth: number, at: Span, checking: Checking): Ir | undefined {
  if (list.type.kind !== "list") {
    return checking.report("feel.wrongType", at, { expected: "list", found: nameOfType(list.type) });
  }
  if (list.kind === "list") {
    const equalities = list.items.map((item) => compare("=", value, item, at, checking));
    const known = equalities.filter((each) => each !== undefined);
    return known.length === equalities.length ? mergeEqualities(known) : undefined;
  }
  const element: Ir = { kind: "variable", type: list.type.of, slot: depth };
  const satisfies = compare("=", shiftSlots(value, depth, 1), element, at, checking);
  return satisfies && { kind: "quantify", type: BOOLEAN, quantifier: "some", slot: depth, list, satisfies };
}

/** Several `x = literal` become one membership test; everything else stays an `or`. */
function mergeEqualities(tests: readonly Ir[]): Ir {
  const [first] = tests;
  const values: Literal[] = [];
  for (const test of tests) {
    const equality = test.kind === "compare" && test.operator === "=" && test.right.kind === "literal";
    if (!equality || first?.kind !== "compare" || !sameSubject(first.left, test.left)) return junction("or", tests);
    values.push((test.right as Ir & { kind: "literal" }).value);
  }
  if (first?.kind !== "compare" || values.length < 2) return junction("or", tests);
  return { kind: "oneOf", type: BOOLEAN, of: first.left, values };
}

function sameSubject(a: Ir, b: Ir): boolean {
  return a === b;
}

function asksInput(ast: unknown): boolean {
  if (Array.isArray(ast)) return ast.some(asksInput);
  if (typeof ast !== "object" || ast === null) return false;
  return ("kind" in ast && ast.kind === "input") || Object.values(ast).some(asksInput);
}
