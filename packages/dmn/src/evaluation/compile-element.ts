import {
  type FeelFunction,
  type FeelParameter,
  type FeelTypeRef,
  type FeelValue,
  makeContext,
  makeFunction,
  type NameScope,
} from "@wutong/feel/interpreter";
import type { DmnFault } from "../faults/dmn-fault.ts";
import { type Located, type Resolved, resolveReference } from "../linking/linked-model.ts";
import { namesOfType } from "../linking/names-of-type.ts";
import type { TypeResolver } from "../linking/resolve-type.ts";
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionService,
  DrgElement,
  InputData,
  Reference,
} from "../model/model.ts";
import { compileExpression } from "./compile-expression.ts";
import { compileFunction } from "./compile-functions.ts";
import { addNames, type Compiling, conform, findType, namesOfResult, resultOf, sourceAt } from "./compiling.ts";
import { type LocalScope, openScope } from "./local-scope.ts";
import { deeper, type Run } from "./run.ts";

/** An element ready to be evaluated: a value, or a function for what is invoked. */
export type CompiledElement = { readonly evaluate: (run: Run) => FeelValue };

/** What compiling a model's elements shares. `valueOf` gives an element's value in a run, evaluated once. */
export type ElementCompiling = {
  readonly types: TypeResolver;
  readonly report: (fault: DmnFault) => void;
  readonly spend: (names: number) => boolean;
  /** Names inside elements' values, as far as they are known by now. */
  readonly insides: Map<DrgElement, NameScope | null>;
  readonly valueOf: (element: DrgElement, run: Run) => FeelValue;
};

export function compileElement(located: Located, elements: ElementCompiling): CompiledElement {
  const { element } = located;
  switch (element.kind) {
    case "inputData":
      return compileInputData({ ...located, element }, elements);
    case "decision":
      return compileDecision({ ...located, element }, elements);
    case "businessKnowledgeModel":
      return compileKnowledgeModel({ ...located, element }, elements);
    case "decisionService":
      return compileService({ ...located, element }, elements);
    case "knowledgeSource":
      return { evaluate: () => null };
  }
}

/** Nothing given is null; what is given is made to fit the declared type, or null. */
function compileInputData(located: Located<InputData>, elements: ElementCompiling): CompiledElement {
  const { element } = located;
  const compiling = compilingOf(located, elements);
  const type = findType(compiling, element.variable?.typeRef, element.variable?.at);
  const source = sourceAt(compiling, element.at);
  return { evaluate: (run) => conform(run.given.get(element) ?? null, type, run, source) };
}

function compileDecision(located: Located<Decision>, elements: ElementCompiling): CompiledElement {
  const { element } = located;
  const compiling = compilingOf(located, elements);
  const { names, openRequired } = compileRequirements(located, elements);
  const type = findType(compiling, element.variable?.typeRef, element.variable?.at);
  const logic = compileExpression(element.expression, names, compiling);
  const source = sourceAt(compiling, element.at);
  return {
    evaluate: (run) => {
      const given = run.given.get(element);
      const value = given === undefined ? logic(openRequired(run), run) : given;
      return conform(value, type, run, source);
    },
  };
}

/**
 * The variable's type is that of the function, or, in older models, of its result. The function sees itself, as one in a
 * context does: it may call itself, within the limits.
 */
function compileKnowledgeModel(located: Located<BusinessKnowledgeModel>, elements: ElementCompiling): CompiledElement {
  const { element } = located;
  const compiling = compilingOf(located, elements);
  const { names, openRequired } = compileRequirements(located, elements);
  const { logic } = element;
  const declared = findType(compiling, element.variable?.typeRef, element.variable?.at);
  if (!logic) return { evaluate: () => null };
  const result = resultOf(declared ?? findType(compiling, logic.typeRef, logic.at));
  const inside = addNames(names, [[element.name, variableNames(located, elements)]]);
  const make = compileFunction(logic, inside, compiling, result)(element.name);
  return {
    evaluate: (run) => {
      const own = new Map<string, FeelValue>();
      const made = make(openScope(own, openRequired(run)), run);
      own.set(element.name, made);
      return made;
    },
  };
}

