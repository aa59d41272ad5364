import { isCollection, isMap, isScalar, type Scalar } from "yaml";
import { textOf } from "../mutate/scalar-edit.ts";
import type { YamlText } from "../reading/yaml-text.ts";

export type PolicyPath = readonly (string | number)[];

/** A single value of a policy file. A value that an alias brings belongs to its anchor and is left out. */
export type PolicyLeaf = {
  readonly path: PolicyPath;
  readonly scalar: Scalar;
  /** As it is written where that differs (`1500.50`), else as it is read. */
  readonly written: string;
  /** It belongs to an anchor, so that a change might be seen at other places too. */
  readonly anchored: boolean;
};

/** All single values of a file in the order of the file, by their path written with slashes. */
export function leavesOf({ root }: YamlText): ReadonlyMap<string, PolicyLeaf> {
  const leaves = new Map<string, PolicyLeaf>();
  const walk = (node: unknown, path: PolicyPath, above: boolean): void => {
    if (!isScalar(node) && !isCollection(node)) return;
    const anchored = above || node.anchor !== undefined;
    if (isScalar(node)) leaves.set(path.join("/"), { path, scalar: node, written: textOf(node), anchored });
    else if (isMap(node)) {
      for (const { key, value } of node.items) if (isScalar(key)) walk(value, [...path, String(key.value)], anchored);
    } else for (const [index, item] of node.items.entries()) walk(item, [...path, index], anchored);
  };
  walk(root, [], false);
  return leaves;
}
