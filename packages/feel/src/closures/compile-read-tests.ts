import type { Ir, IrOf, Literal } from "../ir/ir.ts";
import type { Compiling, EvaluateTruth } from "./compiling.ts";

/** A fact, or a field of the element that a binder is at (slot ≥ 0): where most conditions read. */
type Place = { readonly name: string; readonly slot: number };
type Holder = Readonly<Record<string, number | string | null | undefined>>;
type Value = number;

const FACTS = -1;

/**
 * Tests of one read value against literals, read and test in one closure: with the general closures a call per node
 * dominates, and these are most of what policies say (measured: 1.6 × as fast on eight flat conditions).
 */
export function compileReadTest(
  node: IrOf<"compare"> | IrOf<"between"> | IrOf<"oneOf">,
  compiling: Compiling,
): EvaluateTruth | undefined {
  if (node.kind === "oneOf") return withPlace(node.of, (place) => among(place, new Set(node.values), compiling.slots));
  if (node.kind === "between") return readBetween(node, compiling);
  const { left, right, operator } = node;
  if (operator !== "=" && left.type.kind === "string") return undefined;
  const { slots } = compiling;
  if (right.kind === "literal") {
    return withPlace(left, (place) => {
      if (operator === "=") return equal(place, right.value, slots);
      return operator === "<" ? below(place, thresholdOf(right), slots) : atMost(place, thresholdOf(right), slots);
    });
  }
  if (left.kind !== "literal") return undefined;
  return withPlace(right, (place) => {
    if (operator === "=") return equal(place, left.value, slots);
    return operator === "<" ? above(place, thresholdOf(left), slots) : atLeast(place, thresholdOf(left), slots);
  });
}

function readBetween(node: IrOf<"between">, { slots }: Compiling): EvaluateTruth | undefined {
  const { low, high } = node;
  if (low.kind !== "literal" || high.kind !== "literal" || node.of.type.kind === "string") return undefined;
  if (!node.lowClosed || !node.highClosed) return undefined;
  return withPlace(node.of, (place) => within(place, thresholdOf(low), thresholdOf(high), slots));
}

function withPlace(of: Ir, make: (place: Place) => EvaluateTruth): EvaluateTruth | undefined {
  if (of.kind === "root") return make({ name: of.name, slot: FACTS });
  if (of.kind === "field" && of.of.kind === "variable") return make({ name: of.name, slot: of.of.slot });
  return undefined;
}

/** Numbers, bigints and days compare alike; the checker has made both sides one form. */
function thresholdOf(literal: IrOf<"literal">): Value {
  return literal.value as Value;
}

function holderOf(place: Place, facts: unknown, slots: readonly unknown[]): Holder | null {
  return (place.slot < 0 ? facts : (slots[place.slot] ?? null)) as Holder | null;
}

function equal(place: Place, value: Literal, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : (read as unknown) === value;
  };
}

function below(place: Place, value: Value, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : (read as Value) < value;
  };
}

function atMost(place: Place, value: Value, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : (read as Value) <= value;
  };
}

function above(place: Place, value: Value, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : (read as Value) > value;
  };
}

function atLeast(place: Place, value: Value, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : (read as Value) >= value;
  };
}

function within(place: Place, low: Value, high: Value, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : (read as Value) >= low && (read as Value) <= high;
  };
}

function among(place: Place, values: ReadonlySet<unknown>, slots: readonly unknown[]): EvaluateTruth {
  const { name } = place;
  return (facts) => {
    const read = holderOf(place, facts, slots)?.[name];
    return read === null || read === undefined ? null : values.has(read);
  };
}
