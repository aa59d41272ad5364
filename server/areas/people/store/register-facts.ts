import { type FactCatalogue, type FactField, type FactGroup, factCatalogue } from "@wutong/policy";
import { EMPLOYER_FIELDS, FACT_ROWS, PERSON_FIELDS } from "./fact-rows.ts";

/** The part of the fact catalogue that registers feed: what a snapshot holds. Everything else is unknown of everybody. */
export const registerFacts: FactCatalogue = {
  ...factCatalogue,
  scalars: factCatalogue.scalars.filter(({ name }) => name in PERSON_FIELDS),
  lists: factCatalogue.lists.flatMap((list) => {
    const fed = FACT_ROWS.find((rows) => rows.list === list.name);
    return fed ? [{ ...list, fields: list.fields.flatMap((field) => fedField(field, fed)) }] : [];
  }),
};

function fedField(field: FactField | FactGroup, fed: (typeof FACT_ROWS)[number]): readonly (FactField | FactGroup)[] {
  if (!("fields" in field)) return field.name in fed.fields ? [field] : [];
  return fed.withEmployer ? [{ ...field, fields: field.fields.filter(({ name }) => name in EMPLOYER_FIELDS) }] : [];
}
