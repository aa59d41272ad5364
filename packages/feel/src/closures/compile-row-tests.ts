import { getFunction } from "../catalogue/catalogue.ts";
import type { Ir, IrOf } from "../ir/ir.ts";
import type { Compiling, EvaluateTruth } from "./compiling.ts";
import { isKnown, type ReadTest, readTestOf } from "./read-tests.ts";
import { ROW_TESTS, type RowTest, rowTest } from "./row-test.ts";

/**
 * A condition on the row of one binder. What reads nothing besides the row, or a field of it, is data for `testRow`: most
 * of what policies ask of each row of a history. Anything else finds the row in the binder's register.
 */
export function compileRowTest(node: Ir, slot: number, compiling: Compiling): RowTest {
  const own = ownTest(node, { compiling, placeOf: (each) => placeInRow(each, slot) });
  if (own) return own;
  const { registers } = compiling;
  const other = compiling.compile(node) as EvaluateTruth;
  return rowTest({ kind: ROW_TESTS.other, registers, register: compiling.registerOfSlot(slot), other });
}

/** The same of a condition on the facts of a person, which are seen as a row: `testRow(test, facts)`. */
export function compileFactTest(node: Ir, compiling: Compiling): RowTest {
  const own = ownTest(node, { compiling, placeOf: placeInFacts });
  if (own) return own;
  const other = compiling.compile(node) as EvaluateTruth;
  const [registers, register] = [compiling.registers, compiling.registerOfSlot(0)];
  return rowTest({ kind: ROW_TESTS.other, registers, register, other });
}

type Place = Pick<RowTest, "outer" | "field">;
type Testing = { readonly compiling: Compiling; readonly placeOf: (node: Ir) => Place | undefined };

function ownTest(node: Ir, testing: Testing): RowTest | undefined {
  if (node.kind === "and" || node.kind === "or") return junctionTest(node.kind, node.items, testing);
  if (node.kind === "call") return callTest(node, testing);
  const test = readTestOf(node, testing.compiling.constantOf);
  const place = test && testing.placeOf(test.of);
  if (place) return rowTest({ ...place, ...partsOf(test) });
  return node.kind === "not" ? junctionTest("not", [node.of], testing) : undefined;
}

function junctionTest(kind: "and" | "or" | "not", nodes: readonly Ir[], testing: Testing): RowTest | undefined {
  const items = nodes.map((node) => ownTest(node, testing)).filter((item) => item !== undefined);
  return items.length === nodes.length ? rowTest({ kind: ROW_TESTS[kind], items }) : undefined;
}

/** A function of the row, or of a field of it, and of values that no fact decides. */
function callTest(node: IrOf<"call">, { compiling, placeOf }: Testing): RowTest | undefined {
  const [first, ...rest] = node.args;
  const others = rest.map(compiling.constantOf);
  const place = first && first.type.kind !== "list" ? placeOf(first) : undefined;
  if (!place || !others.every(isKnown)) return undefined;
  const { js, strict } = getFunction(node.name);
  const [second, third] = others;
  const call = (read: unknown): boolean | null =>
    read === null && strict ? null : (js(read, second, third) as boolean | null);
  return rowTest({ kind: ROW_TESTS.call, ...place, call });
}

function placeInFacts(node: Ir): Place | undefined {
  if (node.kind === "root") return { outer: undefined, field: node.name };
  return node.kind === "field" && node.of.kind === "root" ? { outer: node.of.name, field: node.name } : undefined;
}

/** The row itself, a field of it, or a field of a context in it (`s.employer.kind`). */
function placeInRow(node: Ir, slot: number): Place | undefined {
  if (isRow(node, slot)) return { outer: undefined, field: undefined };
  if (node.kind !== "field") return undefined;
  if (isRow(node.of, slot)) return { outer: undefined, field: node.name };
  return node.of.kind === "field" && isRow(node.of.of, slot) ? { outer: node.of.name, field: node.name } : undefined;
}

function isRow(node: Ir, slot: number): boolean {
  return node.kind === "variable" && node.slot === slot;
}

function partsOf(test: ReadTest): Partial<RowTest> {
  const kind = ROW_TESTS[test.kind];
  switch (test.kind) {
    case "within":
      return { kind, low: test.low, high: test.high };
    case "text":
    case "flag":
      return { kind, value: test.value };
    case "few":
      return { kind, texts: test.values };
    case "many":
      return { kind, values: test.values };
  }
}
