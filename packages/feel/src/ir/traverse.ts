import type { ValueType } from "../types/value-type.ts";
import type { Ir, IrKind, IrOf } from "./ir.ts";

type Children = { readonly [Kind in IrKind]: (node: IrOf<Kind>) => readonly Ir[] };
type Rebuild = { readonly [Kind in IrKind]: (node: IrOf<Kind>, map: (child: Ir) => Ir) => Ir };

const none = (): readonly Ir[] => [];

const children: Children = {
  literal: none,
  root: none,
  variable: none,
  field: (node) => [node.of],
  not: (node) => [node.of],
  and: (node) => node.items,
  or: (node) => node.items,
  compare: (node) => [node.left, node.right],
  between: (node) => [node.of, node.low, node.high],
  oneOf: (node) => [node.of],
  arithmetic: (node) => [node.left, node.right],
  divide: (node) => [node.numerator, node.denominator],
  widen: (node) => [node.of],
  if: (node) => [node.condition, node.consequent, node.alternative],
  quantify: (node) => [node.list, node.satisfies],
  count: (node) => [node.list],
  fold: (node) => [node.list],
  filter: (node) => [node.list, node.predicate],
  map: (node) => [node.list, node.body],
  list: (node) => node.items,
  context: (node) => node.entries.map((entry) => entry.value),
  call: (node) => node.args,
};

const rebuild: Rebuild = {
  literal: (node) => node,
  root: (node) => node,
  variable: (node) => node,
  field: (node, map) => fieldOf(node, map(node.of)),
  not: (node, map) => ({ ...node, of: map(node.of) }),
  and: (node, map) => ({ ...node, items: node.items.map(map) }),
  or: (node, map) => ({ ...node, items: node.items.map(map) }),
  compare: (node, map) => ({ ...node, left: map(node.left), right: map(node.right) }),
  between: (node, map) => ({ ...node, of: map(node.of), low: map(node.low), high: map(node.high) }),
  oneOf: (node, map) => ({ ...node, of: map(node.of) }),
  arithmetic: (node, map) => ({ ...node, left: map(node.left), right: map(node.right) }),
  divide: (node, map) => ({ ...node, numerator: map(node.numerator), denominator: map(node.denominator) }),
  widen: (node, map) => ({ ...node, of: map(node.of) }),
  if: (node, map) => ({
    ...node,
    condition: map(node.condition),
    consequent: map(node.consequent),
    alternative: map(node.alternative),
  }),
  quantify: (node, map) => ({ ...node, list: map(node.list), satisfies: map(node.satisfies) }),
  count: (node, map) => ({ ...node, list: map(node.list) }),
  fold: (node, map) => ({ ...node, list: map(node.list) }),
  filter: (node, map) => ({ ...node, list: map(node.list), predicate: map(node.predicate) }),
  map: (node, map) => ({ ...node, list: map(node.list), body: map(node.body) }),
  list: (node, map) => ({ ...node, items: node.items.map(map) }),
  context: (node, map) => ({
    ...node,
    entries: node.entries.map((entry) => ({ name: entry.name, value: map(entry.value) })),
  }),
  call: (node, map) => ({ ...node, args: node.args.map(map) }),
};

/** A field of a context that is written out is its entry: engines need not make the context, nor hold its numbers. */
function fieldOf(node: IrOf<"field">, of: Ir): Ir {
  if (of.kind === "if") {
    const [consequent, alternative] = [
      fieldOf({ ...node, of: of.consequent }, of.consequent),
      fieldOf({ ...node, of: of.alternative }, of.alternative),
    ];
    return { ...of, type: node.type, consequent, alternative };
  }
  const entry = of.kind === "context" ? of.entries.find(({ name }) => name === node.name) : undefined;
  return entry ? entry.value : { ...node, of };
}

/** The nodes directly below a node. */
export function childrenOf(node: Ir): readonly Ir[] {
  return (children[node.kind] as (node: Ir) => readonly Ir[])(node);
}

/** The node with each child replaced. */
function mapChildren(node: Ir, map: (child: Ir) => Ir): Ir {
  return (rebuild[node.kind] as (node: Ir, map: (child: Ir) => Ir) => Ir)(node, map);
}

/** The names of the facts that an expression reads, sorted. */
export function readsOf(node: Ir): readonly string[] {
  const names = new Set<string>();
  visit(node, (each) => {
    if (each.kind === "root") names.add(each.name);
  });
  return [...names].sort();
}

export function visit(node: Ir, see: (node: Ir) => void): void {
  see(node);
  for (const child of childrenOf(node)) visit(child, see);
}

/** Puts an expression where the root `name` is read; its binders move below those around the place. */
export function substituteRoot(node: Ir, name: string, inputOf: (type: ValueType) => Ir): Ir {
  return substitute(node, 0, (each, depth) => {
    return each.kind === "root" && each.name === name ? shiftSlots(inputOf(each.type), 0, depth) : undefined;
  });
}

/** Puts an expression in one variable of `slot` where that variable is read. */
export function substituteVariable(node: Ir, slot: number, element: Ir): Ir {
  if (element.kind === "variable" && element.slot === slot) return node;
  return substitute(node, slot + 1, (each, depth) => {
    return each.kind === "variable" && each.slot === slot ? shiftSlots(element, slot + 1, depth - slot - 1) : undefined;
  });
}

function substitute(node: Ir, depth: number, replacementOf: (each: Ir, depth: number) => Ir | undefined): Ir {
  const replacement = replacementOf(node, depth);
  if (replacement) return replacement;
  const below = isBinder(node) ? node.slot + 1 : depth;
  return mapChildren(node, (child) => substitute(child, isListOf(node, child) ? depth : below, replacementOf));
}

type Binder = IrOf<"quantify" | "filter" | "map">;

function isBinder(node: Ir): node is Binder {
  return node.kind === "quantify" || node.kind === "filter" || node.kind === "map";
}

/** A binder's list stands outside of what it binds. */
function isListOf(node: Ir, child: Ir): boolean {
  return "list" in node && node.list === child;
}

/**
 * Moves the slots from `least` on: those that the expression binds itself. An expression checked at one depth and put
 * at a deeper one must move, or its binders would overwrite elements around it.
 */
export function shiftSlots(node: Ir, least: number, by: number): Ir {
  if (by === 0) return node;
  const moved = mapChildren(node, (child) => shiftSlots(child, least, by));
  return "slot" in moved && moved.slot >= least ? { ...moved, slot: moved.slot + by } : moved;
}
