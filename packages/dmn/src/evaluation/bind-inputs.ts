import { type FeelValue, hasKind } from "@wutong/feel/interpreter";
import { type LinkedModel, reachableModels } from "../linking/linked-model.ts";
import type { DrgElement } from "../model/model.ts";

/** A value given from outside, for input data or in place of a decision. `namespace` says which model's. */
export type DmnInput = { readonly name: string; readonly namespace?: string; readonly value: FeelValue };

/**
 * Which element each input is meant for: by namespace and name; else by name in the model itself, then in the imported
 * ones; else `prefix.name` or a context named like an import, whose entries are meant for that model. An input for
 * nothing is left out.
 */
export function bindInputs(main: LinkedModel, inputs: readonly DmnInput[]): ReadonlyMap<DrgElement, FeelValue> {
  const bound = new Map<DrgElement, FeelValue>();
  const models = reachableModels(main);
  for (const { name, namespace, value } of inputs) {
    const among = namespace === undefined ? models : models.filter(({ model }) => model.namespace === namespace);
    const element = among.flatMap((linked) => findGivable(linked, name) ?? [])[0];
    if (element) bound.set(element, value);
    else for (const [found, part] of findInImports(main, name, value)) bound.set(found, part);
  }
  return bound;
}

function findInImports(
  main: LinkedModel,
  name: string,
  value: FeelValue,
): readonly (readonly [DrgElement, FeelValue])[] {
  return main.imports.flatMap(({ name: prefix, linked }) => {
    const own = name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length + 1), value] as const] : [];
    const parts = name === prefix && hasKind(value, "context") ? [...value.entries] : own;
    return parts.flatMap(([part, given]) => {
      const element = findGivable(linked, part);
      return element ? [[element, given] as const] : [];
    });
  });
}

function findGivable({ model }: LinkedModel, name: string): DrgElement | undefined {
  return model.elements.find((one) => one.name === name && (one.kind === "inputData" || one.kind === "decision"));
}
