import type { BothTexts } from "../fault.ts";
import type { FactList, RegisterId, ScalarFact, SubjectKind } from "./fact-catalogue.ts";

/** Facts that a region adds by data (`facts:` of a shared file): they stand beside those of the catalogues. */
export type FactExtension = {
  readonly facts: readonly AddedFact[];
  /** The registers that prove them and that no catalogue knows. */
  readonly registers: Readonly<Record<RegisterId, BothTexts>>;
};

export type AddedFact = { readonly subject: SubjectKind } & (
  | { readonly scalar: ScalarFact }
  | { readonly list: FactList }
);

export const noExtension: FactExtension = { facts: [], registers: {} };
