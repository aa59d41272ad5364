import type { Place, XmlAttribute, XmlElement } from "../xml/xml-tree.ts";

/** What a file says beyond this model (a tool's own attributes, extension elements, diagrams), kept for writing. */
export type Kept = { readonly attributes: readonly XmlAttribute[]; readonly elements: readonly XmlElement[] };

/** What every element may carry. `at` is where it stood in the file; writing and meaning don't depend on it. */
export type DmnElement = {
  readonly id?: string;
  readonly label?: string;
  readonly description?: string;
  readonly kept?: Kept;
  readonly at?: Place;
};

export type Named = DmnElement & { readonly name: string };

/** A text in an expression language, with the place where it begins. */
export type UnaryTests = DmnElement & { readonly text: string; readonly expressionLanguage?: string };

export type Variable = Named & { readonly typeRef?: string };
