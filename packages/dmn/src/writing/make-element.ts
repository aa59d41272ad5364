import type { DmnElement } from "../model/element.ts";
import type { DmnVersion } from "../model/model.ts";
import type { XmlAttribute, XmlElement } from "../xml/xml-tree.ts";
import { placeAmongSiblings } from "./element-order.ts";

/** What writing a model shares: how DMN's own elements are called. */
export type Writing = { readonly version: DmnVersion; readonly namespace: string; readonly prefix: string };

type Content = {
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly (XmlElement | undefined)[];
  readonly text?: string | undefined;
};

/** An element of DMN's: what the model says, and what was kept of the file, in the schema's order. */
export function makeElement(writing: Writing, local: string, from: DmnElement, content: Content = {}): XmlElement {
  const { id, label, description, kept } = from;
  const said = Object.entries({ id, ...content.attributes, label }).flatMap(([name, value]): readonly XmlAttribute[] =>
    value === undefined ? [] : [{ name, uri: "", value }],
  );
  const children = [
    description === undefined ? undefined : makeTextElement(writing, "description", description),
    content.text === undefined ? undefined : makeTextElement(writing, "text", content.text),
    ...(content.children ?? []),
    ...(kept?.elements ?? []),
  ].filter((child) => child !== undefined);
  const ordered = children.toSorted((a, b) => slotOf(local, a, writing) - slotOf(local, b, writing));
  return bare(writing, local, [...said, ...(kept?.attributes ?? [])], ordered);
}

export function makeTextElement(writing: Writing, local: string, text: string): XmlElement {
  return bare(writing, local, [], text === "" ? [] : [{ kind: "text", text }]);
}

function bare(
  { namespace, prefix }: Writing,
  local: string,
  attributes: XmlElement["attributes"],
  children: XmlElement["children"],
): XmlElement {
  const name = prefix === "" ? local : `${prefix}:${local}`;
  return { kind: "element", name, local, uri: namespace, attributes, children };
}

/** What isn't DMN's own (a diagram, a tool's elements) comes last. */
function slotOf(parent: string, child: XmlElement, { namespace, version }: Writing): number {
  return child.uri === namespace ? placeAmongSiblings(version, parent, child.local) : Number.MAX_SAFE_INTEGER;
}
