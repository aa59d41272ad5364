import type { FoldOperator, Ir, IrOf } from "../ir/ir.ts";
import { compareCodePoints } from "./code-points.ts";
import { compileRowTest } from "./compile-row-tests.ts";
import { type Compiling, type Evaluate, type EvaluateList, type EvaluateTruth, UNKNOWN_LIST } from "./compiling.ts";
import type { ListFact } from "./facts.ts";
import { fillRemaining, findRemaining, type RemainingRows, searchOf } from "./remaining-rows.ts";
import { ROW_TESTS, type Row, type RowTest, rowTest, testRow } from "./row-test.ts";

type Enter = (row: unknown) => boolean | null;

/**
 * A chain of filters and projections over one list, run row by row without building lists between.
 * `enter` puts a row's element into its register and says whether it belongs: false no, null perhaps.
 */
type Chain = {
  readonly base: EvaluateList;
  readonly register: number;
  readonly enter: Enter;
  /** Neither filtered nor projected. */
  readonly plain: boolean;
};

type Stage =
  | { readonly kind: "rows"; readonly test: RowTest }
  | { readonly kind: "filter"; readonly test: EvaluateTruth }
  | { readonly kind: "map"; readonly body: Evaluate };

function chainOf(list: Ir, slot: number, compiling: Compiling): Chain {
  const stages: Stage[] = [];
  let base = list;
  while (base.kind === "filter" || base.kind === "map") {
    stages.unshift(stageOf(base, slot, compiling));
    base = base.list;
  }
  const source = compileBase(base, compiling);
  const register = compiling.registerOfSlot(slot);
  const enter = entering(stages, register, compiling.registers);
  return { base: source, register, enter, plain: stages.length === 0 };
}

/** A filter over the rows themselves tests them in their places; one over what a projection gives reads the register. */
function stageOf(node: IrOf<"filter"> | IrOf<"map">, slot: number, compiling: Compiling): Stage {
  if (node.kind === "map") return { kind: "map", body: compiling.compile(node.body) };
  let below = node.list;
  while (below.kind === "filter") below = below.list;
  return below.kind === "map"
    ? { kind: "filter", test: compiling.compile(node.predicate) as EvaluateTruth }
    : { kind: "rows", test: compileRowTest(node.predicate, slot, compiling) };
}

function entering(stages: readonly Stage[], register: number, registers: unknown[]): Enter {
  const [first, second] = stages;
  if (!first) {
    return (row) => {
      registers[register] = row;
      return true;
    };
  }
  if (first.kind === "rows" && !second) {
    const { test } = first;
    return (row) => {
      const belongs = testRow(test, row as Row);
      if (belongs !== false) registers[register] = row;
      return belongs;
    };
  }
  return (row) => {
    registers[register] = row;
    let belongs: boolean | null = true;
    for (const stage of stages) {
      if (stage.kind === "map") {
        registers[register] = stage.body();
        continue;
      }
      const truth = stage.kind === "rows" ? testRow(stage.test, row as Row) : stage.test();
      if (truth === false) return false;
      if (truth === null) belongs = null;
    }
    return belongs;
  };
}

function compileBase(list: Ir, compiling: Compiling): EvaluateList {
  if (list.kind === "list") {
    const items = list.items.map(compiling.compile);
    return () => ({ rows: items.map((item) => item()), complete: true });
  }
  if (list.kind === "root") {
    const { registers } = compiling;
    const register = compiling.registerOfRoot(list);
    return () => (registers[register] as ListFact | null) ?? UNKNOWN_LIST;
  }
  const of = compiling.compile(list);
  return () => (of() as ListFact | null) ?? UNKNOWN_LIST;
}

/** The list as a value: rows that may or may not belong are left out, and make it incomplete. */
export function compileSource(list: Ir, compiling: Compiling): EvaluateList {
  const chain = chainOf(list, slotOf(list), compiling);
  if (chain.plain) return chain.base;
  const { base, register, enter } = chain;
  const { registers } = compiling;
  return () => {
    const source = base();
    const rows: unknown[] = [];
    let { complete } = source;
    for (const row of source.rows) {
      const belongs = enter(row);
      if (belongs === true) rows.push(registers[register] ?? null);
      else if (belongs === null) complete = false;
    }
    return { rows, complete };
  };
}

function slotOf(list: Ir): number {
  return list.kind === "filter" || list.kind === "map" ? list.slot : 0;
}

