import { getFunction } from "../catalogue/catalogue.ts";
import type { FunctionEntry } from "../catalogue/function-entry.ts";
import type { Ir, IrOf, RoundingMode } from "../ir/ir.ts";
import { compareCodePoints } from "./code-points.ts";
import { compileSource } from "./compile-lists.ts";
import { compileReadTest } from "./compile-read-tests.ts";
import type { Compiling, Evaluate, EvaluateTruth } from "./compiling.ts";

type Ordered = number | bigint | string;
type Context = Readonly<Record<string, unknown>> | null | undefined;

export function compileRoot(node: IrOf<"root">, { registers, registerOfRoot }: Compiling): Evaluate {
  const register = registerOfRoot(node);
  return () => registers[register];
}

export function compileVariable(node: IrOf<"variable">, { registers, registerOfSlot }: Compiling): Evaluate {
  const register = registerOfSlot(node.slot);
  return () => registers[register] ?? null;
}

export function compileField(node: IrOf<"field">, compiling: Compiling): Evaluate {
  const { name } = node;
  const { registers } = compiling;
  if (node.of.kind === "variable") {
    const register = compiling.registerOfSlot(node.of.slot);
    return () => (registers[register] as Context)?.[name] ?? null;
  }
  const of = compiling.compile(node.of);
  return () => (of() as Context)?.[name] ?? null;
}

export function compileNot(node: IrOf<"not">, compiling: Compiling): EvaluateTruth {
  const fast = compileReadTest(node, compiling);
  if (fast) return fast;
  const of = compiling.compile(node.of) as EvaluateTruth;
  return () => {
    const value = of();
    return value === null ? null : !value;
  };
}

