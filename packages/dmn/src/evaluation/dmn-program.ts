import { type FeelValue, hasKind, invoke as invokeFunction } from "@wutong/feel/interpreter";
import { fail, ok, type Result } from "@wutong/kernel";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import { linkModels } from "../linking/link-models.ts";
import { type LinkedModel, reachableModels } from "../linking/linked-model.ts";
import { makeTypeResolver, type TypeResolver } from "../linking/resolve-type.ts";
import type { DmnModel, DrgElement } from "../model/model.ts";
import { bindInputs, type DmnInput } from "./bind-inputs.ts";
import { type CompiledElement, compileElement, type ElementCompiling } from "./compile-element.ts";
import { type DmnEvaluation, type DmnOptions, deeper, type Run, startRun, warn, within } from "./run.ts";

/** A model with all that it imports, compiled. It holds no state: evaluate it as often as you like. */
export type DmnProgram = {
  readonly linked: LinkedModel;
  /** What is wrong in single places: an expression that isn't FEEL is null, a reference to nothing is left out. */
  readonly faults: readonly DmnFault[];
  readonly compiled: ReadonlyMap<DrgElement, CompiledElement>;
  readonly types: TypeResolver;
};

/** Each text is read with the names that it may use: so many in all texts together. */
const NAMES_MAX = 5_000_000;

/**
 * Makes a model ready to run; `others` are the models that it imports, in any order, more is fine.
 * Errors: two models of one namespace; imports, requirements or types in a circle. Other faults don't stop it: they stand
 * in `faults`, and whoever wants a model without any looks there.
 */
export function compileDmn(model: DmnModel, others: readonly DmnModel[] = []): Result<DmnProgram, readonly DmnFault[]> {
  const linked = linkModels(model, others);
  if (!linked.ok) return fail(linked.error);
  const faults = new Map<string, DmnFault>();
  const report = (fault: DmnFault): void => {
    faults.set(JSON.stringify(fault), fault);
  };
  const compiled = new Map<DrgElement, CompiledElement>();
  const types = makeTypeResolver(report);
  let namesLeft = NAMES_MAX;
  const spend = (names: number): boolean => {
    namesLeft -= names;
    if (namesLeft < 0) report(dmnFault("dmn.tooManyNames", { limit: NAMES_MAX }, model.at));
    return namesLeft >= 0;
  };
  const elements: ElementCompiling = {
    types,
    report,
    spend,
    insides: new Map(),
    valueOf: (element, run) => evaluateOnce(element, compiled, run),
  };
  const { main } = linked.value;
  for (const owner of reachableModels(main)) {
    for (const element of owner.model.elements) compiled.set(element, compileElement({ element, owner }, elements));
  }
  return ok({ linked: main, faults: [...linked.value.faults, ...faults.values()], compiled, types });
}

/** A name in the model itself, or in the imported one of that namespace. */
export type ElementName = string | { readonly name: string; readonly namespace: string };

/** Evaluates a decision from what is given. Errors: dmn.unknownElement. */
export function evaluateDecision(
  program: DmnProgram,
  name: ElementName,
  inputs: readonly DmnInput[],
  options: DmnOptions = {},
): Result<DmnEvaluation, DmnFault> {
  const element = findElement(program, name, ["decision", "inputData"]);
  if (!element) return fail(unknownElement(program, name, "decision"));
  const given = bindInputs(program.linked, inputs);
  return ok(startRun(options, given, (run) => evaluateOnce(element, program.compiled, run)));
}

/** Calls a decision service or a business knowledge model with arguments by name; those left out are null. Errors as above. */
export function invoke(
  program: DmnProgram,
  name: ElementName,
  args: readonly DmnInput[],
  options: DmnOptions = {},
): Result<DmnEvaluation, DmnFault> {
  const element = findElement(program, name, ["decisionService", "businessKnowledgeModel"]);
  if (!element) return fail(unknownElement(program, name, "decisionService"));
  return ok(startRun(options, new Map(), (run) => call(element, args, program, run)));
}

function call(element: DrgElement, args: readonly DmnInput[], { compiled }: DmnProgram, run: Run): FeelValue {
  const found = evaluateOnce(element, compiled, run);
  const source = { element: element.name };
  if (!hasKind(found, "function")) return warn(run, "dmn.notAFunction", `${element.name} has no logic.`, source);
  const parameters = found.signatures.flatMap((one) => one.parameters.map((parameter) => parameter.name));
  const given = new Map<string, FeelValue>(parameters.map((parameter) => [parameter, null]));
  for (const { name, value } of args) {
    if (given.has(name)) given.set(name, value);
    else warn(run, "dmn.unknownParameter", `${element.name} has no parameter ${name}.`, source);
  }
  return within(run, { ...source, text: "" }, () => invokeFunction(found, { kind: "named", args: given }, run.session));
}

function findElement(
  { linked }: DmnProgram,
  wanted: ElementName,
  kinds: readonly DrgElement["kind"][],
): DrgElement | undefined {
  const { name, namespace } = typeof wanted === "string" ? { name: wanted, namespace: undefined } : wanted;
  const models = namespace === undefined ? [linked] : reachableModels(linked);
  const owner = models.find(({ model }) => namespace === undefined || model.namespace === namespace);
  return owner?.model.elements.find((one) => one.name === name && kinds.includes(one.kind));
}

function unknownElement({ linked }: DmnProgram, wanted: ElementName, kind: DrgElement["kind"]): DmnFault {
  const known = linked.model.elements.filter((one) => one.kind === kind).map((one) => one.name);
  const name = typeof wanted === "string" ? wanted : `${wanted.namespace}#${wanted.name}`;
  return dmnFault("dmn.unknownElement", { name, known: known.join(", ") });
}

/** An element's value in this run, evaluated the first time that somebody asks. */
function evaluateOnce(element: DrgElement, compiled: ReadonlyMap<DrgElement, CompiledElement>, run: Run): FeelValue {
  const known = run.known.get(element);
  if (known !== undefined) return known;
  const source = { element: element.name, ...(element.at ? { at: element.at } : {}) };
  const value = deeper(run, source, () => compiled.get(element)?.evaluate(run) ?? null);
  run.known.set(element, value);
  return value;
}
