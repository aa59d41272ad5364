import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import type { DmnElement, Kept } from "../model/element.ts";
import { childElements, type Place, textOf, type XmlElement } from "../xml/xml-tree.ts";
import { defined } from "./defined.ts";

/** What reading one file shares: DMN's namespace in it, and the faults so far. */
export type Reading = { readonly namespace: string; readonly faults: DmnFault[]; readonly faultsMax: number };

/** An element being read. What nobody asks for is kept, so that it can be written again. */
export type Cursor = {
  readonly element: XmlElement;
  readonly reading: Reading;
  attribute(name: string): string | undefined;
  /** The attribute, or a fault and "". */
  required(name: string): string;
  child(local: string): Cursor | undefined;
  children(local: string): readonly Cursor[];
  /** The text of a child that holds only text. */
  text(local: string): { readonly text: string; readonly at: Place | undefined } | undefined;
  /** All children in DMN's namespace that `wants` takes, in order. */
  matching(wants: (local: string) => boolean): readonly Cursor[];
  /** id, label, description, place and everything that nobody asked for: to be called last. */
  rest(): DmnElement;
};

export function openElement(element: XmlElement, reading: Reading): Cursor {
  const usedAttributes = new Set<string>();
  const usedElements = new Set<XmlElement>();
  const ours = childElements(element).filter(({ uri }) => uri === reading.namespace);

  function attribute(name: string): string | undefined {
    const found = element.attributes.find((one) => one.name === name);
    if (found) usedAttributes.add(name);
    return found?.value;
  }
  function required(name: string): string {
    const value = attribute(name);
    if (value === undefined)
      addFault(reading, dmnFault("dmn.missingAttribute", { element: element.local, attribute: name }, element.at));
    return value ?? "";
  }
  function matching(wants: (local: string) => boolean): readonly Cursor[] {
    const found = ours.filter(({ local }) => wants(local));
    for (const one of found) usedElements.add(one);
    return found.map((one) => openElement(one, reading));
  }
  const children = (local: string): readonly Cursor[] => matching((name) => name === local);
  /** The first one; a second one of what the language has once is kept, not lost. */
  function child(local: string): Cursor | undefined {
    const found = ours.find((one) => one.local === local);
    if (!found) return undefined;
    usedElements.add(found);
    return openElement(found, reading);
  }
  function text(local: string): { readonly text: string; readonly at: Place | undefined } | undefined {
    const found = ours.find((one) => one.local === local);
    if (!found) return undefined;
    usedElements.add(found);
    return { text: textOf(found), at: found.contentAt };
  }
  function rest(): DmnElement {
    const fields = { id: attribute("id"), label: attribute("label"), description: text("description")?.text };
    const kept: Kept = {
      attributes: element.attributes.filter(({ name }) => !usedAttributes.has(name)),
      elements: childElements(element)
        .filter((one) => !usedElements.has(one))
        .map(withoutPlaces),
    };
    const hasKept = kept.attributes.length + kept.elements.length > 0;
    return defined({ ...fields, kept: hasKept ? kept : undefined, at: element.at });
  }
  return { element, reading, attribute, required, child, children, text, matching, rest };
}

/** A fault more, up to the limit: a broken file of a million elements isn't worth a million messages. */
export function addFault(reading: Reading, fault: DmnFault): void {
  if (reading.faults.length < reading.faultsMax) reading.faults.push(fault);
}

function withoutPlaces({ kind, name, local, uri, attributes, children }: XmlElement): XmlElement {
  const below = children.map((child) => (child.kind === "text" ? child : withoutPlaces(child)));
  return { kind, name, local, uri, attributes, children: below };
}
