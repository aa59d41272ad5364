import type { FeelTypeRef } from "../values/value.ts";

import type { Expr } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { NameFrame } from "./known-names.ts";
import type { NameScope } from "./name-scope.ts";

/** What the parts of the parser share while they read one source. */
export type Reading = {
  readonly cursor: Cursor;
  readonly findType: (name: string) => FeelTypeRef | undefined;
  /** The names inside the value that an expression gives, where its form tells them. */
  readonly inside: WeakMap<Expr, NameScope>;
  frame: NameFrame;
  /** How many `?` have been read: an expression that has one is a test by itself. */
  inputsRead: number;
  /** Reads a whole expression: the loosest level of the grammar. */
  readonly expression: () => Expr;
  /** Reads an operand tighter than comparisons; goes on from `left` where it is already read. */
  readonly operand: (left?: Expr) => Expr;
};

export function withFrame<Read>(reading: Reading, frame: NameFrame, read: () => Read): Read {
  const outer = reading.frame;
  reading.frame = frame;
  const result = read();
  reading.frame = outer;
  return result;
}

export function innerFrame(
  reading: Reading,
  names: Iterable<readonly [string, NameScope | null]> = [],
  open = false,
): NameFrame {
  return new NameFrame(reading.frame, names, open);
}

/** Notes what names an expression's value has inside, and gives the expression. */
export function knowInside<Read extends Expr>(
  reading: Reading,
  expr: Read,
  inside: NameScope | null | undefined,
): Read {
  if (inside) reading.inside.set(expr, inside);
  return expr;
}

/** Reads a test; one that asks about `?` itself is marked as such. */
export function readMarked(reading: Reading, read: () => Expr): Expr {
  const before = reading.inputsRead;
  const expr = read();
  return reading.inputsRead > before && expr.kind !== "comparisonRange"
    ? { kind: "inputTest", of: expr, span: expr.span }
    : expr;
}
