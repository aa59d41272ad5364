import {
  addBounds,
  multiplyBounds,
  type NumberType,
  negateBounds,
  numberType,
  powerOfTen,
} from "../types/number-type.ts";
import { BOOLEAN } from "../types/value-type.ts";
import type { Ir, IrOf } from "./ir.ts";

/** An expression of number type. */
export type NumberIr = Ir & { readonly type: NumberType };

export function isNumber(node: Ir): node is NumberIr {
  return node.type.kind === "number";
}

/** value × 10^-scale. */
export function numberLiteral(value: bigint, scale: number, wide = false): NumberIr {
  const type = numberType(scale, { low: value, high: value }, wide);
  return { kind: "literal", type, value: type.big ? value : Number(value) };
}

/** The number at a finer scale; exact. */
export function rescale(node: NumberIr, scale: number): NumberIr {
  if (node.type.scale === scale) return node;
  const factor = powerOfTen(scale - node.type.scale);
  const known = literalValue(node);
  if (known !== undefined) return numberLiteral(known * factor, scale, node.type.big);
  const bounds = multiplyBounds(node.type, { low: factor, high: factor });
  return arithmetic("*", node, numberLiteral(factor, 0), numberType(scale, bounds, node.type.big));
}

export function widen(node: NumberIr): NumberIr {
  if (node.type.big) return node;
  const type = { ...node.type, big: true };
  if (node.kind === "literal") return { ...node, type, value: BigInt(node.value as number) };
  return { kind: "widen", of: node, type };
}

/** The same scale and form for all, so that they can be compared, added or chosen from. */
export function alignNumbers(nodes: readonly NumberIr[]): readonly NumberIr[] {
  const scale = Math.max(...nodes.map((node) => node.type.scale));
  const rescaled = nodes.map((node) => rescale(node, scale));
  return rescaled.some((node) => node.type.big) ? rescaled.map(widen) : rescaled;
}

export function add(operator: "+" | "-", left: NumberIr, right: NumberIr): NumberIr {
  const [a = left, b = right] = alignNumbers([left, right]);
  const bounds = addBounds(a.type, operator === "+" ? b.type : negateBounds(b.type));
  const [x, y] = [literalValue(a), literalValue(b)];
  if (x !== undefined && y !== undefined) return numberLiteral(operator === "+" ? x + y : x - y, a.type.scale);
  return arithmetic(operator, a, b, numberType(a.type.scale, bounds, a.type.big));
}

export function multiply(left: NumberIr, right: NumberIr): NumberIr {
  const scale = left.type.scale + right.type.scale;
  const [x, y] = [literalValue(left), literalValue(right)];
  if (x !== undefined && y !== undefined) return numberLiteral(x * y, scale);
  const wide = left.type.big || right.type.big;
  return arithmetic("*", left, right, numberType(scale, multiplyBounds(left.type, right.type), wide));
}

export function literalValue(node: Ir): bigint | undefined {
  if (node.kind !== "literal" || node.type.kind !== "number") return undefined;
  return BigInt(node.value as number | bigint);
}

export function not(of: Ir): Ir {
  return of.kind === "not" ? of.of : { kind: "not", type: BOOLEAN, of };
}

/** Flat conjunction or disjunction. */
export function junction(kind: "and" | "or", items: readonly Ir[]): Ir {
  const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind, type: BOOLEAN, items: flat };
}

function arithmetic(operator: "+" | "-" | "*", left: NumberIr, right: NumberIr, type: NumberType): NumberIr {
  const [a, b] = type.big ? [widen(left), widen(right)] : [left, right];
  const node: IrOf<"arithmetic"> = { kind: "arithmetic", type, operator, left: a, right: b };
  return { ...node, type };
}
