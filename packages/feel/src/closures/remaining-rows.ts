import { not } from "../ir/build.ts";
import { belongsAnd, chainOf } from "../ir/chain.ts";
import { conjunctsOf } from "../ir/conjuncts.ts";
import type { Ir, IrOf } from "../ir/ir.ts";
import { groupTruths } from "../ir/shared-conjuncts.ts";
import { visit } from "../ir/traverse.ts";
import type { EvaluateTruth, RemainingRows, Sharing } from "./compiling.ts";
import type { Facts } from "./facts.ts";

/** A quantifier seen as a search: for a row of `base` of which all parts hold. */
export type Search = { readonly base: Ir; readonly parts: readonly Ir[] };

export function searchOf(node: IrOf<"quantify">): Search {
  const chain = chainOf(node.list, node.slot);
  const sought = node.quantifier === "some" ? node.satisfies : not(node.satisfies);
  return { base: chain.base, parts: conjunctsOf(belongsAnd(chain, sought)) };
}

/** Finds what quantifiers of these expressions share; only those that stand outside of other binders. */
export function findSharing(expressions: readonly Ir[]): Sharing {
  const searches = new Map<string, Map<string, readonly string[]>>();
  for (const expression of expressions) {
    visit(expression, (node) => {
      if (node.kind !== "quantify" || node.slot !== 0) return;
      const { base, parts } = searchOf(node);
      if (base.kind !== "root") return;
      const keys = parts.map(keyOf);
      const own = searches.get(base.name) ?? new Map<string, readonly string[]>();
      searches.set(base.name, own.set(keys.join(), keys));
    });
  }
  const remaining = [...searches].map(([name, own]): readonly [string, readonly RemainingRows[]] => {
    const groups = groupTruths([...own.values()]).filter(({ shared }) => shared.length > 0);
    return [name, groups.map(({ shared }) => ({ shared, turn: -1, rows: [], truths: [] }))];
  });
  return { turn: 0, remaining: new Map(remaining) };
}

/** The rows that this search may begin with, and the parts that are left to test on them. */
export function findRemaining(
  sharing: Sharing | undefined,
  { base, parts }: Search,
): { readonly own: RemainingRows; readonly shared: readonly Ir[]; readonly rest: readonly Ir[] } | undefined {
  if (!sharing || base.kind !== "root") return undefined;
  const keys = parts.map(keyOf);
  const own = sharing.remaining.get(base.name)?.find(({ shared }) => shared.every((each) => keys.includes(each)));
  if (!own) return undefined;
  const isShared = (part: Ir) => own.shared.includes(keyOf(part));
  return { own, shared: parts.filter(isShared), rest: parts.filter((part) => !isShared(part)) };
}

type Filling = { readonly slots: unknown[]; readonly slot: number; readonly tests: readonly EvaluateTruth[] };

/** Fills in the rows for this turn. */
export function fillRemaining(own: RemainingRows, rows: readonly unknown[], facts: Facts, filling: Filling): void {
  const { slots, slot, tests } = filling;
  own.rows.length = 0;
  own.truths.length = 0;
  for (let i = 0; i < rows.length; i += 1) {
    slots[slot] = rows[i];
    let truth: boolean | null = true;
    for (let j = 0; j < tests.length && truth !== false; j += 1) {
      const next = (tests[j] as EvaluateTruth)(facts);
      if (next !== true) truth = next;
    }
    if (truth === false) continue;
    own.rows.push(rows[i]);
    own.truths.push(truth);
  }
}

function keyOf(part: Ir): string {
  return JSON.stringify(part, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
