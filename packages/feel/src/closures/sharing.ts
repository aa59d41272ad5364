import type { Ir, IrKind } from "../ir/ir.ts";
import { childrenOf, visit } from "../ir/traverse.ts";
import { type Clock, keyOf } from "./node-key.ts";
import { findRemainingRows, type RemainingRows } from "./remaining-rows.ts";

/** A value that several places ask for, found once in each turn of its clock. */
export type Cell = { readonly clock: Clock; turn: number; value: unknown };

/** What the expressions of one program share. `subject` goes on with each subject of a person, and with each person. */
export type Sharing = {
  readonly person: Clock;
  readonly subject: Clock;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly remaining: ReadonlyMap<string, readonly RemainingRows[]>;
};

/** Dearer than looking into a cell. */
const DEAR: ReadonlySet<IrKind> = new Set(["quantify", "count", "fold", "call", "divide"]);

/**
 * Finds what several expressions ask alike, and what stands in a loop over rows though no row decides it. `subject` is
 * the name of the fact that changes while the person stays.
 */
export function findSharing(expressions: readonly Ir[], subject: string | undefined): Sharing {
  const clocks = { person: { turn: 0 }, subject: { turn: 0 } };
  const clockOf = (node: Ir): Clock => (subject !== undefined && reads(node, subject) ? clocks.subject : clocks.person);
  const seen = new Set<string>();
  const cells = new Map<string, Cell>();
  const look = (node: Ir, inLoop: boolean): void => {
    if (isDear(node)) {
      const key = keyOf(node);
      if (seen.has(key) || inLoop) cells.set(key, { clock: clockOf(node), turn: -1, value: null });
      if (seen.has(key)) return;
      seen.add(key);
    }
    const loops = node.kind === "quantify" || node.kind === "filter" || node.kind === "map";
    for (const child of childrenOf(node)) look(child, inLoop || (loops && child !== node.list));
  };
  for (const expression of expressions) look(expression, false);
  return { ...clocks, cells, remaining: findRemainingRows(expressions, clockOf) };
}

/** A node that may have a cell: dear, and decided by no row around it. */
export function isDear(node: Ir): boolean {
  return DEAR.has(node.kind) && isClosed(node);
}

/** `slot` is the depth of a binder, so a variable of a binder outside has a slot that no binder inside has. */
export function isClosed(node: Ir): boolean {
  const bound = new Set<number>();
  const read = new Set<number>();
  visit(node, (each) => {
    if (each.kind === "variable") read.add(each.slot);
    else if ("slot" in each) bound.add(each.slot);
  });
  return [...read].every((slot) => bound.has(slot));
}

function reads(node: Ir, name: string): boolean {
  let found = false;
  visit(node, (each) => {
    if (each.kind === "root" && each.name === name) found = true;
  });
  return found;
}
