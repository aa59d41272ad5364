import { and, atLeast, or, type Truth } from "@wutong/kernel";
import type { IndexedTree } from "../compile/compiled-policy.ts";

/** The Kleene value of a tree over its leaves' truths. */
export function truthOf(tree: IndexedTree, truths: readonly Truth[]): Truth {
  if (tree.kind === "leaf") return truths[tree.index] ?? null;
  const values = tree.of.map((each) => truthOf(each, truths));
  if (tree.kind === "all") return and(...values);
  if (tree.kind === "any") return or(...values);
  return atLeast(tree.count, values);
}

/** The leaves of one truth under nodes of the same truth: why a root is false (or unknown), and nothing besides. */
export function leavesBehind(tree: IndexedTree, truths: readonly Truth[], truth: false | null): readonly number[] {
  if (truthOf(tree, truths) !== truth) return [];
  if (tree.kind === "leaf") return [tree.index];
  return tree.of.flatMap((each) => leavesBehind(each, truths, truth));
}

/** The tree as a function of two masks: bit i of `met` and of `unknown` stands for condition i. */
export function truthOfMasks(tree: IndexedTree): (met: number, unknown: number) => Truth {
  if (tree.kind === "leaf") {
    const bit = 1 << tree.index;
    return (met, unknown) => ((met & bit) !== 0 ? true : (unknown & bit) !== 0 ? null : false);
  }
  if (tree.kind === "all" && tree.of.every((each) => each.kind === "leaf")) {
    const bits = bitsOf(tree.of);
    return (met, unknown) => ((met & bits) === bits ? true : ((met | unknown) & bits) === bits ? null : false);
  }
  if (tree.kind === "any" && tree.of.every((each) => each.kind === "leaf")) {
    const bits = bitsOf(tree.of);
    return (met, unknown) => ((met & bits) !== 0 ? true : (unknown & bits) !== 0 ? null : false);
  }
  const parts = tree.of.map(truthOfMasks);
  const needed = tree.kind === "all" ? parts.length : tree.kind === "any" ? 1 : tree.count;
  return (met, unknown) => {
    let sure = 0;
    let perhaps = 0;
    for (const part of parts) {
      const truth = part(met, unknown);
      if (truth === true) sure += 1;
      else if (truth === null) perhaps += 1;
    }
    return sure >= needed ? true : sure + perhaps >= needed ? null : false;
  };
}

function bitsOf(leaves: readonly IndexedTree[]): number {
  return leaves.reduce((bits, each) => (each.kind === "leaf" ? bits | (1 << each.index) : bits), 0);
}
