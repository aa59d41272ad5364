import { fail, ok, type Result } from "@wutong/kernel";
import { type FeelFault, fault } from "../faults/fault.ts";
import { isNumber, junction, multiply, numberLiteral } from "../ir/build.ts";
import type { Ir } from "../ir/ir.ts";
import { shiftSlots } from "../ir/traverse.ts";
import type { Ast, AstKind, AstOf } from "../parse/ast.ts";
import { fits } from "../types/number-type.ts";
import { BOOLEAN, nameOfType, STRING, type ValueType } from "../types/value-type.ts";
import { checkCall } from "./check-calls.ts";
import { checkBetween, checkCompare, checkIn, checkTests } from "./check-comparisons.ts";
import { checkFilter, checkFor, checkList, checkPath, checkQuantified, expectBoolean } from "./check-lists.ts";
import { checkNumberLiteral, combine, tooLarge, toScale, withoutDivision } from "./check-numbers.ts";
import { checkTemporal, checkTemporalSum } from "./check-temporal.ts";
import type { Checking, Environment } from "./checking.ts";
import { suggest } from "./suggest.ts";
import { typeOfAny, unify } from "./unify.ts";

/** Syntax tree → typed IR in policy mode, or every fault found, each with its place. */
export function checkExpression(
  ast: Ast,
  env: Environment,
  expected: { readonly type: ValueType; readonly scale?: number } | undefined,
): Result<Ir, readonly FeelFault[]> {
  const faults: FeelFault[] = [];
  const checking: Checking = {
    check: (part, inner) => (rules[part.kind] as Rule<Ast>)(part, inner, checking),
    report: (code, at, params) => {
      faults.push(fault(code, at, params));
      return undefined;
    },
  };
  const node = checking.check(ast, env);
  const fitted = node && expected ? fitResult(node, expected, ast, checking) : node;
  return fitted ? ok(fitted) : fail(faults);
}

function fitResult(
  node: Ir,
  expected: { readonly type: ValueType; readonly scale?: number },
  ast: Ast,
  checking: Checking,
): Ir | undefined {
  if (node.type.kind !== expected.type.kind) {
    return checking.report("feel.wrongResultType", ast.span, {
      expected: nameOfType(expected.type),
      found: nameOfType(node.type),
    });
  }
  if (!isNumber(node) || expected.scale === undefined) return node;
  return toScale(node, expected.scale, ast.span, checking);
}

type Rule<Node extends Ast> = (ast: Node, env: Environment, checking: Checking) => Ir | undefined;

const rules: { readonly [Kind in AstKind]: Rule<AstOf<Kind>> } = {
  number: (ast, _, checking) => checkNumberLiteral(ast, checking),
  string: (ast, _, checking) =>
    ast.value.isWellFormed()
      ? { kind: "literal", type: STRING, value: ast.value }
      : checking.report("feel.notExpressible", ast.span, { what: "half a surrogate pair" }),
  boolean: (ast) => ({ kind: "literal", type: BOOLEAN, value: ast.value }),
  null: (ast, _, checking) => checking.report("feel.nullNotAllowed", ast.span),
  temporal: (ast, _, checking) => checkTemporal(ast, checking),
  name: checkName,
  input: (ast, env, checking) => {
    if (!env.input) return checking.report("feel.unknownName", ast.span, { name: "?", suggestion: "" });
    return shiftSlots(env.input.of, env.input.depth, env.depth - env.input.depth);
  },
  path: checkPath,
  filter: checkFilter,
  arithmetic: checkArithmetic,
  negate: (ast, env, checking) => {
    const of = checking.check(ast.of, env);
    if (!of) return undefined;
    if (isNumber(of)) return multiply(numberLiteral(-1n, 0), of);
    return checking.report("feel.wrongType", ast.of.span, { expected: "number", found: nameOfType(of.type) });
  },
  compare: checkCompare,
  between: checkBetween,
  in: checkIn,
  and: (ast, env, checking) => checkJunction(ast, env, checking),
  or: (ast, env, checking) => checkJunction(ast, env, checking),
  if: checkIf,
  quantified: checkQuantified,
  for: checkFor,
  call: checkCall,
  list: checkList,
  context: checkContext,
  range: (ast, _, checking) => checking.report("feel.notExpressible", ast.span, { what: "a range outside in" }),
  comparisonTest: (ast, _, checking) => checking.report("feel.notExpressible", ast.span, { what: "a test outside in" }),
  wildcard: () => ({ kind: "literal", type: BOOLEAN, value: true }),
  tests: (ast, env, checking) => {
    if (!env.input) return checking.report("feel.unknownName", ast.span, { name: "?", suggestion: "" });
    const any = checkTests(env.input.of, ast.tests, env, ast.span, checking);
    if (!any || !ast.negated) return any;
    return { kind: "not", type: BOOLEAN, of: any };
  },
  unsupported: (ast, _, checking) => checking.report("feel.notExpressible", ast.span, { what: ast.what }),
};

