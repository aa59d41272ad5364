import type { Ir } from "../ir/ir.ts";
import type { Compiling, EvaluateTruth } from "./compiling.ts";
import { readTestOf } from "./read-tests.ts";
import type { Row } from "./row-test.ts";

/** Where most conditions read: a register, or a field of the context that a register holds. */
type Place = { readonly register: number; readonly field: string | undefined };
type Registers = readonly unknown[];

/** The test of a fact, or of a field of a context, against constants: read and tested in one closure. */
export function compileReadTest(node: Ir, compiling: Compiling): EvaluateTruth | undefined {
  const test = readTestOf(node, compiling.constantOf);
  const place = test && placeOf(test.of, compiling);
  if (!place) return undefined;
  const { registers } = compiling;
  switch (test.kind) {
    case "within":
      return within(registers, place, test.low, test.high);
    case "text":
      return text(registers, place, test.value);
    case "flag":
      return flag(registers, place, test.value);
    case "few":
      return few(registers, place, test.values);
    case "many":
      return many(registers, place, test.values);
  }
}

function placeOf(of: Ir, { registerOfRoot, registerOfSlot }: Compiling): Place | undefined {
  if (of.kind === "root") return { register: registerOfRoot(of), field: undefined };
  if (of.kind !== "field") return undefined;
  if (of.of.kind === "root") return { register: registerOfRoot(of.of), field: of.name };
  return of.of.kind === "variable" ? { register: registerOfSlot(of.of.slot), field: of.name } : undefined;
}

/** Null is unknown. */
function valueAt(registers: Registers, { register, field }: Place): unknown {
  const value = registers[register];
  return field === undefined ? value : ((value as Row)?.[field] ?? null);
}

function within(registers: Registers, place: Place, low: number, high: number): EvaluateTruth {
  return () => {
    const read = valueAt(registers, place) as number | null;
    return read === null ? null : read >= low && read <= high;
  };
}

function text(registers: Registers, place: Place, value: string): EvaluateTruth {
  return () => {
    const read = valueAt(registers, place) as string | null;
    return read === null ? null : read === value;
  };
}

function flag(registers: Registers, place: Place, value: unknown): EvaluateTruth {
  return () => {
    const read = valueAt(registers, place);
    return read === null ? null : read === value;
  };
}

function few(registers: Registers, place: Place, values: readonly string[]): EvaluateTruth {
  return () => {
    const read = valueAt(registers, place) as string | null;
    if (read === null) return null;
    for (let i = 0; i < values.length; i += 1) if (values[i] === read) return true;
    return false;
  };
}

function many(registers: Registers, place: Place, values: ReadonlySet<unknown>): EvaluateTruth {
  return () => {
    const read = valueAt(registers, place);
    return read === null ? null : values.has(read);
  };
}
