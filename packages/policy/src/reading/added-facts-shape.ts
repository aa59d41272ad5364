import { isScalar } from "yaml";
import type { FactField, SubjectKind } from "../facts/fact-catalogue.ts";
import { subjectKinds } from "../facts/fact-catalogue.ts";
import type { BothTexts } from "../fault.ts";
import { byKey, integer, list, object, oneOf, optional, type Shape, text } from "./shape.ts";

/** A field as `facts:` writes it; `values` and `digits` are looked at when the field is made. */
export type WrittenField = {
  readonly name: string;
  readonly type: "string" | "boolean" | "date" | "integer" | "decimal" | "yuan";
  readonly label: BothTexts;
  readonly values?: readonly string[];
  readonly digits?: number;
};
export type WrittenGroup = {
  readonly name: string;
  readonly label: BothTexts;
  readonly fields: readonly WrittenField[];
};
/** An id of a register that is known, or one with its names. */
export type WrittenRegister = string | { readonly id: string; readonly zh: string; readonly en: string };
type WrittenFact = { readonly subject?: SubjectKind; readonly register: WrittenRegister };
export type WrittenScalar = WrittenFact & WrittenField;
export type WrittenList = WrittenFact & {
  readonly name: string;
  readonly label: BothTexts;
  readonly element?: { readonly name: string; readonly key: string };
  readonly fields: readonly (WrittenField | WrittenGroup)[];
};

/** More digits are not whole in DuckDB's INTEGER. */
const DIGITS_MAX = 9;

const name = text(/^[a-z][A-Za-z0-9]*$/, "a name: letters and digits, a small letter first");
const label = object({ zh: text(), en: text() });
const registerWithNames = object({ id: name, zh: text(), en: text() });
const register: Shape<WrittenRegister> = {
  read: (yaml, node) => (isScalar(node) ? name.read(yaml, node) : registerWithNames.read(yaml, node)),
  schema: { anyOf: [name.schema, registerWithNames.schema] },
};
const subject = optional(oneOf(...(subjectKinds as readonly [SubjectKind, ...SubjectKind[]])));
const value = {
  name,
  label,
  type: oneOf("string", "boolean", "date", "integer", "decimal", "yuan"),
  values: optional(list(text(), 1)),
  digits: optional(integer(1, DIGITS_MAX)),
};
const field: Shape<WrittenField> = object(value);
const group: Shape<WrittenGroup> = object({ name, label, fields: list(field, 1) });
const element = object({ name, key: name });

/** `facts:` of a shared file: scalars (with `type`) and lists (with `fields`), each with its names and its register. */
export const addedFactsShape: Shape<readonly (WrittenScalar | WrittenList)[]> = list(
  byKey<WrittenScalar | WrittenList>({
    fields: object({
      subject,
      register,
      name,
      label,
      element: optional(element),
      fields: list(byKey<WrittenField | WrittenGroup>({ fields: group, type: field }), 1),
    }),
    type: object({ subject, register, ...value }),
  }),
  1,
);

/** What a field is in a catalogue. */
export function fieldOf({ name: called, label: labels, type, values, digits }: WrittenField): FactField {
  const named = { name: called, label: labels };
  if (type === "yuan") return { ...named, type: "number", unit: "yuan" };
  if (type === "decimal") return { ...named, type: "number" };
  if (type === "integer") return { ...named, type: "number", integer: true, digits: digits ?? 4 };
  return values ? { ...named, type, values } : { ...named, type };
}
