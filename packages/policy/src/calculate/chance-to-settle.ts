import type { IndexedTree } from "../compile/compiled-policy.ts";

/** How likely something turns out true, and how likely false; what is left stays unknown. */
export type Chance = { readonly yes: number; readonly no: number };

/** How likely a tree of conditions comes out true or false, its leaves taken as independent: Kleene's logic over chances. */
export function chanceOf(tree: IndexedTree, leaf: (index: number) => Chance): Chance {
  if (tree.kind === "leaf") return leaf(tree.index);
  const parts = tree.of.map((each) => chanceOf(each, leaf));
  const needed = tree.kind === "all" ? parts.length : tree.kind === "any" ? 1 : tree.count;
  return {
    yes: chanceOfAtLeast(
      parts.map(({ yes }) => yes),
      needed,
    ),
    no: chanceOfAtLeast(
      parts.map(({ no }) => no),
      parts.length - needed + 1,
    ),
  };
}

/** How likely at least so many of independent events happen. */
function chanceOfAtLeast(chances: readonly number[], needed: number): number {
  if (needed <= 0) return 1;
  let exactly = [1];
  for (const chance of chances) {
    exactly = [...exactly, 0].map((same, count) => same * (1 - chance) + (exactly[count - 1] ?? 0) * chance);
  }
  return exactly.slice(needed).reduce((sum, each) => sum + each, 0);
}
