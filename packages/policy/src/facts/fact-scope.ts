import type { FeelType, Scope } from "@wutong/feel";
import { type FactField, type FactGroup, factCatalogue } from "./fact-catalogue.ts";

/** Money and areas have two decimals; 15 digits stay exact as a JS number. */
const DECIMAL: FeelType = { kind: "number", scale: 2, digits: 15 };
const INTEGER: FeelType = { kind: "number", scale: 0, digits: 4 };

/** What any policy may read: the facts of the catalogue and the day of decision. */
export const factScope: Scope = {
  ...Object.fromEntries(factCatalogue.person.map((field) => [field.name, typeOfField(field)])),
  ...Object.fromEntries(
    factCatalogue.lists.map((list) => [list.name, { kind: "list", of: contextOf(list.fields) } as FeelType]),
  ),
  asOf: { kind: "date" },
};

/** The element that a policy about certificates is about. */
export const certificateType: FeelType = contextOf(
  factCatalogue.lists.find((list) => list.name === "certificates")?.fields ?? [],
);

function contextOf(fields: readonly (FactField | FactGroup)[]): FeelType {
  const types = fields.map((field) => [field.name, "fields" in field ? contextOf(field.fields) : typeOfField(field)]);
  return { kind: "context", fields: Object.fromEntries(types) as Record<string, FeelType> };
}

function typeOfField(field: FactField): FeelType {
  if (field.type === "number") return field.integer ? INTEGER : DECIMAL;
  if (field.type !== "string") return { kind: field.type };
  return field.values ? { kind: "string", values: field.values } : { kind: "string" };
}
