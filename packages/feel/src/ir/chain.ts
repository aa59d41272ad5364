import { BOOLEAN, type ListType } from "../types/value-type.ts";
import { junction } from "./build.ts";
import type { Ir } from "./ir.ts";
import { substituteVariable } from "./traverse.ts";

/**
 * Filters and projections over one list, seen from a row of it: whether the row belongs (three-valued: it may or may
 * not), and the element that it gives. Both read the row as the variable of `slot`.
 */
export type Chain = {
  readonly base: Ir & { readonly type: ListType };
  readonly slot: number;
  /** Undefined: every row belongs. */
  readonly belongs: Ir | undefined;
  readonly element: Ir;
};

export function chainOf(list: Ir, slot: number): Chain {
  if (list.kind === "filter") {
    const inner = chainOf(list.list, slot);
    const predicate = substituteVariable(list.predicate, slot, inner.element);
    const belongs = inner.belongs ? junction("and", [inner.belongs, predicate]) : predicate;
    return { ...inner, belongs };
  }
  if (list.kind === "map") {
    const inner = chainOf(list.list, slot);
    return { ...inner, element: substituteVariable(list.body, slot, inner.element) };
  }
  if (list.type.kind !== "list") throw new Error(`a ${list.type.kind} is no list`);
  const base = { ...list, type: list.type };
  return { base, slot, belongs: undefined, element: { kind: "variable", type: list.type.of, slot } };
}

/** Three-valued: the row belongs and the condition holds for its element. */
export function belongsAnd(chain: Chain, condition: Ir): Ir {
  const applied = substituteVariable(condition, chain.slot, chain.element);
  return chain.belongs ? { kind: "and", type: BOOLEAN, items: [chain.belongs, applied] } : applied;
}

/** The chain gives its rows as they are; a variable of an enclosing binder is another element for each row. */
export function isRow({ element, slot }: Chain): boolean {
  return element.kind === "variable" && element.slot === slot;
}