/** Kleene: one `decisive` item decides; otherwise an unknown one makes it unknown. */
export function compileJunction(node: IrOf<"and"> | IrOf<"or">, { compile }: Compiling): EvaluateTruth {
  const decisive = node.kind === "or";
  const items = node.items.map(compile) as readonly EvaluateTruth[];
  const [first, second] = items;
  if (first && second && items.length === 2) {
    return () => {
      const a = first();
      if (a === decisive) return decisive;
      const b = second();
      if (b === decisive) return decisive;
      return a === null || b === null ? null : !decisive;
    };
  }
  return () => {
    let unknown = false;
    for (let i = 0; i < items.length; i += 1) {
      const value = (items[i] as EvaluateTruth)();
      if (value === decisive) return decisive;
      if (value === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}

export function compileCompare(node: IrOf<"compare">, compiling: Compiling): EvaluateTruth {
  return compileReadTest(node, compiling) ?? compileGeneralCompare(node, compiling);
}

function compileGeneralCompare(node: IrOf<"compare">, { compile }: Compiling): EvaluateTruth {
  const [left, right] = [compile(node.left), compile(node.right)];
  if (node.right.kind === "literal" && node.operator === "=") return equalTo(left, node.right.value);
  if (node.operator === "=") {
    return () => {
      const a = left();
      if (a === null) return null;
      const b = right();
      return b === null ? null : a === b;
    };
  }
  if (node.left.type.kind === "string") return compareTexts(left, right, node.operator === "<=");
  return node.operator === "<" ? lessThan(left, right) : atMost(left, right);
}

function equalTo(left: Evaluate, value: unknown): EvaluateTruth {
  return () => {
    const a = left();
    return a === null ? null : a === value;
  };
}

function lessThan(left: Evaluate, right: Evaluate): EvaluateTruth {
  return () => {
    const a = left();
    const b = right();
    return a === null || b === null ? null : (a as number) < (b as number);
  };
}

function atMost(left: Evaluate, right: Evaluate): EvaluateTruth {
  return () => {
    const a = left();
    const b = right();
    return a === null || b === null ? null : (a as number) <= (b as number);
  };
}

function compareTexts(left: Evaluate, right: Evaluate, orEqual: boolean): EvaluateTruth {
  return () => {
    const a = left();
    const b = right();
    if (a === null || b === null) return null;
    const order = compareCodePoints(a as string, b as string);
    return orEqual ? order <= 0 : order < 0;
  };
}

export function compileBetween(node: IrOf<"between">, compiling: Compiling): EvaluateTruth {
  return compileReadTest(node, compiling) ?? compileGeneralBetween(node, compiling);
}

function compileGeneralBetween(node: IrOf<"between">, { compile }: Compiling): EvaluateTruth {
  const [of, low, high] = [compile(node.of), compile(node.low), compile(node.high)];
  const { lowClosed, highClosed } = node;
  const order = node.of.type.kind === "string" ? orderOfTexts : orderOfNumbers;
  return () => {
    const value = of() as Ordered | null;
    if (value === null) return null;
    const least = low() as Ordered | null;
    const most = high() as Ordered | null;
    const above = least === null ? 0 : order(value, least);
    const below = most === null ? 0 : order(most, value);
    if (least !== null && (above < 0 || (above === 0 && !lowClosed))) return false;
    if (most !== null && (below < 0 || (below === 0 && !highClosed))) return false;
    return least === null || most === null ? null : true;
  };
}

function orderOfTexts(a: Ordered, b: Ordered): number {
  return compareCodePoints(a as string, b as string);
}

function orderOfNumbers(a: Ordered, b: Ordered): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compileOneOf(node: IrOf<"oneOf">, compiling: Compiling): EvaluateTruth {
  const fast = compileReadTest(node, compiling);
  if (fast) return fast;
  const of = compiling.compile(node.of);
  const values: ReadonlySet<unknown> = new Set(node.values);
  return () => {
    const value = of();
    return value === null ? null : values.has(value);
  };
}

export function compileArithmetic(node: IrOf<"arithmetic">, { compile }: Compiling): Evaluate {
  const [left, right] = [compile(node.left), compile(node.right)];
  const operate = (node.type.kind === "number" && node.type.big ? BIG_OPERATORS : SMALL_OPERATORS)[node.operator];
  return () => {
    const a = left();
    if (a === null) return null;
    const b = right();
    return b === null ? null : operate(a as never, b as never);
  };
}

const SMALL_OPERATORS = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  // −1 × 0 is −0 in JS; the number 0 has one form here.
  "*": (a: number, b: number) => a * b + 0,
} as const;

const BIG_OPERATORS = {
  "+": (a: bigint, b: bigint) => a + b,
  "-": (a: bigint, b: bigint) => a - b,
  "*": (a: bigint, b: bigint) => a * b,
} as const;

export function compileDivide(node: IrOf<"divide">, { compile }: Compiling): Evaluate {
  const [numerator, denominator] = [compile(node.numerator), compile(node.denominator)];
  const big = node.type.kind === "number" && node.type.big;
  const { rounding } = node;
  return () => {
    const a = numerator();
    const b = denominator();
    if (a === null || b === null) return null;
    return big ? divideBig(a as bigint, b as bigint, rounding) : divideSmall(a as number, b as number, rounding);
  };
}

function divideSmall(a: number, b: number, rounding: RoundingMode): number | null {
  if (b === 0) return null;
  const remainder = a % b;
  const quotient = (a - remainder) / b + 0;
  if (remainder === 0) return quotient;
  const sign = a < 0 === b < 0 ? 1 : -1;
  return quotient + sign * away(rounding, sign > 0, Math.abs(remainder) * 2 >= Math.abs(b));
}

function divideBig(a: bigint, b: bigint, rounding: RoundingMode): bigint | null {
  if (b === 0n) return null;
  const remainder = a % b;
  const quotient = a / b;
  if (remainder === 0n) return quotient;
  const positive = a < 0n === b < 0n;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const step = BigInt(away(rounding, positive, twice >= (b < 0n ? -b : b)));
  return positive ? quotient + step : quotient - step;
}

/** Whether a quotient with a remainder, cut towards 0, moves one step away from 0. */
function away(rounding: RoundingMode, positive: boolean, half: boolean): 0 | 1 {
  switch (rounding) {
    case "floor":
      return positive ? 0 : 1;
    case "ceiling":
      return positive ? 1 : 0;
    case "halfUp":
      return half ? 1 : 0;
    case "up":
      return 1;
    case "down":
      return 0;
  }
}

export function compileWiden(node: IrOf<"widen">, { compile }: Compiling): Evaluate {
  const of = compile(node.of);
  return () => {
    const value = of();
    return value === null ? null : BigInt(value as number);
  };
}

/** Strict: an unknown condition gives unknown, whatever the branches say. */
export function compileIf(node: IrOf<"if">, { compile }: Compiling): Evaluate {
  const condition = compile(node.condition);
  const [consequent, alternative] = [compile(node.consequent), compile(node.alternative)];
  return () => {
    const truth = condition();
    if (truth === null) return null;
    return truth ? consequent() : alternative();
  };
}

export function compileContext(node: IrOf<"context">, { compile }: Compiling): Evaluate {
  const entries = node.entries.map((entry) => ({ name: entry.name, value: compile(entry.value) }));
  return () => Object.fromEntries(entries.map((entry) => [entry.name, entry.value()]));
}

export function compileCall(node: IrOf<"call">, compiling: Compiling): Evaluate {
  const { js, strict } = getFunction(node.name);
  const args = node.args.map((arg) =>
    arg.type.kind === "list" ? certainRows(arg, compiling) : compiling.compile(arg),
  );
  const [first = nothing, second = nothing, third = nothing] = args;
  if (args.length > 3) throw new Error(`${node.name} has more arguments than a closure passes`);
  if (!strict) return () => js(first(), second(), third());
  if (args.length === 1) return strictOfOne(js, first);
  return args.length === 2 ? strictOfTwo(js, first, second) : strictOfThree(js, [first, second, third]);
}

type Js = FunctionEntry["js"];

const nothing: Evaluate = () => undefined;

function strictOfOne(js: Js, first: Evaluate): Evaluate {
  return () => {
    const a = first();
    return a === null ? null : js(a, undefined, undefined);
  };
}

function strictOfTwo(js: Js, first: Evaluate, second: Evaluate): Evaluate {
  return () => {
    const a = first();
    if (a === null) return null;
    const b = second();
    return b === null ? null : js(a, b, undefined);
  };
}

function strictOfThree(js: Js, [first, second, third]: readonly [Evaluate, Evaluate, Evaluate]): Evaluate {
  return () => {
    const a = first();
    const b = second();
    const c = third();
    return a === null || b === null || c === null ? null : js(a, b, c);
  };
}

/** A list's rows when all are known and known to belong, else unknown. */
function certainRows(list: Ir, compiling: Compiling): Evaluate {
  const source = compileSource(list, compiling);
  return () => {
    const { rows, complete } = source();
    return complete ? rows : null;
  };
}