/** Kleene: a known row decides; otherwise unknown rows, rows that may not belong and missing rows leave it unknown. */
export function compileQuantify(node: IrOf<"quantify">, compiling: Compiling): EvaluateTruth {
  const search = searchOf(node);
  const base = compileBase(search.base, compiling);
  const found = node.quantifier === "some";
  const testsOf = (parts: readonly Ir[]) => parts.map((part) => compileRowTest(part, node.slot, compiling));
  // Within another search the same words may speak of the row around it.
  const remaining = node.slot === 0 ? findRemaining(compiling.sharing?.remaining, search) : undefined;
  if (!remaining) return findWitness(base, testsOf(search.parts), found);
  const { own, shared, rest } = remaining;
  return findAmongRemaining(base, testsOf(rest), found, { own, tests: testsOf(shared) });
}

type AmongRemaining = {
  readonly own: RemainingRows;
  readonly tests: readonly RowTest[];
};

/** As `findWitness`, over the rows that another search of this turn may have found already. */
function findAmongRemaining(
  base: EvaluateList,
  rest: readonly RowTest[],
  found: boolean,
  { own, tests }: AmongRemaining,
): EvaluateTruth {
  const { clock } = own;
  return () => {
    const { rows, complete } = base();
    if (own.turn !== clock.turn) fillRemaining(own, rows, tests);
    own.turn = clock.turn;
    let unknown = !complete;
    for (let i = 0; i < own.count; i += 1) {
      const row = own.rows[i] as Row;
      let truth = own.truths[i] ?? null;
      for (let j = 0; j < rest.length && (truth as boolean | null) !== false; j += 1) {
        const next = testRow(rest[j] as RowTest, row);
        if (next !== true) truth = next as never;
      }
      if (truth === true) return found;
      if (truth === null) unknown = true;
    }
    return unknown ? null : !found;
  };
}

/** `found` where all tests hold for some row. Most rows fail the first test: it stands apart. */
function findWitness(base: EvaluateList, tests: readonly RowTest[], found: boolean): EvaluateTruth {
  const [first = rowTest({ kind: ROW_TESTS.and }), ...others] = tests;
  const count = others.length;
  return () => {
    const { rows, complete } = base();
    let unknown = !complete;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] as Row;
      let truth = testRow(first, row);
      for (let j = 0; j < count && truth !== false; j += 1) {
        const next = testRow(others[j] as RowTest, row);
        if (next !== true) truth = next;
      }
      if (truth === true) return found;
      if (truth === null) unknown = true;
    }
    return unknown ? null : !found;
  };
}

export function compileCount(node: IrOf<"count">, compiling: Compiling): Evaluate {
  const { base, register, enter } = chainOf(node.list, node.slot, compiling);
  const { registers } = compiling;
  return () => {
    const { rows, complete } = base();
    if (!complete) return null;
    let count = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const belongs = enter(rows[i]);
      if (belongs === false) continue;
      if (belongs === null || (registers[register] ?? null) === null) return null;
      count += 1;
    }
    return count;
  };
}

/** Strict: any row or element unknown makes it unknown. The sum of nothing is 0; its least and greatest are unknown. */
export function compileFold(node: IrOf<"fold">, compiling: Compiling): Evaluate {
  const { base, register, enter } = chainOf(node.list, node.slot, compiling);
  const { registers } = compiling;
  const { operator, type } = node;
  const step = stepOf(operator, type.kind === "string");
  const start = operator !== "sum" ? null : type.kind === "number" && type.big ? 0n : 0;
  const widen = typeof start === "bigint" && !elementsAreBig(node.list);
  return () => {
    const { rows, complete } = base();
    if (!complete) return null;
    let result: unknown = start;
    for (let i = 0; i < rows.length; i += 1) {
      const belongs = enter(rows[i]);
      if (belongs === false) continue;
      const element = registers[register] ?? null;
      if (belongs === null || element === null) return null;
      const value = widen ? BigInt(element as number) : element;
      result = result === null ? value : step(result as never, value as never);
    }
    return result;
  };
}

function elementsAreBig(list: Ir): boolean {
  return list.type.kind === "list" && list.type.of.kind === "number" && list.type.of.big;
}

function stepOf(operator: FoldOperator, texts: boolean): (a: never, b: never) => unknown {
  if (operator === "sum") return (a: number, b: number) => a + b;
  if (texts) {
    const wanted = operator === "min" ? -1 : 1;
    return (a: string, b: string) => (compareCodePoints(b, a) * wanted > 0 ? b : a);
  }
  return operator === "min" ? (a: number, b: number) => (b < a ? b : a) : (a: number, b: number) => (b > a ? b : a);
}
