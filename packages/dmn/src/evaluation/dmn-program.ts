import { type FeelValue, hasKind } from "@wutong/feel/interpreter";
import { fail, ok, type Result } from "@wutong/kernel";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import { linkModels } from "../linking/link-models.ts";
import { type LinkedModel, reachableModels } from "../linking/linked-model.ts";
import { makeTypeResolver } from "../linking/resolve-type.ts";
import type { DmnModel, DrgElement } from "../model/model.ts";
import { bindInputs, type DmnInput } from "./bind-inputs.ts";
import { callByName } from "./call-by-name.ts";
import { type CompiledElement, compileElement, type ElementCompiling } from "./compile-element.ts";
import { type DmnEvaluation, type DmnOptions, deeper, type Run, startRun, warn } from "./run.ts";

/** A model with all that it imports, compiled. It holds no state: evaluate it as often as you like. */
export type DmnProgram = {
  readonly linked: LinkedModel;
  /** What is wrong inside expressions; the elements concerned give null, the others work. */
  readonly faults: readonly DmnFault[];
  readonly compiled: ReadonlyMap<DrgElement, CompiledElement>;
};

/**
 * Makes a model ready to run; `others` are the models that it imports, in any order, more is fine.
 * Errors: those of linking (see `linkModels`). Faults inside expressions don't stop it: they stand in `faults`.
 */
export function compileDmn(model: DmnModel, others: readonly DmnModel[] = []): Result<DmnProgram, readonly DmnFault[]> {
  const linked = linkModels(model, others);
  if (!linked.ok) return fail(linked.error);
  const faults = new Map<string, DmnFault>();
  const report = (fault: DmnFault): void => {
    faults.set(JSON.stringify(fault), fault);
  };
  const compiled = new Map<DrgElement, CompiledElement>();
  const elements: ElementCompiling = {
    types: makeTypeResolver(report),
    report,
    valueOf: (element, run) => evaluateOnce(element, compiled, run),
  };
  for (const owner of reachableModels(linked.value)) {
    for (const element of owner.model.elements) compiled.set(element, compileElement({ element, owner }, elements));
  }
  return ok({ linked: linked.value, faults: [...faults.values()], compiled });
}

/** Evaluates a decision, or what it stands for: given inputs, by name. Unknown names: dmn.unknownElement. */
export function evaluateDecision(
  program: DmnProgram,
  name: string,
  inputs: readonly DmnInput[],
  options: DmnOptions = {},
): Result<DmnEvaluation, DmnFault> {
  const element = findElement(program, name, ["decision", "inputData"]);
  if (!element) return fail(unknownElement(program, name, "decision"));
  const given = bindInputs(program.linked, inputs);
  return ok(startRun(options, given, (run) => evaluateOnce(element, program.compiled, run)));
}

/** Calls a decision service or a business knowledge model with arguments by name; those left out are null. */
export function invoke(
  program: DmnProgram,
  name: string,
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
  for (const { name, value } of args) given.set(name, value);
  return callByName(found, given, run, source);
}

function findElement(
  { linked }: DmnProgram,
  name: string,
  kinds: readonly DrgElement["kind"][],
): DrgElement | undefined {
  return linked.model.elements.find((one) => one.name === name && kinds.includes(one.kind));
}

function unknownElement({ linked }: DmnProgram, name: string, kind: DrgElement["kind"]): DmnFault {
  const known = linked.model.elements.filter((one) => one.kind === kind).map((one) => one.name);
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
