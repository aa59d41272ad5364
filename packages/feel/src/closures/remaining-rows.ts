import { not } from "../ir/build.ts";
import { belongsAnd, chainOf } from "../ir/chain.ts";
import { conjunctsOf } from "../ir/conjuncts.ts";
import type { Ir, IrOf } from "../ir/ir.ts";
import { groupTruths } from "../ir/shared-conjuncts.ts";
import { visit } from "../ir/traverse.ts";
import { type Clock, keyOf } from "./node-key.ts";
import { type Row, type RowTest, testRow } from "./row-test.ts";

/** The rows on which what several searches share is not false, found once in each turn of the clock. */
export type RemainingRows = {
  readonly shared: readonly string[];
  readonly clock: Clock;
  turn: number;
  /** How many of `rows` and `truths` are of this turn. */
  count: number;
  readonly rows: unknown[];
  /** True or null, for each of the rows. */
  readonly truths: (boolean | null)[];
};

/** A quantifier seen as a search: for a row of `base` of which all parts hold. */
export type Search = { readonly base: Ir; readonly parts: readonly Ir[] };

export function searchOf(node: IrOf<"quantify">): Search {
  const chain = chainOf(node.list, node.slot);
  const sought = node.quantifier === "some" ? node.satisfies : not(node.satisfies);
  return { base: chain.base, parts: conjunctsOf(belongsAnd(chain, sought)) };
}

/** Finds what quantifiers of these expressions share; only those that stand outside of other binders. */
export function findRemainingRows(
  expressions: readonly Ir[],
  clockOf: (part: Ir) => Clock,
): ReadonlyMap<string, readonly RemainingRows[]> {
  const searches = new Map<string, Map<string, readonly string[]>>();
  const parts = new Map<string, Ir>();
  for (const expression of expressions) {
    visit(expression, (node) => {
      if (node.kind !== "quantify" || node.slot !== 0) return;
      const search = searchOf(node);
      if (search.base.kind !== "root") return;
      for (const part of search.parts) parts.set(keyOf(part), part);
      const keys = search.parts.map(keyOf);
      const own = searches.get(search.base.name) ?? new Map<string, readonly string[]>();
      searches.set(search.base.name, own.set(keys.join(), keys));
    });
  }
  const remainingOf = (base: Ir, shared: readonly string[]): RemainingRows => {
    const items = [base, ...shared.flatMap((key) => parts.get(key) ?? [])];
    const clock = clockOf({ kind: "and", type: { kind: "boolean" }, items });
    return { shared, clock, turn: -1, count: 0, rows: [], truths: [] };
  };
  const remaining = [...searches].map(([name, own]): readonly [string, readonly RemainingRows[]] => {
    const base: Ir = { kind: "root", type: { kind: "boolean" }, name };
    const groups = groupTruths([...own.values()]).filter(({ shared }) => shared.length > 0);
    return [name, groups.map(({ shared }) => remainingOf(base, shared))];
  });
  return new Map(remaining);
}

export function findRemaining(
  remaining: ReadonlyMap<string, readonly RemainingRows[]> | undefined,
  { base, parts }: Search,
): { readonly own: RemainingRows; readonly shared: readonly Ir[]; readonly rest: readonly Ir[] } | undefined {
  if (!remaining || base.kind !== "root") return undefined;
  const keys = parts.map(keyOf);
  const own = remaining.get(base.name)?.find(({ shared }) => shared.every((each) => keys.includes(each)));
  if (!own) return undefined;
  const isShared = (part: Ir) => own.shared.includes(keyOf(part));
  return { own, shared: parts.filter(isShared), rest: parts.filter((part) => !isShared(part)) };
}

/** Fills in the rows for this turn. */
export function fillRemaining(own: RemainingRows, all: readonly unknown[], tests: readonly RowTest[]): void {
  const { rows, truths } = own;
  let count = 0;
  for (let i = 0; i < all.length; i += 1) {
    const row = all[i] as Row;
    let truth: boolean | null = true;
    for (let j = 0; j < tests.length && truth !== false; j += 1) {
      const next = testRow(tests[j] as RowTest, row);
      if (next !== true) truth = next;
    }
    if (truth === false) continue;
    rows[count] = row;
    truths[count] = truth;
    count += 1;
  }
  own.count = count;
}
