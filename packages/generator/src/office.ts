import type { EmployerKind } from "@wutong/codes";
import type { LabourMarket } from "./career.ts";
import { coverageOf } from "./coverage.ts";
import { makeEmployers } from "./employers.ts";
import { PEOPLE_MAX } from "./identity.ts";
import type { Employer, GeneratedOffice, OfficeOptions, Person } from "./model.ts";
import { makePerson } from "./person.ts";

/**
 * An office's made-up people with their histories, employers and the coverage of its registers: the same for the same
 * options on every machine. People are made one at a time while the iterator is read; memory does not grow with them.
 * Throws where `people` is not a whole number from 1 to PEOPLE_MAX, since that is a caller's bug.
 */
export function generateOffice(options: OfficeOptions): GeneratedOffice {
  if (!Number.isInteger(options.people) || options.people < 1 || options.people > PEOPLE_MAX) {
    throw new Error(`people must be a whole number from 1 to ${PEOPLE_MAX}, not ${options.people}`);
  }
  const employers = makeEmployers(options);
  const market = labourMarket(options, employers);
  return {
    options,
    employers,
    coverage: coverageOf(options),
    people: { [Symbol.iterator]: () => makePeople(options, market) },
  };
}

function* makePeople(options: OfficeOptions, market: LabourMarket): Generator<Person, void, undefined> {
  for (let index = 1; index <= options.people; index += 1) yield makePerson(options, market, index);
}

function labourMarket(options: OfficeOptions, employers: readonly Employer[]): LabourMarket {
  const here = String(options.office);
  const atHome = (kind: EmployerKind) => employers.filter((one) => one.region === here && one.kind === kind);
  const home: LabourMarket["home"] = {
    enterprise: atHome("enterprise"),
    individualBusiness: atHome("individualBusiness"),
    researchInstitute: atHome("researchInstitute"),
    publicInstitution: atHome("publicInstitution"),
    government: atHome("government"),
    socialOrganisation: atHome("socialOrganisation"),
  };
  return { home, away: employers.filter((employer) => employer.region !== here) };
}
