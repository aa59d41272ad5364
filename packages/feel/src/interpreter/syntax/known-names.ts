import { partsOf } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import type { NameScope } from "./name-scope.ts";

export type FoundName = { readonly name: string; readonly end: number; readonly inside: NameScope | null };

type Trie = { readonly next: Map<string, Trie>; found: Omit<FoundName, "end"> | null };

/** Names that begin to be known within one construct: a context's entries, a function's parameters, an iterator. */
export class NameFrame {
  readonly outer: NameFrame | null;
  /** What is filtered here is unknown before it is evaluated: any name may be one of its entries. */
  readonly open: boolean;
  readonly #root: Trie = { next: new Map(), found: null };

  constructor(outer: NameFrame | null, names: Iterable<readonly [string, NameScope | null]> = [], open = false) {
    this.outer = outer;
    this.open = open;
    for (const [name, inside] of names) this.define(name, inside);
  }

  define(name: string, inside: NameScope | null): void {
    let node = this.#root;
    for (const part of partsOf(name)) {
      const next: Trie = node.next.get(part) ?? { next: new Map(), found: null };
      node.next.set(part, next);
      node = next;
    }
    node.found = { name, inside };
  }

  /** What is inside of a name that is known here or further out; null where nothing is known of it. */
  insideOf(name: string): NameScope | null {
    let node: Trie | undefined = this.#root;
    for (const part of partsOf(name)) node = node?.next.get(part);
    return node?.found ? node.found.inside : (this.outer?.insideOf(name) ?? null);
  }

  /** The longest name of this frame alone that stands at the cursor. */
  findHere(cursor: Cursor): FoundName | null {
    let longest: FoundName | null = null;
    let node: Trie | undefined = this.#root;
    for (let at = cursor.position; ; ) {
      const part = cursor.peekPart(at);
      node = node.next.get(part.text);
      if (!node || part.text === "") return longest;
      at = part.end;
      if (node.found) longest = { ...node.found, end: at };
    }
  }
}

/** The longest name at the cursor that this frame or one around it knows; of equal ones the innermost. */
export function findName(frame: NameFrame, cursor: Cursor): FoundName | null {
  let longest: FoundName | null = null;
  for (let at: NameFrame | null = frame; at; at = at.outer) {
    const found = at.findHere(cursor);
    if (found && (!longest || found.end > longest.end)) longest = found;
  }
  return longest;
}

export function isInsideOpen(frame: NameFrame): boolean {
  for (let at: NameFrame | null = frame; at; at = at.outer) if (at.open) return true;
  return false;
}
