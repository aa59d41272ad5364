import { catalogueOf, type FactList, type SubjectKind, subjectKinds } from "./fact-catalogue.ts";

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
export const subjectNames: readonly string[] = [
  ...subjectKinds,
  ...catalogueOf("person").lists.flatMap(({ element }) => (element ? [element.name] : [])),
];

/** Undefined where no subject has this name. */
export function subjectOf(name: string): PolicySubject | undefined {
  const kind = subjectKinds.find((each) => each === name);
  if (kind) return { name, kind };
  const list = catalogueOf("person").lists.find(({ element }) => element?.name === name);
  return list?.element && { name, kind: "person", claim: { list, key: list.element.key } };
}
