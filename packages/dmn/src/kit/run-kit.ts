import { type FeelValue, hasKind, toText } from "@wutong/feel/interpreter";
import type { Result } from "@wutong/kernel";
import type { DmnInput } from "../evaluation/bind-inputs.ts";
import { compileDmn, type DmnProgram, evaluateDecision, invoke } from "../evaluation/dmn-program.ts";
import type { DmnEvaluation, DmnOptions } from "../evaluation/run.ts";
import { type DmnFault, describeDmnFault } from "../faults/dmn-fault.ts";
import type { DmnModel } from "../model/model.ts";
import { readDmn } from "../reading/read-dmn.ts";
import { type KitCase, type KitExpectation, readKitCases } from "./kit-cases.ts";
import type { KitResult } from "./kit-results.ts";
import { fromKit, isAsExpected } from "./kit-values.ts";

/** One test file of the kit and what stands beside it; texts, not paths: whoever calls has read them. */
export type KitFile = {
  /** The folder with its level: "compliance-level-2/0001-input-data-string". */
  readonly model: string;
  /** The test file's name without ".xml". */
  readonly testFile: string;
  readonly cases: string;
  /** The models of the folder by their file names. */
  readonly models: ReadonlyMap<string, string>;
};

/** Runs every case of a test file. A case succeeds when each of its result nodes is as expected. Never throws for bad files. */
export function runKitFile(file: KitFile, options: DmnOptions = {}): readonly KitResult[] {
  const { model, testFile } = file;
  const cases = readKitCases(file.cases);
  const failure = (caseId: string, detail: string): KitResult => ({ model, testFile, caseId, status: "ERROR", detail });
  if (!cases.ok) return [failure("", describeDmnFault(cases.error, "en"))];
  const program = findProgram(file, cases.value.modelName);
  return cases.value.cases.map((one): KitResult => {
    if (typeof program === "string") return failure(one.id, program);
    if (one.results.length === 0) return { ...failure(one.id, "no result node"), status: "SKIPPED" };
    const wrong = one.results.flatMap((expected) => check(program, one, expected, options) ?? []);
    return wrong.length > 0 ? failure(one.id, wrong.join("; ")) : { ...failure(one.id, ""), status: "SUCCESS" };
  });
}

/** The model that the file names, else the folder's, else the only one, with all the folder's models to import. */
function findProgram({ model, models }: KitFile, modelName: string | undefined): DmnProgram | string {
  const read = new Map<string, DmnModel>();
  const faults: DmnFault[] = [];
  for (const [name, text] of models) {
    const parsed = readDmn(text);
    if (parsed.ok) read.set(name, parsed.value);
    else faults.push(...parsed.error);
  }
  const folder = model.slice(model.lastIndexOf("/") + 1);
  const names = [modelName ?? "", `${modelName}.dmn`, `${folder}.dmn`];
  const main =
    names.flatMap((name) => read.get(name) ?? [])[0] ?? (read.size === 1 ? [...read.values()][0] : undefined);
  if (!main) return faults[0] ? describeDmnFault(faults[0], "en") : `There is no model ${modelName ?? ""}`;
  const program = compileDmn(
    main,
    [...read.values()].filter((one) => one !== main),
  );
  return program.ok ? program.value : program.error.map((fault) => describeDmnFault(fault, "en")).join("; ");
}

/** What is wrong with a result, or undefined. A bug of ours is one case's failure, not the end of the run. */
function check(program: DmnProgram, one: KitCase, expected: KitExpectation, options: DmnOptions): string | undefined {
  try {
    return compare(program, one, expected, options);
  } catch (cause) {
    return `${expected.name}: a bug: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function compare(program: DmnProgram, one: KitCase, expected: KitExpectation, options: DmnOptions): string | undefined {
  const evaluated = evaluateCase(program, one, expected, options);
  if (!evaluated.ok) return describeDmnFault(evaluated.error, "en");
  const { warnings, refused } = evaluated.value;
  const value = outputOf(evaluated.value.value, one, expected);
  const wanted = fromKit(expected.value);
  if (isAsExpected(value, wanted)) return undefined;
  const why = [...(refused ? [refused] : []), ...warnings].map((warning) => warning.message).slice(0, 3);
  const notes = why.length > 0 ? ` (${why.join(" ")})` : "";
  return `${expected.name}: expected ${show(wanted)}, got ${show(value)}${notes}`;
}

function evaluateCase(
  program: DmnProgram,
  { type, invocable, inputs }: KitCase,
  expected: KitExpectation,
  options: DmnOptions,
): Result<DmnEvaluation, DmnFault> {
  const given = inputs.map(({ name, namespace, value }): DmnInput => {
    return { name, value: fromKit(value), ...(namespace === undefined ? {} : { namespace }) };
  });
  const { name, namespace } = expected;
  const wanted = namespace === undefined ? name : { name, namespace };
  if (type !== "decision") return invoke(program, invocable ?? name, given, options);
  const decided = evaluateDecision(program, wanted, given, options);
  return decided.ok ? decided : invoke(program, wanted, given, options);
}

/** Of a service with several outputs a result node may name one. */
function outputOf(value: FeelValue, { type, invocable }: KitCase, { name }: KitExpectation): FeelValue {
  if (type !== "decisionService" || name === invocable || !hasKind(value, "context")) return value;
  return value.entries.get(name) ?? value;
}

function show(value: FeelValue): string {
  return toText(value) ?? "null";
}
