import type { FeelType, Scope } from "@wutong/feel";
import { catalogueOf, digitsOf, type FactField, type FactGroup, type FactList } from "./fact-catalogue.ts";
import type { FactExtension } from "./fact-extension.ts";
import { subjectOf } from "./subjects.ts";

/**
 * What a policy about this subject may read: the facts of its kind, the claim under its name, and the day of decision;
 * `extension` is what the policy's files add. No such subject is a bug.
 */
export function scopeOf(subjectName: string, extension?: FactExtension): Scope {
  const subject = subjectOf(subjectName, extension);
  if (!subject) throw new Error(`there is no subject ${subjectName}`);
  const { scalars, lists } = catalogueOf(subject.kind, extension);
  return {
    ...Object.fromEntries(scalars.map((field) => [field.name, typeOfField(field)])),
    ...Object.fromEntries(lists.map((list) => [list.name, { kind: "list", of: elementType(list) } as FeelType])),
    ...(subject.claim ? { [subject.name]: elementType(subject.claim.list) } : {}),
    asOf: { kind: "date" },
  };
}

/** What any policy about a person may read. */
export const factScope: Scope = scopeOf("person");

/** The type of an element of a list: of a claim, too. */
export function elementType(list: FactList): FeelType {
  return contextOf(list.fields);
}

/** The element that a policy about certificates is about. */
export const certificateType: FeelType = claimType("certificate");

/** The type of a claim by its name; no such claim is a bug. */
export function claimType(subjectName: string, extension?: FactExtension): FeelType {
  const claim = subjectOf(subjectName, extension)?.claim;
  if (!claim) throw new Error(`${subjectName} is no claim`);
  return elementType(claim.list);
}

function contextOf(fields: readonly (FactField | FactGroup)[]): FeelType {
  const types = fields.map((field) => [field.name, "fields" in field ? contextOf(field.fields) : typeOfField(field)]);
  return { kind: "context", fields: Object.fromEntries(types) as Record<string, FeelType> };
}

export function typeOfField(field: FactField): FeelType {
  if (field.type === "number") return { kind: "number", scale: field.integer ? 0 : 2, digits: digitsOf(field) };
  if (field.type !== "string") return { kind: field.type };
  return field.values ? { kind: "string", values: field.values } : { kind: "string" };
}