function checkName(ast: AstOf<"name">, env: Environment, checking: Checking): Ir | undefined {
  const known = env.names();
  return (
    env.find(ast.name) ??
    checking.report("feel.unknownName", ast.span, { name: ast.name, suggestion: suggest(ast.name, known) ?? "" })
  );
}

function checkJunction(ast: AstOf<"and"> | AstOf<"or">, env: Environment, checking: Checking): Ir | undefined {
  const left = checking.check(ast.left, env);
  const right = checking.check(ast.right, env);
  if (!left || !right) return undefined;
  const truths = [expectBoolean(left, ast.left.span, checking), expectBoolean(right, ast.right.span, checking)];
  return truths.every(Boolean) ? junction(ast.kind, [left, right]) : undefined;
}

/** Numbers exactly; dates and durations by the calendar; texts joined. */
function checkArithmetic(ast: AstOf<"arithmetic">, env: Environment, checking: Checking): Ir | undefined {
  const left = checking.check(ast.left, env);
  const right = checking.check(ast.right, env);
  if (!left || !right) return undefined;
  if (isNumber(left) && isNumber(right)) {
    return withoutDivision(combine(ast, { numerator: left }, { numerator: right }, checking), checking);
  }
  if (left.type.kind === "string" && right.type.kind === "string" && ast.operator === "+") {
    return { kind: "call", type: STRING, name: "join text", slot: env.depth, args: [left, right] };
  }
  return checkTemporalSum(ast.operator, left, right, env.depth, ast.span, checking);
}

function checkIf(ast: AstOf<"if">, env: Environment, checking: Checking): Ir | undefined {
  const condition = checking.check(ast.condition, env);
  const consequent = checking.check(ast.consequent, env);
  const alternative = checking.check(ast.alternative, env);
  if (!condition || !consequent || !alternative) return undefined;
  if (!expectBoolean(condition, ast.condition.span, checking)) return undefined;
  const branches = unify([consequent, alternative], ast.span, checking);
  const [a, b] = branches ?? [];
  const type = branches && typeOfAny(branches);
  if (!a || !b || !type) return undefined;
  if (type.kind === "number" && !fits(type)) return tooLarge(ast.span, checking);
  return { kind: "if", type, condition, consequent: a, alternative: b };
}

function checkContext(ast: AstOf<"context">, env: Environment, checking: Checking): Ir | undefined {
  const entries: { readonly name: string; readonly value: Ir }[] = [];
  for (const entry of ast.entries) {
    if (entries.some((other) => other.name === entry.name)) {
      return checking.report("feel.duplicateName", entry.span, { name: entry.name });
    }
    const value = checking.check(entry.value, env);
    if (!value) return undefined;
    if (value.type.kind === "list") {
      return checking.report("feel.notExpressible", entry.span, { what: "a list inside a context literal" });
    }
    entries.push({ name: entry.name, value });
  }
  const fields = Object.fromEntries(entries.map((entry): [string, ValueType] => [entry.name, entry.value.type]));
  return { kind: "context", type: { kind: "context", fields }, entries };
}
