import { fail, ok, type Result } from "@wutong/kernel";
import { listFunctions } from "./catalogue/catalogue.ts";
import { KNOWLEDGE_QUESTIONS } from "./check/check-calls.ts";
import { checkExpression } from "./check/check-expression.ts";
import type { Environment } from "./check/checking.ts";
import { type FeelFault, fault } from "./faults/fault.ts";
import { isNumber, rescale, widen } from "./ir/build.ts";
import type { Ir } from "./ir/ir.ts";
import { readsOf, substituteRoot, visit } from "./ir/traverse.ts";
import { unfoldedSize } from "./ir/unfolded-size.ts";
import type { Grammar } from "./parse/lezer.ts";
import { parseFeel } from "./parse/parse-feel.ts";
import type { FeelType, Scope } from "./types/feel-type.ts";
import { feelTypeOf, type ValueType, valueTypeOf } from "./types/value-type.ts";

/** A checked expression, ready for any engine. */
export type CompiledFeel = {
  readonly source: string;
  /** What it gives; a number's scale says what its integer means. */
  readonly type: FeelType;
  readonly ir: Ir;
  /** The facts that it reads, sorted; `?` is the input of a unary test. */
  readonly reads: readonly string[];
};

const NODES_MAX = 5_000;
/** After each element has been written where it is read: `for` in `for` can double what is below it at each level. */
const UNFOLDED_MAX = 50_000;
const INPUT = "?";

/**
 * Compiles a FEEL expression in policy mode. With `expected`, the result must be of that type, and a number is given at
 * exactly that scale (`{ kind: "number", scale: 2 }` makes yuan come out in fen).
 *
 * @example compileFeel("full years between(birth, asOf) <= 35", { birth: { kind: "date" }, asOf: { kind: "date" } })
 */
export function compileFeel(
  source: string,
  scope: Scope,
  expected?: FeelType,
): Result<CompiledFeel, readonly FeelFault[]> {
  return compile(source, "Expression", scope, undefined, expected);
}

/**
 * Compiles the cell of a decision table (`< 35`, `"a", "b"`, `not([1..3])`, `-`): a boolean expression that reads its
 * input as the fact `?`. `bindInput` puts an expression in that place.
 */
export function compileUnaryTests(
  source: string,
  inputType: FeelType,
  scope: Scope,
): Result<CompiledFeel, readonly FeelFault[]> {
  return compile(source, "UnaryTests", scope, inputType, { kind: "boolean" });
}

/**
 * The tests applied to an input expression: one expression that reads only facts. The tests must have been compiled
 * for the input's own type (`input.type`), or one that holds all its values; else this throws.
 */
export function bindInput(tests: CompiledFeel, input: CompiledFeel): CompiledFeel {
  const ir = substituteRoot(tests.ir, INPUT, (type) => fitInput(input, type));
  return { source: `${input.source} in (${tests.source})`, type: tests.type, ir, reads: readsOf(ir) };
}

/** The input as the tests hold it: a number at their scale and in their form. */
function fitInput(input: CompiledFeel, type: ValueType): Ir {
  const { ir } = input;
  if (ir.type.kind !== type.kind) throw new Error(`${input.source} is a ${ir.type.kind}, tested as a ${type.kind}`);
  if (type.kind !== "number" || !isNumber(ir)) return ir;
  const rescaled = ir.type.scale <= type.scale ? rescale(ir, type.scale) : undefined;
  const fitting = rescaled && type.low <= rescaled.type.low && rescaled.type.high <= type.high;
  if (!fitting || (rescaled.type.big && !type.big))
    throw new Error(`${input.source} has more digits than its tests allow`);
  return type.big ? widen(rescaled) : rescaled;
}

function compile(
  source: string,
  grammar: Grammar,
  scope: Scope,
  inputType: FeelType | undefined,
  expected: FeelType | undefined,
): Result<CompiledFeel, readonly FeelFault[]> {
  const functions = listFunctions().map((doc) => doc.name);
  const parsed = parseFeel(source, grammar, [...functions, ...KNOWLEDGE_QUESTIONS, ...namesIn(scope)]);
  if (!parsed.ok) return parsed;
  const checked = checkExpression(parsed.value, environmentOf(scope, inputType), expected && wantedOf(expected));
  if (!checked.ok) return checked;
  let nodes = 0;
  visit(checked.value, () => {
    nodes += 1;
  });
  if (nodes > NODES_MAX) return fail([fault("feel.tooLarge", parsed.value.span, { nodes, max: NODES_MAX })]);
  const ir = checked.value;
  const unfolded = unfoldedSize(ir);
  if (unfolded > UNFOLDED_MAX) {
    return fail([fault("feel.tooLarge", parsed.value.span, { nodes: unfolded, max: UNFOLDED_MAX })]);
  }
  return ok({ source, type: feelTypeOf(ir.type), ir, reads: readsOf(ir) });
}

function wantedOf(expected: FeelType): Parameters<typeof checkExpression>[2] {
  const type = valueTypeOf(expected);
  return expected.kind === "number" && expected.scale !== undefined ? { type, scale: expected.scale } : { type };
}

function environmentOf(scope: Scope, inputType: FeelType | undefined): Environment {
  const roots = new Map<string, Ir>(
    Object.entries(scope).map(([name, type]) => [name, { kind: "root", type: valueTypeOf(type), name }]),
  );
  const names = [...roots.keys()];
  const env: Environment = { depth: 0, find: (name) => roots.get(name), names: () => names };
  return inputType
    ? { ...env, input: { of: { kind: "root", type: valueTypeOf(inputType), name: INPUT }, depth: 0 } }
    : env;
}

/** Names of facts and of their fields, which may have spaces. */
function namesIn(scope: Scope): readonly string[] {
  return Object.entries(scope).flatMap(([name, type]) => [name, ...namesInType(type)]);
}

function namesInType(type: FeelType): readonly string[] {
  if (type.kind === "list") return namesInType(type.of);
  return type.kind === "context" ? namesIn(type.fields) : [];
}
