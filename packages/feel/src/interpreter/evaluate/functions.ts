import { findBuiltIn } from "../builtins/registry.ts";
import type { ExprOf } from "../syntax/ast.ts";
import { conformsTo } from "../types/conformance.ts";
import { resolveType } from "../types/resolve-type.ts";
import { type FeelValue, hasKind, kindOf } from "../values/value.ts";
import { type Given, invoke } from "./invoke.ts";
import type { Evaluators, Machine } from "./machine.ts";
import { makeFunction } from "./make-function.ts";
import { innerScope, type Scope } from "./scope.ts";

export const functions: Evaluators<"call" | "namedCall" | "function" | "instanceOf"> = {
  call: (expr, scope, machine) => {
    const args = expr.positional.map((argument) => machine.run(argument, scope));
    return callValue(expr, { kind: "positional", args }, scope, machine);
  },
  namedCall: (expr, scope, machine) => {
    const args = new Map(expr.named.map(({ name, value }) => [name, machine.run(value, scope)]));
    return callValue(expr, { kind: "named", args }, scope, machine);
  },
  function: (expr, scope, machine) => {
    const parameters = expr.parameters.map(({ name, type }) => {
      const resolved = type && resolveType(type, machine.findType);
      return resolved ? { name, type: resolved } : { name };
    });
    return makeFunction("", parameters, (args, session) => callBody(expr, args, scope, machine.within(session)));
  },
  instanceOf: (expr, scope, { run, session, findType }) => {
    const value = run(expr.of, scope);
    const type = resolveType(expr.type, findType);
    if (!type) return session.warn("feel.unknownType", { name: "" }, expr.type.span);
    // Null is an instance of `Null` alone, though it conforms to each type (DMN 1.5, table 49).
    return value === null ? type.kind === "null" : conformsTo(value, type);
  },
};

function callValue(
  expr: ExprOf<"call" | "namedCall">,
  given: Given,
  scope: Scope,
  { run, session }: Machine,
): FeelValue {
  const callee = run(expr.callee, scope);
  if (hasKind(callee, "function")) return invoke(callee, given, session);
  // A variable named as a built-in function is, `date` or `count`, doesn't take it away.
  const builtIn = expr.callee.kind === "name" ? findBuiltIn(expr.callee.name) : undefined;
  if (builtIn) return invoke(builtIn, given, session);
  return session.warn("feel.notAFunction", { kind: kindOf(callee) }, expr.callee.span);
}

function callBody(expr: ExprOf<"function">, args: readonly FeelValue[], scope: Scope, machine: Machine): FeelValue {
  if (!expr.body) return machine.session.warn("feel.externalFunction", {}, expr.span);
  const names = new Map(expr.parameters.map(({ name }, index) => [name, args[index] ?? null]));
  return machine.run(expr.body, innerScope(names, scope));
}
