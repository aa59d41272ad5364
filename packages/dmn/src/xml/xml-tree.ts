/** A place in a file: both count from 1; columns in UTF-16 units. */
export type Place = { readonly line: number; readonly column: number };

/** An attribute as written, and the namespace that its prefix means. Namespace declarations are attributes too. */
export type XmlAttribute = { readonly name: string; readonly uri: string; readonly value: string };

export type XmlText = { readonly kind: "text"; readonly text: string };

/** An element: `name` as written with its prefix, `local` without it, `uri` the namespace that the prefix means. */
export type XmlElement = {
  readonly kind: "element";
  readonly name: string;
  readonly local: string;
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  readonly at?: Place;
  /** Where the content begins, right behind the start tag. */
  readonly contentAt?: Place;
};

export type XmlNode = XmlElement | XmlText;

/** All text below an element, in order. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (child.kind === "text" ? child.text : textOf(child))).join("");
}

export function childElements(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => child.kind === "element");
}

export function findAttribute(element: XmlElement, name: string, uri = ""): string | undefined {
  return element.attributes.find((one) => localOf(one.name) === name && one.uri === uri)?.value;
}

function localOf(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The place of an offset in a text that begins at `start`. */
export function placeIn(text: string, offset: number, start: Place): Place {
  const before = text.slice(0, offset);
  const lines = before.split("\n");
  const last = lines.at(-1) ?? "";
  if (lines.length === 1) return { line: start.line, column: start.column + last.length };
  return { line: start.line + lines.length - 1, column: last.length + 1 };
}
