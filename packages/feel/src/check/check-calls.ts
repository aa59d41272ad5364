import { findFunction, listFunctions } from "../catalogue/catalogue.ts";
import type { FunctionEntry, Parameter } from "../catalogue/function-entry.ts";
import { isNumber } from "../ir/build.ts";
import type { Ir } from "../ir/ir.ts";
import type { Ast, AstOf, Span } from "../parse/ast.ts";
import { nameOfType, type ValueType } from "../types/value-type.ts";
import { findForm } from "./check-forms.ts";
import type { Checking, Environment } from "./checking.ts";
import { suggest } from "./suggest.ts";

/** Functions of other dialects that ask whether a fact is known; with them, more knowledge could flip an answer. */
export const KNOWLEDGE_QUESTIONS: readonly string[] = ["is defined", "get or else", "is null", "is empty"];

export function checkCall(ast: AstOf<"call">, env: Environment, checking: Checking): Ir | undefined {
  if (KNOWLEDGE_QUESTIONS.includes(ast.name)) {
    return checking.report("feel.asksWhetherKnown", ast.span, { what: ast.name });
  }
  const form = findForm(ast.name);
  if (form) {
    const args = placeArguments(ast, form.parameters, checking);
    return args && form.check(args, env, ast.span, checking);
  }
  const entry = findFunction(ast.name);
  if (!entry || entry.property) return unknownFunction(ast, checking);
  const args = placeArguments(ast, entry.parameters, checking);
  return args && callFunction(entry, args, env, checking);
}

function callFunction(
  entry: FunctionEntry,
  args: readonly Ast[],
  env: Environment,
  checking: Checking,
): Ir | undefined {
  const checked = args.map((arg, index) => {
    const node = checking.check(arg, env);
    const parameter = entry.parameters[index];
    return node && parameter && expectParameter(node, parameter, arg.span, checking) ? node : undefined;
  });
  const known = checked.filter((node) => node !== undefined);
  if (known.length < checked.length) return undefined;
  const type = typeof entry.result === "function" ? entry.result(known) : entry.result;
  return { kind: "call", type, name: entry.name, slot: env.depth, args: known };
}

/** Arguments in the order of the parameters, whether they were given by place or by name. */
function placeArguments(
  ast: AstOf<"call">,
  parameters: readonly Parameter[],
  checking: Checking,
): readonly Ast[] | undefined {
  if (ast.named.length > 0) return placeNamed(ast, parameters, checking);
  const required = parameters.filter((parameter) => !parameter.optional).length;
  const most = parameters.some((parameter) => parameter.rest) ? Number.POSITIVE_INFINITY : parameters.length;
  const given = ast.positional.length;
  if (given >= required && given <= most) return ast.positional;
  return checking.report("feel.argumentCount", ast.span, {
    name: ast.name,
    given,
    expected: parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name)).join(", "),
  });
}

function placeNamed(
  ast: AstOf<"call">,
  parameters: readonly Parameter[],
  checking: Checking,
): readonly Ast[] | undefined {
  const known = parameters.map((parameter) => parameter.name);
  const stray = ast.named.find((argument) => !known.includes(argument.name));
  if (stray) {
    const suggestion = suggest(stray.name, known) ?? "";
    return checking.report("feel.unknownParameter", stray.span, {
      name: stray.name,
      suggestion,
      known: known.join(", "),
    });
  }
  const placed = parameters.map((parameter) => ast.named.find((argument) => argument.name === parameter.name)?.value);
  const missing = parameters.find((parameter, index) => !placed[index] && !parameter.optional);
  if (!missing) return placed.filter((value) => value !== undefined);
  return checking.report("feel.argumentCount", ast.span, {
    name: ast.name,
    given: ast.named.length,
    expected: known.join(", "),
  });
}

function expectParameter(node: Ir, parameter: Parameter, at: Span, checking: Checking): boolean {
  if (accepts(parameter, node)) return true;
  checking.report("feel.wrongType", at, { expected: describe(parameter), found: nameOfType(node.type) });
  return false;
}

function accepts(parameter: Parameter, node: Ir): boolean {
  switch (parameter.type) {
    case "any":
      return true;
    case "integer":
      return isNumber(node) && node.type.scale === 0 && !node.type.big;
    case "spell":
      return isSpell(node.type, true);
    case "spells":
      return node.type.kind === "list" && isSpell(node.type.of, false);
    default:
      return node.type.kind === parameter.type;
  }
}

function isSpell(type: ValueType, withOpen: boolean): boolean {
  if (type.kind !== "context") return false;
  const { from, to, open } = type.fields;
  return from?.kind === "date" && to?.kind === "date" && (!withOpen || open?.kind === "boolean");
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  integer: "whole number",
  spell: "context with from: date, to: date, open: boolean",
  spells: "list of contexts with from: date, to: date",
};

function describe(parameter: Parameter): string {
  return DESCRIPTIONS[parameter.type] ?? parameter.type;
}

function unknownFunction(ast: AstOf<"call">, checking: Checking): undefined {
  const known = listFunctions().map((doc) => doc.name);
  const suggestion = suggest(ast.name, known) ?? "";
  return checking.report("feel.unknownFunction", ast.nameSpan, { name: ast.name, suggestion, known: known.join(", ") });
}
