import assert from "node:assert/strict";
import { test } from "node:test";
import type { Truth } from "@wutong/kernel";
import fc from "fast-check";
import type { IndexedTree } from "../compile/compiled-policy.ts";
import { leavesBehind, truthOf, truthOfMasks } from "./truth-tree.ts";

const leaf = (index: number): IndexedTree => ({ kind: "leaf", index });

test("at least two of three: met, not met and unknown", () => {
  const tree: IndexedTree = { kind: "atLeast", count: 2, of: [leaf(0), leaf(1), leaf(2)] };
  assert.equal(truthOf(tree, [true, true, null]), true);
  assert.equal(truthOf(tree, [true, null, false]), null);
  assert.equal(truthOf(tree, [true, false, false]), false);
});

test("reasons are the false leaves under false nodes, and no others", () => {
  const tree: IndexedTree = { kind: "all", of: [{ kind: "any", of: [leaf(0), leaf(1)] }, leaf(2), leaf(3)] };
  assert.deepEqual(leavesBehind(tree, [false, true, false, null], false), [2]);
  assert.deepEqual(leavesBehind(tree, [false, false, true, null], false), [0, 1]);
  assert.deepEqual(leavesBehind(tree, [false, null, true, null], null), [1, 3]);
});

const trees = fc.letrec<{ tree: IndexedTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.integer({ min: 0, max: 7 }).map(leaf),
    fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((of): IndexedTree => ({ kind: "all", of })),
    fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((of): IndexedTree => ({ kind: "any", of })),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.array(tie("tree"), { minLength: 1, maxLength: 4 }))
      .map(([count, of]): IndexedTree => ({ kind: "atLeast", count: Math.min(count, of.length), of })),
  ),
})).tree;
const truths = fc.array(fc.constantFrom<Truth>(true, false, null), { minLength: 8, maxLength: 8 });

test("masks give the same truth as the leaves", () => {
  fc.assert(
    fc.property(trees, truths, (tree, values) => {
      const mask = (truth: Truth) =>
        values.reduce<number>((bits, value, index) => (value === truth ? bits | (1 << index) : bits), 0);
      assert.equal(truthOfMasks(tree)(mask(true), mask(null)), truthOf(tree, values));
    }),
    { numRuns: 1000 },
  );
});

test("every false root has a reason, every unknown one an unknown", () => {
  fc.assert(
    fc.property(trees, truths, (tree, values) => {
      const root = truthOf(tree, values);
      if (root === true) return;
      const leaves = leavesBehind(tree, values, root);
      assert.ok(leaves.length > 0);
      assert.ok(leaves.every((index) => values[index] === root));
    }),
    { numRuns: 1000 },
  );
});
