import { type FeelValue, hasKind } from "@wutong/feel/interpreter";
import { type LinkedModel, reachableModels } from "../linking/linked-model.ts";
import type { DrgElement } from "../model/model.ts";

/** A value given from outside, for input data or in place of a decision. `namespace` says which model's. */
export type DmnInput = { readonly name: string; readonly namespace?: string; readonly value: FeelValue };

/**
 * Which element each input is meant for: by namespace and name; else by name in the model itself, then in the imported
 * ones; else the entries of a context named like an import are meant for that model. An input for nothing is left out.
 */
export function bindInputs(main: LinkedModel, inputs: readonly DmnInput[]): ReadonlyMap<DrgElement, FeelValue> {
  const bound = new Map<DrgElement, FeelValue>();
  const models = reachableModels(main);
  for (const { name, namespace, value } of inputs) {
    const among = namespace === undefined ? models : models.filter(({ model }) => model.namespace === namespace);
    const element = among.flatMap((linked) => findGivable(linked, name) ?? [])[0];
    if (element) bound.set(element, value);
    else if (hasKind(value, "context")) bindImport(main, name, value.entries, bound);
  }
  return bound;
}

function bindImport(
  main: LinkedModel,
  prefix: string,
  entries: ReadonlyMap<string, FeelValue>,
  bound: Map<DrgElement, FeelValue>,
): void {
  const imported = main.imports.find(({ name }) => name === prefix);
  if (!imported) return;
  for (const [name, value] of entries) {
    const element = findGivable(imported.linked, name);
    if (element) bound.set(element, value);
  }
}

function findGivable({ model }: LinkedModel, name: string): DrgElement | undefined {
  return model.elements.find((one) => one.name === name && (one.kind === "inputData" || one.kind === "decision"));
}
