import type { BothTexts } from "../fault.ts";

/** Which register (or other source) proves a fact: what an answer names when the fact is unknown. Regions may add some. */
export type RegisterId = string;

/** Whom or what facts are of; a policy may also be about an element of one of a person's lists (see `subjectOf`). */
export type SubjectKind = "person" | "household" | "employer" | "platform";

export type FactType = "string" | "number" | "boolean" | "date";

/** `integer` numbers are INTEGER in Parquet, of at most `digits` digits (4 where left out); others are DECIMAL(18,2). */
export type FactField = {
  readonly name: string;
  readonly type: FactType;
  readonly integer?: boolean;
  readonly digits?: number;
  readonly unit?: FactUnit;
  readonly values?: readonly string[];
  /** What the text or date is, so that a form can offer more than a box: a code of a table, a key, the edge of a month. */
  readonly form?: FactForm;
  readonly label: BothTexts;
};
export type FactForm = "division" | "industry" | "policy" | "key" | "monthStart" | "monthEnd";
export type FactUnit = "years" | "months" | "nights" | "m2" | "yuan";
/** A fact that a subject has once. */
export type ScalarFact = FactField & { readonly register: RegisterId };
export type FactGroup = { readonly name: string; readonly fields: readonly FactField[]; readonly label: BothTexts };
export type FactList = {
  readonly name: string;
  readonly register: RegisterId;
  readonly label: BothTexts;
  /** Where a policy may be about one element: the name that FEEL has for it, and the field that tells elements apart. */
  readonly element?: { readonly name: string; readonly key: string };
  readonly fields: readonly (FactField | FactGroup)[];
};
export type FactCatalogue = {
  readonly kind: SubjectKind;
  readonly label: BothTexts;
  readonly scalars: readonly ScalarFact[];
  readonly lists: readonly FactList[];
  readonly registers: Readonly<Record<RegisterId, BothTexts>>;
};
