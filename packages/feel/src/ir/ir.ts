import type { ListType, ValueType } from "../types/value-type.ts";

export type Literal = boolean | number | bigint | string;
export type RoundingMode = "floor" | "ceiling" | "halfUp" | "up" | "down";
export type FoldOperator = "sum" | "min" | "max";

type Node<Kind extends string, Parts, Type = ValueType> = Readonly<{ kind: Kind; type: Type } & Parts>;

/**
 * A checked expression. What compilers may rely on:
 * - numbers are integers of their type's scale; the two sides of a comparison or sum have one scale and one form (big or not);
 * - `slot` is the depth of the binder, so that equal expressions at equal depth are equal nodes;
 * - lists hold scalars or contexts, never lists; list fields of contexts carry their own coverage.
 */
export type Ir =
  | Node<"literal", { value: Literal }>
  | Node<"root", { name: string }>
  | Node<"variable", { slot: number }>
  | Node<"field", { of: Ir; name: string }>
  | Node<"not", { of: Ir }>
  | Node<"and", { items: readonly Ir[] }>
  | Node<"or", { items: readonly Ir[] }>
  | Node<"compare", { operator: "=" | "<" | "<="; left: Ir; right: Ir }>
  | Node<"between", { of: Ir; low: Ir; high: Ir; lowClosed: boolean; highClosed: boolean }>
  /** Membership in a list of literals of one type. */
  | Node<"oneOf", { of: Ir; values: readonly Literal[] }>
  | Node<"arithmetic", { operator: "+" | "-" | "*"; left: Ir; right: Ir }>
  /** numerator ÷ denominator, rounded to an integer; unknown when the denominator is 0. */
  | Node<"divide", { numerator: Ir; denominator: Ir; rounding: RoundingMode }>
  /** Small form → big form, the value unchanged. */
  | Node<"widen", { of: Ir }>
  | Node<"if", { condition: Ir; consequent: Ir; alternative: Ir }>
  | Node<"quantify", { quantifier: "some" | "every"; slot: number; list: Ir; satisfies: Ir }>
  | Node<"count", { slot: number; list: Ir }>
  | Node<"fold", { operator: FoldOperator; slot: number; list: Ir }>
  | Node<"filter", { slot: number; list: Ir; predicate: Ir }, ListType>
  | Node<"map", { slot: number; list: Ir; body: Ir }, ListType>
  | Node<"list", { items: readonly Ir[] }, ListType>
  | Node<"context", { entries: readonly { readonly name: string; readonly value: Ir }[] }>
  /** A function of the catalogue. */
  | Node<"call", { name: string; slot: number; args: readonly Ir[] }>;

export type IrKind = Ir["kind"];
export type IrOf<Kind extends IrKind> = Extract<Ir, { kind: Kind }>;
