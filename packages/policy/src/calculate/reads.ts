import { type CompiledFeel, visitIr } from "@wutong/feel";
import type { FactCatalogue, FactList } from "../facts/fact-catalogue.ts";

/** What is read of facts: the fields of lists (dotted within a group), none of scalars. */
export type Reads = ReadonlyMap<string, ReadonlySet<string>>;

/** A text that a policy compares a fact with, whole or as its beginning. */
export type Compared = { readonly fact: string; readonly text: string; readonly beginning: boolean };

type Ir = CompiledFeel["ir"];
type Context = Extract<Ir["type"], { readonly kind: "context" }>;

/** What functions read of a spell without naming it. */
const SPELL = ["from", "to", "open"];

/** Lists are told apart by the fields of their elements, so that of two that are alike each may bring what is asked of the other. */
export type ListsByShape = ReadonlyMap<string, readonly FactList[]>;

export function listsByShape({ lists }: FactCatalogue): ListsByShape {
  return Map.groupBy(lists, ({ fields }) => shapeOf(fields.map(({ name }) => name)));
}

export function readsOf({ ir }: CompiledFeel, lists: ListsByShape): Reads {
  const reads = new Map<string, Set<string>>();
  const paths: (readonly [shape: string, path: string])[] = [];
  let calls = false;
  visitIr(ir, (node) => {
    if (node.kind === "call") calls = true;
    if (node.kind === "root" && node.name !== "asOf") {
      for (const name of namesOfRoot(node, lists)) reads.set(name, reads.get(name) ?? new Set());
    }
    const place = placeOf(node);
    if (place) paths.push(place);
  });
  for (const list of [...lists.values()].flat()) {
    const fields = reads.get(list.name);
    if (!fields) continue;
    const shape = shapeOf(list.fields.map(({ name }) => name));
    for (const [of, path] of paths) if (of === shape) fields.add(path);
    if (calls) for (const { name } of list.fields) if (SPELL.includes(name)) fields.add(name);
  }
  return reads;
}

/** A list by its own name; a claim, which stands under the name of an element, is its list. */
function namesOfRoot(root: Extract<Ir, { kind: "root" }>, lists: ListsByShape): readonly string[] {
  if (root.type.kind !== "context") return [root.name];
  return (lists.get(shapeOf(Object.keys(root.type.fields))) ?? []).flatMap(({ name, element }) =>
    element?.name === root.name ? [name] : [],
  );
}

/** Where a field lies: the element's shape, and the path in it. A group as a whole is no place. */
function placeOf(node: Ir): readonly [shape: string, path: string] | undefined {
  if (node.kind !== "field" || node.type.kind === "context") return undefined;
  const { of } = node;
  if (of.type.kind !== "context") return undefined;
  if (of.kind === "field" && of.of.type.kind === "context") {
    return [shapeOfContext(of.of.type), `${of.name}.${node.name}`];
  }
  return [shapeOfContext(of.type), node.name];
}

/** The texts that facts are compared with, by the path of the fact (`insurance.employer.kind`). */
export function comparedTexts({ ir }: CompiledFeel, lists: ListsByShape): readonly Compared[] {
  const found: Compared[] = [];
  const add = (node: Ir, texts: readonly unknown[], beginning: boolean) => {
    for (const fact of pathsOf(node, lists)) {
      for (const text of texts) if (typeof text === "string") found.push({ fact, text, beginning });
    }
  };
  visitIr(ir, (node) => {
    if (node.kind === "oneOf") add(node.of, node.values, false);
    if (node.kind === "compare" && node.operator === "=") {
      if (node.right.kind === "literal") add(node.left, [node.right.value], false);
      if (node.left.kind === "literal") add(node.right, [node.left.value], false);
    }
    const [of, text] = node.kind === "call" && node.name === "starts with" ? node.args : [];
    if (of && text?.kind === "literal") add(of, [text.value], true);
  });
  return found;
}

function pathsOf(node: Ir, lists: ListsByShape): readonly string[] {
  if (node.kind === "root") return [node.name];
  const place = placeOf(node);
  if (!place) return [];
  const [shape, path] = place;
  return (lists.get(shape) ?? []).map(({ name }) => `${name}.${path}`);
}

/** Several reads as one. */
export function joinReads(all: Iterable<Reads>): Reads {
  const joined = new Map<string, Set<string>>();
  for (const reads of all) {
    for (const [name, fields] of reads) joined.set(name, new Set([...(joined.get(name) ?? []), ...fields]));
  }
  return joined;
}

function shapeOfContext({ fields }: Context): string {
  return shapeOf(Object.keys(fields));
}

function shapeOf(names: readonly string[]): string {
  return names.toSorted().join(",");
}