/** A function of its input data, then its input decisions (DMN 1.5 §10.4); several outputs come as a context. */
function compileService(located: Located<DecisionService>, elements: ElementCompiling): CompiledElement {
  const { element, owner } = located;
  const compiling = compilingOf(located, elements);
  const resolve = ({ href }: Reference): DrgElement | readonly [] => resolveReference(owner, href)?.element ?? [];
  const inputs = [...element.inputData, ...element.inputDecisions].flatMap(resolve);
  const outputs = element.outputDecisions.flatMap(resolve);
  const parameters = serviceParameters(located, elements);
  const result = resultOf(findType(compiling, element.variable?.typeRef, element.variable?.at));
  const source = sourceAt(compiling, element.at);
  const callIn = (run: Run, args: readonly FeelValue[]): FeelValue => {
    const given = new Map(inputs.map((input, index) => [input, args[index] ?? null]));
    const inner: Run = { session: run.session, given, known: new Map(), shared: run.shared };
    const values = outputs.map((output) => [output.name, elements.valueOf(output, inner)] as const);
    return values.length === 1 ? (values[0]?.[1] ?? null) : makeContext(values);
  };
  return {
    evaluate: (run): FeelFunction =>
      makeFunction(element.name, parameters, (args) => deeper(run, source, () => callIn(run, args)), result),
  };
}

/** Parameters of a service, in order; typed as the variables of its inputs. */
function serviceParameters(
  { element, owner }: Located<DecisionService>,
  elements: ElementCompiling,
): readonly FeelParameter[] {
  return [...element.inputData, ...element.inputDecisions].flatMap(({ href }) => {
    const input = resolveReference(owner, href);
    if (!input) return [];
    const type = variableType(input, elements);
    return [type ? { name: input.element.name, type } : { name: input.element.name }];
  });
}

type Required = { readonly names: NameScope; readonly openRequired: (run: Run) => LocalScope };

/** What an element sees: what it requires, under its import's name where it comes from another file. */
function compileRequirements(
  located: Located<Decision | BusinessKnowledgeModel>,
  elements: ElementCompiling,
): Required {
  const { element, owner } = located;
  const required = element.requirements
    .filter(({ requirement }) => requirement !== "authority")
    .flatMap(({ reference }) => resolveReference(owner, reference.href) ?? []);
  const prefixes = [...new Set(required.map(({ prefix }) => prefix))].filter((prefix) => prefix !== "");
  const under = (wanted: string): readonly Resolved[] => required.filter(({ prefix }) => prefix === wanted);
  const namesOf = (found: readonly Resolved[]): readonly (readonly [string, NameScope | null])[] =>
    found.map((one) => [one.element.name, variableNames(one, elements)]);
  const names: NameScope = new Map([
    ...prefixes.map((prefix): [string, NameScope] => [prefix, new Map(namesOf(under(prefix)))]),
    ...namesOf(under("")),
  ]);
  const valuesOf = (found: readonly Resolved[], run: Run): readonly (readonly [string, FeelValue])[] =>
    found.map((one) => [one.element.name, elements.valueOf(one.element, run)]);
  const openRequired = (run: Run): LocalScope =>
    openScope(
      new Map([
        ...prefixes.map((prefix): [string, FeelValue] => [prefix, makeContext(valuesOf(under(prefix), run))]),
        ...valuesOf(under(""), run),
      ]),
    );
  return { names, openRequired };
}

/** The names inside an element's value, of an invocable one inside its result. */
function variableNames(located: Located, elements: ElementCompiling): NameScope | null {
  const { insides } = elements;
  const known = insides.get(located.element);
  if (known !== undefined) return known;
  const found = findVariableNames(located, elements);
  insides.set(located.element, found);
  return found;
}

function findVariableNames(located: Located, elements: ElementCompiling): NameScope | null {
  const declared = namesOfType(variableType(located, elements));
  if (declared) return declared;
  const { element, owner } = located;
  const compiling = compilingOf(located, elements);
  if (element.kind === "decision") return namesOfResult(element.expression, compiling);
  if (element.kind === "businessKnowledgeModel") return namesOfResult(element.logic, compiling);
  if (element.kind !== "decisionService") return null;
  const outputs = element.outputDecisions.flatMap(({ href }) => resolveReference(owner, href) ?? []);
  if (outputs.length === 1 && outputs[0]) return variableNames(outputs[0], elements);
  return new Map(outputs.map((output) => [output.element.name, variableNames(output, elements)]));
}

/** For its names and parameters; where the element itself is compiled, an unknown type is reported. */
function variableType({ element, owner }: Located, { types }: ElementCompiling): FeelTypeRef | undefined {
  const typeRef = "variable" in element ? element.variable?.typeRef : undefined;
  return typeRef ? types.find(owner, typeRef) : undefined;
}

function compilingOf({ element, owner }: Located, { types, report, spend }: ElementCompiling): Compiling {
  const name = element.name;
  return { linked: owner, types, element: name, report, spend, compile: compileExpression };
}
