import type { Ir, IrOf } from "../ir/ir.ts";
import type { ValueType } from "../types/value-type.ts";

/** A field without making the context that it is read from: of one written out, its entry; of a choice, the choice of fields. */
export function readField(of: Ir, name: string, type: ValueType): Ir {
  const holder = of.kind === "field" ? readField(of.of, of.name, of.type) : of;
  if (holder.kind === "if") {
    const consequent = readField(holder.consequent, name, type);
    return { ...holder, type, consequent, alternative: readField(holder.alternative, name, type) };
  }
  if (holder.kind !== "context") return { kind: "field", type, of: holder, name };
  const entry = holder.entries.find((each) => each.name === name);
  if (!entry) throw new Error(`a context without ${name} passed the checker`);
  return entry.value.kind === "field" ? readField(entry.value.of, entry.value.name, entry.value.type) : entry.value;
}

/** What stands below a list's filters and projections. */
export function baseOf(list: Ir): Ir {
  if (list.kind === "filter" || list.kind === "map") return baseOf(list.list);
  return list.kind === "field" ? readField(list.of, list.name, list.type) : list;
}

/** The list with its filters and projections over another base. */
export function withBase(list: Ir, base: Ir): Ir {
  return list.kind === "filter" || list.kind === "map" ? { ...list, list: withBase(list.list, base) } : base;
}

/** A node that reads all of a list: it may stand on either side of a choice between lists. */
export type ListReader = IrOf<"count"> | IrOf<"fold"> | IrOf<"call">;

export function listOfReader(node: ListReader): Ir | undefined {
  return node.kind === "call" ? node.args.find((arg) => arg.type.kind === "list") : node.list;
}

export function withListOfReader(node: ListReader, list: Ir): ListReader {
  if (node.kind !== "call") return { ...node, list };
  return { ...node, args: node.args.map((arg) => (arg.type.kind === "list" ? list : arg)) };
}
