import { isDoubleFirstClass, type RegisterKind } from "@wutong/codes";
import {
  addMonths,
  addMonthsToDay,
  type Day,
  firstDayOf,
  formatDay,
  fullYearsBetween,
  lastDayOf,
  monthOfDay,
} from "@wutong/kernel";
import { firstMonthCovered, lastMonthCovered } from "./coverage.ts";
import type { Contract, Employer, OfficeOptions, Person } from "./model.ts";

/** The facts about a person as JSON: a missing key is unknown, `complete: false` says that rows may be missing. */
export type FactsJson = {
  readonly personId: number;
  readonly office: number;
  readonly [fact: string]: FactValue | FactListJson;
};
export type FactValue = string | number | boolean;
export type FactRow = { readonly [field: string]: FactValue | { readonly [field: string]: FactValue } };
export type FactListJson = { readonly complete: boolean; readonly rows: readonly FactRow[] };

/** A list is known as a whole where its register goes back to the month of the 16th birthday … */
const SCHOOL_LEAVING_AGE = 16;
/** … and forward to no more than so many months before the day of asking. */
const STALE_MONTHS = 2;

/**
 * What the registers say of a person, in the form that policies are decided on (the fact catalogue's): rows outside the
 * registers' months are left out, unknown employers and cells stay unknown, and each list says whether it is complete.
 * `everything` tells what is true instead: all rows, all cells, every list complete.
 */
export function factsOf(person: Person, options: OfficeOptions, view: "registers" | "everything"): FactsJson {
  const all = view === "everything";
  const seen = <Row extends { readonly hidden: boolean }>(rows: readonly Row[]) =>
    all ? rows : rows.filter((row) => !row.hidden);
  const list = (register: RegisterKind, rows: readonly FactRow[]): FactListJson => ({
    complete: all || isComplete(person, options, register),
    rows,
  });
  return {
    personId: person.index,
    office: options.office,
    ...personFacts(person, all),
    insurance: list(
      "insurance",
      seen(person.insurance).map((spell) => insuranceFact(spell, all)),
    ),
    education: list("education", seen(person.education).map(educationFact)),
    contracts: list(
      "contracts",
      seen(person.contracts).map((one) => contractFact(one, all)),
    ),
    homes: list("housing", seen(person.homes).map(homeFact)),
    benefits: list("benefits", seen(person.benefits).map(benefitFact)),
    family: list(
      "family",
      seen(person.family).map((tie) => ({ relation: tie.relation, since: formatDay(tie.since) })),
    ),
    statuses: list(
      "statuses",
      seen(person.statuses).map((status) => statusFact(status, options.asOf)),
    ),
    certificates: list("certificates", seen(person.certificates).map(certificateFact)),
  };
}

/** Whether the registers' coverage makes a list whole for a person: the rule of the fact catalogue. */
export function isComplete(person: Person, options: OfficeOptions, register: RegisterKind): boolean {
  if (!isBirthKnown(person)) return false;
  const turned16 = monthOfDay(addMonthsToDay(person.birth, SCHOOL_LEAVING_AGE * 12));
  const reaches = lastMonthCovered(options.asOf) >= addMonths(monthOfDay(options.asOf), -STALE_MONTHS);
  return firstMonthCovered(register) <= turned16 && reaches;
}

/** The full years of a fixed term whose first and last days are given: 2022-07-01 to 2025-06-30 is 3. */
export function contractYears(from: Day, to: Day): number {
  return fullYearsBetween(from, (to + 1) as Day);
}

/** The library tells it, or the resident number does. */
function isBirthKnown(person: Person): boolean {
  return person.inLibrary || person.document.kind === "residentId";
}

function personFacts(person: Person, all: boolean): Readonly<Record<string, FactValue>> {
  const identity =
    all || isBirthKnown(person) ? { birth: formatDay(person.birth), sex: person.sex } : ({} as Record<string, never>);
  if (!all && !person.inLibrary) return identity;
  const { nativePlace, residence, team, talentClass } = person;
  return { ...identity, nativePlace, residence, team, ...(talentClass === "" ? {} : { talentClass }) };
}

function insuranceFact(spell: Person["insurance"][number], all: boolean): FactRow {
  const row = {
    region: spell.region,
    kind: spell.kind,
    from: formatDay(firstDayOf(spell.from)),
    to: formatDay(lastDayOf(spell.to)),
    open: spell.open,
  };
  return spell.codeLeftOut && !all ? row : { ...row, employer: employerFact(spell.employer, all) };
}

function employerFact(employer: Employer, all: boolean): Readonly<Record<string, FactValue>> {
  const { code, kind, industry, region } = employer;
  if (employer.unlisted && !all) return { code };
  return {
    code,
    kind,
    industry,
    region,
    ...(employer.blank === "stateOwned" && !all ? {} : { stateOwned: employer.stateOwned }),
    ...(employer.blank === "aboveScale" && !all ? {} : { aboveScale: employer.aboveScale }),
  };
}

function educationFact(one: Person["education"][number]): FactRow {
  const { school, major, level, fullTime } = one;
  return {
    school,
    doubleFirstClass: isDoubleFirstClass(school),
    major,
    level,
    fullTime,
    graduated: formatDay(one.graduated),
  };
}

function contractFact(contract: Contract, all: boolean): FactRow {
  const row = {
    from: formatDay(contract.from),
    // With a last day it has ended, or will: open-ended is only what still has none.
    openEnded: contract.term === "openEnded" && contract.to === null,
    employer: employerFact(contract.employer, all),
  };
  if (contract.to === null) return row;
  return { ...row, to: formatDay(contract.to), years: contractYears(contract.from, contract.to) };
}

function homeFact(home: Person["homes"][number]): FactRow {
  const { property, region, kind, areaM2, priceYuan } = home;
  return { property, region, kind, acquired: formatDay(home.bought), owned: home.sold === null, areaM2, priceYuan };
}

function benefitFact(benefit: Person["benefits"][number]): FactRow {
  const { policy, kind, region, amountYuan, occupation, level } = benefit;
  const days = { from: formatDay(benefit.from), to: formatDay(benefit.to) };
  return { policy, kind, region, ...days, amountYuan, certificate: benefit.certificateNumber, occupation, level };
}

function statusFact(status: Person["statuses"][number], asOf: Day): FactRow {
  const covered = lastDayOf(lastMonthCovered(asOf));
  const to = formatDay(status.to ?? covered);
  return { kind: status.kind, from: formatDay(status.from), to, open: status.to === null };
}

function certificateFact(one: Person["certificates"][number]): FactRow {
  const { occupation, level, region } = one;
  return { key: one.number, occupation, level, issued: formatDay(one.issued), region };
}
