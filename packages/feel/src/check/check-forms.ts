import { getFunction } from "../catalogue/catalogue.ts";
import { type FormName, formDocs } from "../catalogue/form-docs.ts";
import type { Parameter } from "../catalogue/function-entry.ts";
import { isNumber, literalValue, not } from "../ir/build.ts";
import type { FoldOperator, Ir, RoundingMode } from "../ir/ir.ts";
import type { Ast, Span } from "../parse/ast.ts";
import { nameOfType } from "../types/value-type.ts";
import { contains } from "./check-comparisons.ts";
import { count, expectBoolean, expectList, fold, type ListIr, listOf } from "./check-lists.ts";
import { checkRatio, round, withoutDivision } from "./check-numbers.ts";
import { dateLiteral } from "./check-temporal.ts";
import type { Checking, Environment } from "./checking.ts";

type FormCheck = (args: readonly Ast[], env: Environment, at: Span, checking: Checking) => Ir | undefined;

export function findForm(
  name: string,
): { readonly parameters: readonly Parameter[]; readonly check: FormCheck } | undefined {
  if (!Object.hasOwn(forms, name)) return undefined;
  const form = name as FormName;
  return { parameters: form === "date" ? DATE_PARTS : formDocs[form].parameters, check: forms[form] };
}

const DATE_PARTS: readonly Parameter[] = [
  { name: "year", type: "integer" },
  { name: "month", type: "integer", optional: true },
  { name: "day", type: "integer", optional: true },
];

const forms: Readonly<Record<FormName, FormCheck>> = {
  not: ([of], env, at, checking) => {
    const node = of && checking.check(of, env);
    return node && expectBoolean(node, of?.span ?? at, checking) ? not(node) : undefined;
  },
  count: (args, env, at, checking) => {
    const list = elementsOf(args, env, at, checking);
    return list && count(list, env.depth);
  },
  sum: aggregate("sum"),
  min: aggregate("min"),
  max: aggregate("max"),
  "list contains": ([list, element], env, at, checking) => {
    if (!list || !element) return undefined;
    const [of, value] = [checking.check(list, env), checking.check(element, env)];
    return of && value && contains(of, value, env.depth, at, checking);
  },
  abs: ([n], env, at, checking) => {
    const node = n && withoutDivision(checkRatio(n, env, checking), checking);
    if (!node) return undefined;
    const entry = getFunction("absolute");
    const type = typeof entry.result === "function" ? entry.result([node]) : entry.result;
    return isNumber(node)
      ? { kind: "call", type, name: entry.name, slot: env.depth, args: [node] }
      : wrong(node, at, checking);
  },
  floor: rounding("floor"),
  ceiling: rounding("ceiling"),
  "round half up": rounding("halfUp"),
  "round up": rounding("up"),
  "round down": rounding("down"),
  date: (args, env, at, checking) => {
    const parts = args.map((arg) => checking.check(arg, env)).map((node) => node && literalValue(node));
    const [year, month, day] = parts.map((part) => (part === undefined ? "" : String(part)));
    if (args.length !== 3 || parts.includes(undefined)) {
      return checking.report("feel.notConstant", at, { what: "date" });
    }
    return dateLiteral(`${year?.padStart(4, "0")}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`, at, checking);
  },
  duration: (_, __, at, checking) => checking.report("feel.notConstant", at, { what: "duration" }),
};

function aggregate(operator: FoldOperator): FormCheck {
  return (args, env, at, checking) => {
    const list = elementsOf(args, env, at, checking);
    return list && fold(operator, list, env.depth, at, checking);
  };
}

/** One list, or the elements one by one. */
function elementsOf(args: readonly Ast[], env: Environment, at: Span, checking: Checking): ListIr | undefined {
  const nodes = args.map((arg) => checking.check(arg, env)).filter((node) => node !== undefined);
  const [first] = nodes;
  if (!first || nodes.length < args.length) return undefined;
  if (nodes.length === 1 && first.type.kind === "list") return expectList(first, at, checking);
  const list = listOf(nodes, at, checking);
  return list && expectList(list, at, checking);
}

function rounding(mode: RoundingMode): FormCheck {
  return ([n, scale], env, at, checking) => {
    const ratio = n && checkRatio(n, env, checking);
    const digits = scale ? constantOf(scale, env, checking) : 0;
    return ratio && digits !== undefined ? round(ratio, digits, mode, at, checking) : undefined;
  };
}

function constantOf(ast: Ast, env: Environment, checking: Checking): number | undefined {
  const node = checking.check(ast, env);
  const value = node && literalValue(node);
  if (node && isNumber(node) && node.type.scale === 0 && value !== undefined && value >= 0n && value <= 12n) {
    return Number(value);
  }
  return node && checking.report("feel.notConstant", ast.span, { what: "scale" });
}

function wrong(node: Ir, at: Span, checking: Checking): undefined {
  return checking.report("feel.wrongType", at, { expected: "number", found: nameOfType(node.type) });
}
