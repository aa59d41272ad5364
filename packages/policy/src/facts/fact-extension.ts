import type { BothTexts } from "../fault.ts";
import type { FactList, RegisterId, ScalarFact, SubjectKind } from "./fact-form.ts";

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

/** What several policies add, together; a fact that two of them add is there once. */
export function joinExtensions(policies: readonly { readonly extension?: FactExtension }[]): FactExtension {
  const extensions = policies.flatMap(({ extension }) => extension ?? []);
  const facts = extensions.flatMap((extension) => extension.facts);
  const byName = new Map(
    facts.map((fact) => [`${fact.subject} ${"list" in fact ? fact.list.name : fact.scalar.name}`, fact]),
  );
  return { facts: [...byName.values()], registers: Object.assign({}, ...extensions.map(({ registers }) => registers)) };
}
