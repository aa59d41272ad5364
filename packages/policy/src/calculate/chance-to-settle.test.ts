import assert from "node:assert/strict";
import { test } from "node:test";
import type { Truth } from "@wutong/kernel";
import fc from "fast-check";
import type { IndexedTree } from "../compile/compiled-policy.ts";
import { truthOf } from "../decide/truth-tree.ts";
import { type Chance, chanceOf } from "./chance-to-settle.ts";

const LEAVES = 5;
const chances: fc.Arbitrary<Chance> = fc.constantFrom(
  { yes: 1, no: 0 },
  { yes: 0, no: 1 },
  { yes: 0, no: 0 },
  { yes: 0.5, no: 0.5 },
  { yes: 0.25, no: 0.25 },
);

/** Each leaf stands once, as in a policy. */
const trees: fc.Arbitrary<IndexedTree> = fc
  .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: LEAVES - 1 }))
  .map(([outer, left, right, cut]) => {
    const leaves = Array.from({ length: LEAVES }, (_, index): IndexedTree => ({ kind: "leaf", index }));
    return groupOf(outer, [groupOf(left, leaves.slice(0, cut)), groupOf(right, leaves.slice(cut))]);
  });

function groupOf(kind: number, of: readonly IndexedTree[]): IndexedTree {
  if (kind === 0) return { kind: "all", of };
  return kind === 1 ? { kind: "any", of } : { kind: "atLeast", count: Math.min(kind - 1, of.length), of };
}

/** Every way in which the leaves can come out, weighed by how likely it is. */
function byEnumeration(tree: IndexedTree, leaves: readonly Chance[]): Chance {
  let [yes, no] = [0, 0];
  const walk = (truths: readonly Truth[], weight: number): void => {
    const next = leaves[truths.length];
    if (weight === 0) return;
    if (!next) {
      const truth = truthOf(tree, truths);
      if (truth === true) yes += weight;
      if (truth === false) no += weight;
      return;
    }
    walk([...truths, true], weight * next.yes);
    walk([...truths, false], weight * next.no);
    walk([...truths, null], weight * (1 - next.yes - next.no));
  };
  walk([], 1);
  return { yes, no };
}

test("the chance that a tree comes out true or false is that of all ways together in which its leaves can", () => {
  fc.assert(
    fc.property(trees, fc.array(chances, { minLength: LEAVES, maxLength: LEAVES }), (tree, leaves) => {
      const found = chanceOf(tree, (index) => leaves[index] ?? { yes: 0, no: 0 });
      const expected = byEnumeration(tree, leaves);
      assert.ok(Math.abs(found.yes - expected.yes) < 1e-9 && Math.abs(found.no - expected.no) < 1e-9);
    }),
    { numRuns: 300 },
  );
});
