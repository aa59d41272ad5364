import { type CompiledFeel, visitIr } from "@wutong/feel";
import type { NamedFeel } from "../sweep/policy-columns.ts";

/** What expressions ask of the elements of a list. */
export type FieldsUsed = {
  /** SQL for the columns of an element that are asked of, under their own names; of a group only the parts that are. */
  readonly columnsOf: (list: string) => readonly string[];
};

type Context = Extract<CompiledFeel["ir"]["type"], { readonly kind: "context" }>;

/** What functions ask of a spell, without naming it. */
const SPELL = ["from", "to", "open"];

/** Elements are told apart by their fields, so that of two lists alike each may bring what is asked of the other. */
export function fieldsUsed(expressions: readonly NamedFeel[]): FieldsUsed {
  const asked = new Set<string>();
  const elements = new Map<string, Context>();
  for (const { compiled } of expressions) {
    visitIr(compiled.ir, (node) => {
      if (node.kind === "root" && node.type.kind === "list" && node.type.of.kind === "context") {
        elements.set(node.name, node.type.of);
      }
      if (node.kind === "field" && node.of.type.kind === "context") asked.add(`${shapeOf(node.of.type)} ${node.name}`);
    });
  }
  return { columnsOf: (list) => columnsOf(elements.get(list), asked) };
}

function columnsOf(element: Context | undefined, asked: ReadonlySet<string>): readonly string[] {
  if (!element) return [];
  const shape = shapeOf(element);
  const names = Object.keys(element.fields).filter((name) => asked.has(`${shape} ${name}`) || SPELL.includes(name));
  return names.flatMap((name) => {
    const type = element.fields[name];
    if (type?.kind === "list") return [quoted(name), quoted(`${name}_complete`)];
    return [type?.kind === "context" ? groupSql(name, type, asked) : quoted(name)];
  });
}

/** Reading a group is reading each of its columns: only those that are asked of. */
function groupSql(name: string, group: Context, asked: ReadonlySet<string>): string {
  const shape = shapeOf(group);
  const parts = Object.keys(group.fields).filter((part) => asked.has(`${shape} ${part}`));
  if (parts.length === 0) return quoted(name);
  return `struct_pack(${parts.map((part) => `${quoted(part)} := ${quoted(name)}.${quoted(part)}`).join(", ")}) AS ${quoted(name)}`;
}

function shapeOf({ fields }: Context): string {
  return Object.keys(fields).toSorted().join(",");
}

export function quoted(name: string): string {
  return `"${name}"`;
}
