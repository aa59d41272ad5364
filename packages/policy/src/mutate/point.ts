import type { Scalar } from "yaml";
import type { YamlText } from "../reading/yaml-text.ts";
import type { MutantKind } from "./mutant.ts";

/** A change within one text: offsets count in it. */
export type Point = { readonly kind: MutantKind; readonly from: number; readonly to: number; readonly insert: string };

/** A change of one scalar of a file, with the keys that lead to it. */
export type PolicyPoint = Point & {
  readonly yaml: YamlText;
  readonly scalar: Scalar;
  readonly path: readonly string[];
};
