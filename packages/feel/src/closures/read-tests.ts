import type { Ir, IrOf, Literal } from "../ir/ir.ts";

/** A test of one value that is read against values that no fact decides: most conditions of policies are such. */
export type ReadTest = { readonly of: Ir } & (
  | { readonly kind: "within"; readonly low: number; readonly high: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "flag"; readonly value: Literal }
  | { readonly kind: "few"; readonly values: readonly string[] }
  | { readonly kind: "many"; readonly values: ReadonlySet<unknown> }
);

type ConstantOf = (node: Ir) => unknown;

/** Above this a set is faster than looking at one value after the other. */
const FEW = 6;

export function readTestOf(node: Ir, constantOf: ConstantOf): ReadTest | undefined {
  switch (node.kind) {
    case "oneOf":
      return oneOfTest(node);
    case "between":
      return betweenTest(node, constantOf);
    case "compare":
      return compareTest(node, constantOf);
    case "not":
      return isRead(node.of) ? { kind: "flag", of: node.of, value: false } : undefined;
    default:
      return isRead(node) ? { kind: "flag", of: node, value: true } : undefined;
  }
}

export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isRead(node: Ir): boolean {
  return node.type.kind === "boolean" && (node.kind === "root" || node.kind === "field");
}

function compareTest(node: IrOf<"compare">, constantOf: ConstantOf): ReadTest | undefined {
  const [left, right] = [constantOf(node.left), constantOf(node.right)];
  if (isKnown(left) === isKnown(right)) return undefined;
  const of = isKnown(right) ? node.left : node.right;
  const value = (right ?? left) as Literal;
  if (typeof value !== "number") {
    if (node.operator !== "=") return undefined;
    return typeof value === "string" ? { kind: "text", of, value: asKey(value) } : { kind: "flag", of, value };
  }
  if (node.operator === "=") return { kind: "within", of, low: value, high: value };
  // Numbers are integers of their scale, and days: a strict bound is the next integer.
  const strict = node.operator === "<" ? 1 : 0;
  return isKnown(right)
    ? { kind: "within", of, low: -Infinity, high: value - strict }
    : { kind: "within", of, low: value + strict, high: Infinity };
}

function betweenTest(node: IrOf<"between">, constantOf: ConstantOf): ReadTest | undefined {
  const [low, high] = [constantOf(node.low), constantOf(node.high)];
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  const { of, lowClosed, highClosed } = node;
  return { kind: "within", of, low: lowClosed ? low : low + 1, high: highClosed ? high : high - 1 };
}

function oneOfTest({ of, values }: IrOf<"oneOf">): ReadTest {
  if (values.length > FEW || values.some((value) => typeof value !== "string")) {
    return { kind: "many", of, values: new Set(values) };
  }
  return { kind: "few", of, values: values.map((value) => asKey(String(value))) };
}

/**
 * The text in the form in which the engine keeps each short text once, as it keeps what it reads out of JSON: two such are
 * equal only where they are one, and most comparisons end without looking at characters. A text cut out of a policy's
 * file is not of that form.
 */
function asKey(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
