import {
  type FeelFunction,
  type FeelParameter,
  type FeelTypeRef,
  type FeelValue,
  hasKind,
  invoke,
  makeFunction,
  type NameScope,
} from "@wutong/feel/interpreter";
import { dmnFault } from "../faults/dmn-fault.ts";
import { namesOfType } from "../linking/names-of-type.ts";
import type { FunctionDefinition, Invocation } from "../model/expression.ts";
import { addNames, type Compiling, type Evaluator, findType, resultOf, sourceAt } from "./compiling.ts";
import { openScope } from "./local-scope.ts";
import { deeper, warn, within } from "./run.ts";

/** The function closes over what is in scope where it stands. */
export function compileFunctionDefinition(
  definition: FunctionDefinition,
  names: NameScope,
  compiling: Compiling,
): Evaluator {
  const result = resultOf(findType(compiling, definition.typeRef, definition.at));
  const make = compileFunction(definition, names, compiling, result);
  return (scope, run) => make(compiling.element)(scope, run);
}

/** What makes the function value of a definition: by the name that it goes by, then where it stands. */
export function compileFunction(
  definition: FunctionDefinition,
  names: NameScope,
  compiling: Compiling,
  result?: FeelTypeRef,
): (name: string) => Evaluator {
  const { language, parameters, body, at } = definition;
  const source = sourceAt(compiling, at);
  const typed = parameters.map(({ name, typeRef, at: place }): FeelParameter => {
    const type = findType(compiling, typeRef, place);
    return type ? { name, type } : { name };
  });
  if (language !== "FEEL") {
    compiling.report(dmnFault("dmn.functionKind", { language }, at));
    const message = `A function in ${language} is not run: code from outside can't be bounded.`;
    return (name) => (_, run) => makeFunction(name, typed, () => warn(run, "dmn.functionKind", message, source));
  }
  const inside = addNames(
    names,
    typed.map(({ name, type }) => [name, namesOfType(type)]),
  );
  const evaluate = compiling.compile(body, inside, compiling);
  return (name) => (scope, run) => {
    const call = (args: readonly FeelValue[]): FeelValue => {
      const entries = new Map(typed.map((parameter, index) => [parameter.name, args[index] ?? null]));
      return deeper(run, source, () => evaluate(openScope(entries, scope), run));
    };
    return makeFunction(name, typed, call, result);
  };
}

export function compileInvocation(invocation: Invocation, names: NameScope, compiling: Compiling): Evaluator {
  const called = compiling.compile(invocation.called, names, compiling);
  const bindings = invocation.bindings.map(({ parameter, value }) => ({
    name: parameter?.name ?? "",
    evaluate: compiling.compile(value, names, compiling),
  }));
  const source = sourceAt(compiling, invocation.at);
  return (scope, run) => {
    const found: FeelValue | FeelFunction = called(scope, run);
    if (!hasKind(found, "function")) return warn(run, "dmn.notAFunction", "What is invoked is no function.", source);
    const args = new Map(bindings.map(({ name, evaluate }) => [name, evaluate(scope, run)]));
    return within(run, { ...source, text: "" }, () => invoke(found, { kind: "named", args }, run.session));
  };
}
