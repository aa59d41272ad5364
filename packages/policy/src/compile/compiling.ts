import type { CompiledFeel, FeelType } from "@wutong/feel";
import type { PolicyFault } from "../fault.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { offsetInScalar, offsetOf, type YamlText } from "../reading/yaml-text.ts";
import type { Expression } from "./compiled-policy.ts";
import type { FeelCompiler } from "./feel-compiler.ts";

export type Path = readonly (string | number)[];

/** What the compilation of one policy shares: its names so far, and what is wrong with it. */
export type Compiling = {
  readonly read: ReadPolicy;
  readonly feel: FeelCompiler;
  readonly faults: PolicyFault[];
  /** The types of everything that an expression may name. */
  readonly scope: Record<string, FeelType>;
  /** The expressions behind the names that are not facts. */
  readonly bindings: Map<string, CompiledFeel>;
  /** The names of terms and tables that were refused. */
  readonly lost: Set<string>;
};

export const BOOLEAN: FeelType = { kind: "boolean" };
export const STRING: FeelType = { kind: "string" };
export const DATE: FeelType = { kind: "date" };
/** Yuan, held as fen. */
export const MONEY: FeelType = { kind: "number", scale: 2 };
export const WHOLE: FeelType = { kind: "number", scale: 0 };

/** Compiles the expression that stands at a path of the file; what FEEL refuses is reported where it stands. */
export function compileAt(
  compiling: Compiling,
  path: Path,
  source: string,
  expected?: FeelType,
): Expression | undefined {
  const { yaml } = compiling.read;
  const result = compiling.feel.compile(source, compiling.scope, expected);
  if (result.ok) return expressionOf(compiling, compiling.feel.bind(result.value, compiling.bindings));
  reportFeel(compiling, yaml, path, result.error);
  return undefined;
}

/** For expressions that the engine itself writes: a failure is a bug. */
export function compileOwn(compiling: Compiling, source: string, expected?: FeelType): Expression {
  const result = compiling.feel.compile(source, compiling.scope, expected);
  if (!result.ok) throw new Error(`${source}: ${result.error.map((each) => each.code).join(", ")}`);
  return expressionOf(compiling, compiling.feel.bind(result.value, compiling.bindings));
}

export function expressionOf(compiling: Compiling, feel: CompiledFeel): Expression {
  return { feel, evaluate: compiling.feel.close(feel) };
}

export function reportFeel(
  compiling: Compiling,
  yaml: YamlText,
  path: Path,
  faults: readonly { readonly code: string; readonly params: PolicyFault["params"]; readonly from: number }[],
): void {
  const node = yaml.nodeAt(path);
  for (const each of faults) {
    // A name whose own expression was refused is no second fault wherever it is used.
    if (each.code === "feel.unknownName" && compiling.lost.has(String(each.params["name"]))) continue;
    compiling.faults.push(yaml.faultAt(each.code, offsetInScalar(yaml, node, each.from), each.params));
  }
}

export function reportAt(compiling: Compiling, path: Path, code: string, params: PolicyFault["params"] = {}): void {
  const { yaml } = compiling.read;
  compiling.faults.push(yaml.faultAt(code, offsetOf(yaml.nodeAt(path)), params));
}
