import type { NameScope } from "@wutong/feel/interpreter";
import type { Expression } from "../model/expression.ts";
import { compileConditional, compileFilter, compileFor, compileQuantified } from "./compile-control.ts";
import { compileContext, compileList, compileRelation } from "./compile-data.ts";
import { compileDecisionTable } from "./compile-decision-table.ts";
import { compileFunctionDefinition, compileInvocation } from "./compile-functions.ts";
import { compileText } from "./compile-text.ts";
import { type Compiling, type Evaluator, sourceAt } from "./compiling.ts";
import { deeper } from "./run.ts";

type Compilers = {
  readonly [Kind in Expression["kind"]]: (
    expression: Extract<Expression, { readonly kind: Kind }>,
    names: NameScope,
    compiling: Compiling,
  ) => Evaluator;
};

/** One compiler for each kind of expression: a kind left out does not compile. */
const COMPILERS: Compilers = {
  literal: compileText,
  decisionTable: compileDecisionTable,
  context: compileContext,
  list: compileList,
  relation: compileRelation,
  invocation: compileInvocation,
  functionDefinition: compileFunctionDefinition,
  conditional: compileConditional,
  filter: compileFilter,
  for: compileFor,
  some: compileQuantified,
  every: compileQuantified,
};

/** Compiles an expression with the names that it may use. What isn't there gives null. A box counts as a level of depth. */
export function compileExpression(
  expression: Expression | undefined,
  names: NameScope,
  compiling: Compiling,
): Evaluator {
  if (!expression) return () => null;
  const compile = COMPILERS[expression.kind] as (
    expression: Expression,
    names: NameScope,
    compiling: Compiling,
  ) => Evaluator;
  const evaluate = compile(expression, names, compiling);
  if (expression.kind === "literal") return evaluate;
  const source = sourceAt(compiling, expression.at);
  return (scope, run) => deeper(run, source, () => evaluate(scope, run));
}
