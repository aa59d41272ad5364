import { catalogueOf, type FactList, type SubjectKind, subjectKinds } from "./fact-catalogue.ts";
import type { FactExtension } from "./fact-extension.ts";

/**
 * What a policy may be about: a subject of its own, or a claim — each known element of one of a person's lists. A claim
 * stands in FEEL under its own name (`certificate`, `home`, …), the person's facts around it.
 */
export type PolicySubject = {
  readonly name: string;
  readonly kind: SubjectKind;
  /** The list whose elements are the subjects, and the field that tells them apart. */
  readonly claim?: { readonly list: FactList; readonly key: string };
};

/** The names that a policy's `subject` may have: the kinds first, then the claims. */
export const subjectNames: readonly string[] = subjectNamesOf();

/** The same, those among them whose lists a policy's files add. */
export function subjectNamesOf(extension?: FactExtension): readonly string[] {
  const { lists } = catalogueOf("person", extension);
  return [...subjectKinds, ...lists.flatMap(({ element }) => (element ? [element.name] : []))];
}

/** Undefined where no subject has this name; `extension` is what the policy's files add. */
export function subjectOf(name: string, extension?: FactExtension): PolicySubject | undefined {
  const kind = subjectKinds.find((each) => each === name);
  if (kind) return { name, kind };
  const list = catalogueOf("person", extension).lists.find(({ element }) => element?.name === name);
  return list?.element && { name, kind: "person", claim: { list, key: list.element.key } };
}
