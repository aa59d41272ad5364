import type { Ir, IrOf, Literal } from "../ir/ir.ts";
import type { Compiling, EvaluateTruth } from "./compiling.ts";

/** Where most conditions read: a register, or a field of the context that a register holds. */
type Place = { readonly register: number; readonly field?: string };
type Registers = readonly unknown[];
type Holder = Readonly<Record<string, unknown>> | null | undefined;

/** Above this a set is faster than looking at one value after the other. */
const FEW = 6;

/**
 * Tests of one read value against values that no fact decides, read and test in one closure: with the general closures a
 * call per node dominates, and these are most of what policies say. One closure for texts, one for numbers, and so on:
 * the engine below then sees one kind of value in each.
 */
export function compileReadTest(
  node: IrOf<"compare"> | IrOf<"between"> | IrOf<"oneOf"> | IrOf<"not">,
  compiling: Compiling,
): EvaluateTruth | undefined {
  const { registers } = compiling;
  if (node.kind === "oneOf") return withPlace(node.of, compiling, (place) => among(registers, place, node.values));
  if (node.kind === "between") return readBetween(node, compiling);
  if (node.kind === "compare") return readCompare(node, compiling);
  return node.of.type.kind === "boolean"
    ? withPlace(node.of, compiling, (place) => equal(registers, place, false))
    : undefined;
}

function readCompare(node: IrOf<"compare">, compiling: Compiling): EvaluateTruth | undefined {
  const { left, right, operator } = node;
  const { registers } = compiling;
  const [low, high] = [compiling.constantOf(left), compiling.constantOf(right)];
  const known = isKnown(high) ? high : low;
  if (!isKnown(known) || (isKnown(low) && isKnown(high))) return undefined;
  const read = known === high ? left : right;
  if (operator === "=") {
    return withPlace(read, compiling, (place) =>
      typeof known === "number" ? within(registers, place, known, known) : equal(registers, place, known),
    );
  }
  if (typeof known !== "number") return undefined;
  const strict = operator === "<" ? 1 : 0;
  const [least, most] = known === high ? [-Infinity, known - strict] : [known + strict, Infinity];
  return withPlace(read, compiling, (place) => within(registers, place, least, most));
}

function readBetween(node: IrOf<"between">, compiling: Compiling): EvaluateTruth | undefined {
  const [low, high] = [compiling.constantOf(node.low), compiling.constantOf(node.high)];
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  const [least, most] = [node.lowClosed ? low : low + 1, node.highClosed ? high : high - 1];
  return withPlace(node.of, compiling, (place) => within(compiling.registers, place, least, most));
}

function isKnown(value: unknown): value is Literal {
  return value !== undefined && value !== null;
}

function withPlace(of: Ir, compiling: Compiling, make: (place: Place) => EvaluateTruth): EvaluateTruth | undefined {
  if (of.kind === "root") return make({ register: compiling.registerOfRoot(of.name) });
  if (of.kind !== "field") return undefined;
  if (of.of.kind === "variable") return make({ register: compiling.registerOfSlot(of.of.slot), field: of.name });
  if (of.of.kind === "root") return make({ register: compiling.registerOfRoot(of.of.name), field: of.name });
  return undefined;
}

/** Numbers (integers of their scale) and days: a strict bound is the next integer. */
function within(registers: Registers, place: Place, low: number, high: number): EvaluateTruth {
  const { register, field } = place;
  if (field === undefined) {
    return () => {
      const read = registers[register] as number | null;
      return read === null ? null : read >= low && read <= high;
    };
  }
  return () => {
    const read = (registers[register] as Holder)?.[field] as number | null | undefined;
    return read === null || read === undefined ? null : read >= low && read <= high;
  };
}

function equal(registers: Registers, place: Place, value: Literal): EvaluateTruth {
  return typeof value === "string" ? equalText(registers, place, value) : equalFlag(registers, place, value);
}

function equalText(registers: Registers, { register, field }: Place, value: string): EvaluateTruth {
  if (field === undefined) {
    return () => {
      const read = registers[register] as string | null;
      return read === null ? null : read === value;
    };
  }
  return () => {
    const read = (registers[register] as Holder)?.[field] as string | null | undefined;
    return read === null || read === undefined ? null : read === value;
  };
}

function equalFlag(registers: Registers, { register, field }: Place, value: Literal): EvaluateTruth {
  if (field === undefined) {
    return () => {
      const read = registers[register];
      return read === null ? null : read === value;
    };
  }
  return () => {
    const read = (registers[register] as Holder)?.[field];
    return read === null || read === undefined ? null : read === value;
  };
}

function among(registers: Registers, place: Place, values: readonly Literal[]): EvaluateTruth {
  if (values.length > FEW || values.some((value) => typeof value !== "string")) {
    return amongMany(registers, place, new Set<unknown>(values));
  }
  const { register, field } = place;
  const isAmong = (read: string): boolean => {
    for (let i = 0; i < values.length; i += 1) if (values[i] === read) return true;
    return false;
  };
  if (field === undefined) {
    return () => {
      const read = registers[register] as string | null;
      return read === null ? null : isAmong(read);
    };
  }
  return () => {
    const read = (registers[register] as Holder)?.[field] as string | null | undefined;
    return read === null || read === undefined ? null : isAmong(read);
  };
}

function amongMany(registers: Registers, { register, field }: Place, values: ReadonlySet<unknown>): EvaluateTruth {
  if (field === undefined) {
    return () => {
      const read = registers[register];
      return read === null ? null : values.has(read);
    };
  }
  return () => {
    const read = (registers[register] as Holder)?.[field];
    return read === null || read === undefined ? null : values.has(read);
  };
}
