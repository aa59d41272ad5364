import type { DmnModel, DrgElement, Import, ItemDefinition } from "../model/model.ts";

/** A model and what its references mean: the way into a graph of models that import one another. */
export type LinkedModel = {
  readonly model: DmnModel;
  /** Elements by their id; requirements point to those. */
  readonly byId: ReadonlyMap<string, DrgElement>;
  readonly types: ReadonlyMap<string, ItemDefinition>;
  readonly imports: readonly LinkedImport[];
};

/** Under `name`, a prefix; "" puts the imported names beside the importer's own. */
export type LinkedImport = { readonly name: string; readonly declared: Import; readonly linked: LinkedModel };

/** An element and the model that it stands in. */
export type Located<Element extends DrgElement = DrgElement> = {
  readonly element: Element;
  readonly owner: LinkedModel;
};

/** A found element, and the prefix under which the model that asks sees it ("" for its own). */
export type Resolved = Located & { readonly prefix: string };

/** What `#id`, `namespace#id` or a bare id points to, from inside a model; imported models one level down only. */
export function resolveReference(from: LinkedModel, href: string): Resolved | undefined {
  const mark = href.lastIndexOf("#");
  const namespace = mark > 0 ? href.slice(0, mark) : from.model.namespace;
  const id = href.slice(mark + 1);
  if (namespace === from.model.namespace) {
    const element = from.byId.get(id);
    return element && { element, owner: from, prefix: "" };
  }
  for (const { name, linked } of from.imports) {
    const element = linked.model.namespace === namespace ? linked.byId.get(id) : undefined;
    if (element) return { element, owner: linked, prefix: name };
  }
  return undefined;
}

/** The model itself and all that it imports, each once, importers first. */
export function reachableModels(main: LinkedModel): readonly LinkedModel[] {
  const found = new Set([main]);
  for (const model of found) for (const { linked } of model.imports) found.add(linked);
  return [...found];
}
