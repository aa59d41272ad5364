import type { BothTexts } from "../fault.ts";
import { employerCatalogue } from "./catalogue/employer.ts";
import { householdCatalogue } from "./catalogue/household.ts";
import { personCatalogue } from "./catalogue/person.ts";
import { platformCatalogue } from "./catalogue/platform.ts";
import { registers } from "./catalogue/registers.ts";
import { type FactExtension, noExtension } from "./fact-extension.ts";

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
  readonly label: BothTexts;
};
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

/** How many digits a number has at most, its decimals included: what the checker of expressions counts with. 15 stay exact as a JS number. */
export function digitsOf(field: FactField): number {
  return field.integer ? (field.digits ?? 4) : 15;
}

const catalogues: Readonly<Record<SubjectKind, FactCatalogue>> = {
  person: { ...personCatalogue, registers },
  household: { ...householdCatalogue, registers },
  employer: { ...employerCatalogue, registers },
  platform: { ...platformCatalogue, registers },
};

export const subjectKinds: readonly SubjectKind[] = ["person", "household", "employer", "platform"];

/** Everything that a policy about a person may ask about, what it is called, and which register proves it. */
export const factCatalogue: FactCatalogue = catalogues.person;

/** Everything that a policy about a subject of this kind may ask about; `extension` is what its files add. */
export function catalogueOf(kind: SubjectKind, extension: FactExtension = noExtension): FactCatalogue {
  const catalogue = catalogues[kind];
  if (extension === noExtension) return catalogue;
  const added = extension.facts.filter(({ subject }) => subject === kind);
  return {
    ...catalogue,
    scalars: [...catalogue.scalars, ...added.flatMap((each) => ("scalar" in each ? [each.scalar] : []))],
    lists: [...catalogue.lists, ...added.flatMap((each) => ("list" in each ? [each.list] : []))],
    registers: { ...catalogue.registers, ...extension.registers },
  };
}

/** What a register is called; the id itself where nobody says. */
export function registerName(register: RegisterId, extension: FactExtension = noExtension): BothTexts {
  return registers[register] ?? extension.registers[register] ?? { zh: register, en: register };
}
