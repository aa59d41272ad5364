import type { BothTexts } from "../fault.ts";
import { employerCatalogue } from "./catalogue/employer.ts";
import { householdCatalogue } from "./catalogue/household.ts";
import { personCatalogue } from "./catalogue/person.ts";
import { platformCatalogue } from "./catalogue/platform.ts";
import { registers } from "./catalogue/registers.ts";
import { type FactExtension, noExtension } from "./fact-extension.ts";
import type { FactCatalogue, FactField, RegisterId, SubjectKind } from "./fact-form.ts";

export type * from "./fact-form.ts";

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

/** What a register of the catalogues is called; the id itself of one that a region adds (evidence then carries its name). */
export function registerName(register: RegisterId): BothTexts {
  return registers[register] ?? { zh: register, en: register };
}
