import type { FoldOperator, Ir, IrOf } from "../ir/ir.ts";
import { compareCodePoints } from "./code-points.ts";
import {
  type Compiling,
  type Evaluate,
  type EvaluateList,
  type EvaluateTruth,
  type RemainingRows,
  type Sharing,
  UNKNOWN_LIST,
} from "./compiling.ts";
import { fillRemaining, findRemaining, searchOf } from "./remaining-rows.ts";

/**
 * A chain of filters and projections over one list, run row by row without building lists between.
 * `enter` puts a row's element into its slot and says whether it belongs: false no, null perhaps.
 */
type Chain = {
  readonly base: EvaluateList;
  readonly slot: number;
  readonly enter: (row: unknown, facts: Parameters<Evaluate>[0]) => boolean | null;
  /** Neither filtered nor projected. */
  readonly plain: boolean;
};

type Stage =
  | { readonly kind: "filter"; readonly test: EvaluateTruth }
  | { readonly kind: "map"; readonly body: Evaluate };

function chainOf(list: Ir, slot: number, compiling: Compiling): Chain {
  const stages: Stage[] = [];
  let base = list;
  while (base.kind === "filter" || base.kind === "map") {
    if (base.kind === "filter")
      stages.unshift({ kind: "filter", test: compiling.compile(base.predicate) as EvaluateTruth });
    else stages.unshift({ kind: "map", body: compiling.compile(base.body) });
    base = base.list;
  }
  const source = compileBase(base, compiling);
  return { base: source, slot, enter: entering(stages, slot, compiling.slots), plain: stages.length === 0 };
}

function entering(stages: readonly Stage[], slot: number, slots: unknown[]): Chain["enter"] {
  const [first, second] = stages;
  if (!first) {
    return (row) => {
      slots[slot] = row;
      return true;
    };
  }
  if (first.kind === "filter" && !second) {
    const { test } = first;
    return (row, facts) => {
      slots[slot] = row;
      return test(facts);
    };
  }
  return (row, facts) => {
    slots[slot] = row;
    let belongs: boolean | null = true;
    for (const stage of stages) {
      if (stage.kind === "map") {
        slots[slot] = stage.body(facts);
        continue;
      }
      const truth = stage.test(facts);
      if (truth === false) return false;
      if (truth === null) belongs = null;
    }
    return belongs;
  };
}

function compileBase(list: Ir, compiling: Compiling): EvaluateList {
  if (list.kind === "list") {
    const items = list.items.map(compiling.compile);
    return (facts) => ({ rows: items.map((item) => item(facts)), complete: true });
  }
  const of = compiling.compile(list);
  return (facts) => (of(facts) as ReturnType<EvaluateList> | null) ?? UNKNOWN_LIST;
}

/** The list as a value: rows that may or may not belong are left out, and make it incomplete. */
export function compileSource(list: Ir, compiling: Compiling): EvaluateList {
  const chain = chainOf(list, slotOf(list), compiling);
  if (chain.plain) return chain.base;
  const { base, slot, enter } = chain;
  const { slots } = compiling;
  return (facts) => {
    const source = base(facts);
    const rows: unknown[] = [];
    let { complete } = source;
    for (const row of source.rows) {
      const belongs = enter(row, facts);
      if (belongs === true) rows.push(slots[slot] ?? null);
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
  const seeking = { slot: node.slot, slots: compiling.slots, found: node.quantifier === "some" };
  const testsOf = (parts: readonly Ir[]) => parts.map(compiling.compile) as readonly EvaluateTruth[];
  const remaining = findRemaining(compiling.sharing, search);
  if (!remaining || !compiling.sharing) return findWitness(base, testsOf(search.parts), seeking);
  const { own, shared, rest } = remaining;
  return findAmongRemaining(base, testsOf(rest), seeking, {
    own,
    sharing: compiling.sharing,
    tests: testsOf(shared),
  });
}

type AmongRemaining = {
  readonly own: RemainingRows;
  readonly sharing: Sharing;
  readonly tests: readonly EvaluateTruth[];
};

/** As `findWitness`, over the rows that another search of this turn may have found already. */
function findAmongRemaining(
  base: EvaluateList,
  rest: readonly EvaluateTruth[],
  seeking: Seeking,
  { own, sharing, tests }: AmongRemaining,
): EvaluateTruth {
  const { slot, slots, found } = seeking;
  const filling = { slots, slot, tests };
  return (facts) => {
    const { rows, complete } = base(facts);
    if (own.turn !== sharing.turn) fillRemaining(own, rows, facts, filling);
    own.turn = sharing.turn;
    let unknown = !complete;
    for (let i = 0; i < own.rows.length; i += 1) {
      slots[slot] = own.rows[i];
      let truth = own.truths[i] ?? null;
      for (let j = 0; j < rest.length && (truth as boolean | null) !== false; j += 1) {
        const next = (rest[j] as EvaluateTruth)(facts);
        if (next !== true) truth = next as never;
      }
      if (truth === true) return found;
      if (truth === null) unknown = true;
    }
    return unknown ? null : !found;
  };
}

type Seeking = { readonly slot: number; readonly slots: unknown[]; readonly found: boolean };

/** `found` where all tests hold for some row. Most rows fail the first test: it stands apart. */
function findWitness(base: EvaluateList, tests: readonly EvaluateTruth[], seeking: Seeking): EvaluateTruth {
  const { slot, slots, found } = seeking;
  const [first = () => true, ...others] = tests;
  const count = others.length;
  return (facts) => {
    const { rows, complete } = base(facts);
    let unknown = !complete;
    for (let i = 0; i < rows.length; i += 1) {
      slots[slot] = rows[i];
      let truth = first(facts);
      for (let j = 0; j < count && truth !== false; j += 1) {
        const next = (others[j] as EvaluateTruth)(facts);
        if (next !== true) truth = next;
      }
      if (truth === true) return found;
      if (truth === null) unknown = true;
    }
    return unknown ? null : !found;
  };
}

export function compileCount(node: IrOf<"count">, compiling: Compiling): Evaluate {
  const { base, slot, enter } = chainOf(node.list, node.slot, compiling);
  const { slots } = compiling;
  return (facts) => {
    const { rows, complete } = base(facts);
    if (!complete) return null;
    let count = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const belongs = enter(rows[i], facts);
      if (belongs === false) continue;
      if (belongs === null || (slots[slot] ?? null) === null) return null;
      count += 1;
    }
    return count;
  };
}

/** Strict: any row or element unknown makes it unknown. The sum of nothing is 0; its least and greatest are unknown. */
export function compileFold(node: IrOf<"fold">, compiling: Compiling): Evaluate {
  const { base, slot, enter } = chainOf(node.list, node.slot, compiling);
  const { slots } = compiling;
  const { operator, type } = node;
  const step = stepOf(operator, type.kind === "string");
  const start = operator !== "sum" ? null : type.kind === "number" && type.big ? 0n : 0;
  const widen = typeof start === "bigint" && !elementsAreBig(node.list);
  return (facts) => {
    const { rows, complete } = base(facts);
    if (!complete) return null;
    let result: unknown = start;
    for (let i = 0; i < rows.length; i += 1) {
      const belongs = enter(rows[i], facts);
      if (belongs === false) continue;
      const element = slots[slot] ?? null;
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
