import type { Ir } from "./ir.ts";
import { childrenOf } from "./traverse.ts";

/** Nodes of an expression when it is written out, and how often each binder's variable is read in it. */
type Extent = { readonly size: number; readonly reads: ReadonlyMap<number, number> };

/** Engines write the test that a row belongs up to three times. */
const BELONGS_WRITTEN = 3;

/**
 * How many nodes engines write for an expression: they see a list through its filters and projections, so an element
 * stands wherever its variable is read. Found without unfolding; a number beyond 2^53 is as good as infinite.
 */
export function unfoldedSize(node: Ir): number {
  return extentOf(node).size;
}

const ONE: Extent = { size: 1, reads: new Map() };

function extentOf(node: Ir): Extent {
  switch (node.kind) {
    case "variable":
      return { size: 1, reads: new Map([[node.slot, 1]]) };
    case "filter":
    case "map":
      return joined([ONE, ...partsOf(chainExtent(node, node.slot))]);
    case "count":
    case "fold":
      return joined([ONE, ...partsOf(chainExtent(node.list, node.slot))]);
    case "quantify": {
      const chain = chainExtent(node.list, node.slot);
      return joined([ONE, chain.base, chain.belongs, placed(extentOf(node.satisfies), node.slot, chain.element)]);
    }
    case "call": {
      const parts = node.args.flatMap((arg) =>
        arg.type.kind === "list" ? partsOf(chainExtent(arg, node.slot)) : [extentOf(arg)],
      );
      return joined([ONE, ...parts]);
    }
    default:
      return joined([ONE, ...childrenOf(node).map(extentOf)]);
  }
}

type ChainExtent = { readonly base: Extent; readonly belongs: Extent; readonly element: Extent };

function partsOf({ base, belongs, element }: ChainExtent): readonly Extent[] {
  return [base, times(belongs, BELONGS_WRITTEN), element];
}

function chainExtent(list: Ir, slot: number): ChainExtent {
  if (list.kind === "filter") {
    const inner = chainExtent(list.list, slot);
    return { ...inner, belongs: joined([inner.belongs, placed(extentOf(list.predicate), slot, inner.element)]) };
  }
  if (list.kind === "map") {
    const inner = chainExtent(list.list, slot);
    return { ...inner, element: placed(extentOf(list.body), slot, inner.element) };
  }
  return { base: extentOf(list), belongs: times(ONE, 0), element: { size: 1, reads: new Map([[slot, 1]]) } };
}

/** `element` written wherever the variable of `slot` is read. */
function placed(body: Extent, slot: number, element: Extent): Extent {
  const count = body.reads.get(slot) ?? 0;
  const others = [...body.reads].filter(([each]) => each !== slot);
  return joined([{ size: body.size, reads: new Map(others) }, times(element, count)]);
}

function times({ size, reads }: Extent, count: number): Extent {
  return { size: size * count, reads: new Map([...reads].map(([slot, each]) => [slot, each * count])) };
}

function joined(extents: readonly Extent[]): Extent {
  const reads = new Map<number, number>();
  let size = 0;
  for (const extent of extents) {
    size += extent.size;
    for (const [slot, count] of extent.reads) reads.set(slot, (reads.get(slot) ?? 0) + count);
  }
  return { size, reads };
}
