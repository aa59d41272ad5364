import { isDoubleFirstClass } from "@wutong/codes";
import { type Day, firstDayOf, formatMonth, lastDayOf, type Month } from "@wutong/kernel";
import type {
  BenefitRow,
  CertificateRow,
  ContractRow,
  EducationRow,
  FamilyRow,
  HousingRow,
  InsuranceRow,
  RegisterRows,
  StatusRow,
  TalentRow,
} from "../../registers/index.ts";

/** The registers whose rows are facts about a person; that of employers is not. */
export type FactKind = Exclude<keyof RegisterRows, "employers">;

/** How a value reaches PostgreSQL: `day` as days since 1970, `sealed` and `index` as bytes in hexadecimal. */
export type ColumnKind = "text" | "int" | "bigint" | "numeric" | "day" | "boolean" | "bytes";

export type FactValue = string | number | bigint | boolean | null;

/** What turning a row into a fact needs from outside: secrets and the batch. */
export type FactContext = {
  /** Seals a document number of a fact (hexadecimal); not stable, so never part of a digest. */
  readonly seal: (number: string, column: string) => string;
  /** A pseudonym of a number (hexadecimal): the same for the same number. */
  readonly certificateKey: (number: string) => string;
  readonly documentIndex: (number: string) => string;
  /** The office whose library the rows of the talent library belong to. */
  readonly officeId: number;
  /** The last month that the batch covers: an open spell is known as far as this. */
  readonly throughMonth: Month;
};

export type FactTable<Row> = {
  readonly table: string;
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
  /** What identifies the row among those of one person in this register. Holds no document number. */
  readonly naturalKey: (row: Row, context: FactContext) => string;
  /** In the order of `columns`. */
  readonly values: (row: Row, context: FactContext) => readonly FactValue[];
  /** What else a change of must be noticed although no column shows it, or which columns' sealed values stand for. */
  readonly beyondColumns?: (row: Row, context: FactContext) => string;
};

/** How the rows of each register become facts. */
export const FACT_TABLES: { readonly [Kind in FactKind]: FactTable<RegisterRows[Kind]> } = {
  talents: {
    table: "people.library_entries",
    columns: [
      ["name", "text"],
      ["sex", "text"],
      ["birth", "day"],
      ["native_place", "int"],
      ["residence", "int"],
      ["phone", "text"],
      ["team", "text"],
      ["talent_class", "text"],
    ],
    naturalKey: (_: TalentRow, { officeId }) => `library|${officeId}`,
    values: (row) => [
      row.name,
      row.document.sex ?? row.sex,
      row.document.birth ?? row.birth,
      row.nativePlace,
      row.residence,
      row.phone,
      row.team,
      row.talentClass,
    ],
  },
  insurance: {
    table: "people.insurance_spells",
    columns: [
      ["credit_code", "text"],
      ["kind", "text"],
      ["region", "int"],
      ["from_day", "day"],
      ["to_day", "day"],
      ["open", "boolean"],
    ],
    naturalKey: (row: InsuranceRow) =>
      `${row.insuranceKind}|${row.region}|${row.fromMonth}|${row.creditCode ?? row.employerName ?? ""}`,
    values: (row, { throughMonth }) => [
      row.creditCode,
      row.insuranceKind,
      row.region,
      firstDayOf(row.fromMonth),
      spellEnd(row, throughMonth),
      row.status === "paying",
    ],
    // An open spell is known through the last month of its batch: a later batch that repeats it tells more.
    beyondColumns: (row, { throughMonth }) => (row.status === "paying" ? formatMonth(throughMonth) : ""),
  },
  education: {
    table: "people.credentials",
    columns: [
      ["school", "text"],
      ["major", "text"],
      ["level", "text"],
      ["full_time", "boolean"],
      ["double_first_class", "boolean"],
      ["graduated", "day"],
      ["sealed_certificate", "bytes"],
    ],
    naturalKey: (row: EducationRow) => `${row.level}|${row.graduated}|${row.school}`,
    values: (row, { seal }) => [
      row.school,
      row.major,
      row.level,
      row.studyMode === "fullTime",
      isDoubleFirstClass(row.school),
      row.graduated,
      row.certificateNumber && seal(row.certificateNumber, "people.credentials.sealed_certificate"),
    ],
    beyondColumns: (row, { certificateKey }) => (row.certificateNumber ? certificateKey(row.certificateNumber) : ""),
  },
  contracts: {
    table: "people.contracts",
    columns: [
      ["credit_code", "text"],
      ["signed", "day"],
      ["from_day", "day"],
      ["to_day", "day"],
      ["open_ended", "boolean"],
    ],
    naturalKey: (row: ContractRow) => `${row.creditCode}|${row.from}`,
    // One that was concluded without an end and has ended since is over: it has a last day like any other.
    values: (row) => [row.creditCode, row.signed, row.from, row.to, row.term === "openEnded" && row.to === null],
  },
  housing: {
    table: "people.housing_transactions",
    columns: [
      ["property", "text"],
      ["region", "int"],
      ["kind", "text"],
      ["direction", "text"],
      ["day", "day"],
      ["area_m2", "numeric"],
      ["price_fen", "bigint"],
    ],
    naturalKey: (row: HousingRow) => `${row.property}|${row.transaction}|${row.day}`,
    values: (row) => [row.property, row.region, row.housingKind, row.transaction, row.day, row.areaM2, row.priceYuan],
  },
  benefits: {
    table: "people.past_benefits",
    columns: [
      ["policy", "text"],
      ["kind", "text"],
      ["region", "int"],
      ["from_day", "day"],
      ["to_day", "day"],
      ["amount_fen", "bigint"],
      ["certificate_key", "text"],
      ["occupation", "text"],
      ["level", "text"],
    ],
    naturalKey: (row: BenefitRow, { certificateKey }) =>
      `${row.benefitKind}|${row.region}|${row.from}|${row.policy ?? ""}|${row.certificateNumber ? certificateKey(row.certificateNumber) : ""}`,
    values: (row, { certificateKey }) => [
      row.policy ?? "",
      row.benefitKind,
      row.region,
      row.from,
      row.to,
      row.amountYuan,
      row.certificateNumber ? certificateKey(row.certificateNumber) : "",
      row.occupation ?? "",
      row.skillLevel ?? "",
    ],
  },
  family: {
    table: "people.family_ties",
    columns: [
      ["relation", "text"],
      ["other_index", "bytes"],
      ["since", "day"],
    ],
    naturalKey: (row: FamilyRow, { documentIndex }) => `${row.relation}|${documentIndex(row.other.number)}`,
    values: (row, { documentIndex }) => [row.relation, documentIndex(row.other.number), row.since],
  },
  statuses: {
    table: "people.statuses",
    columns: [
      ["kind", "text"],
      ["from_day", "day"],
      ["to_day", "day"],
      ["open", "boolean"],
    ],
    naturalKey: (row: StatusRow) => `${row.statusKind}|${row.from}`,
    values: (row) => [row.statusKind, row.from, row.to, row.to === null],
    beyondColumns: (row, { throughMonth }) => (row.to === null ? formatMonth(throughMonth) : ""),
  },
  certificates: {
    table: "people.certificates",
    columns: [
      ["certificate_key", "text"],
      ["sealed_number", "bytes"],
      ["occupation", "text"],
      ["level", "text"],
      ["issued", "day"],
      ["region", "int"],
    ],
    naturalKey: (row: CertificateRow, { certificateKey }) => certificateKey(row.certificateNumber),
    values: (row, { certificateKey, seal }) => [
      certificateKey(row.certificateNumber),
      seal(row.certificateNumber, "people.certificates.sealed_number"),
      row.occupation,
      row.skillLevel,
      row.issued,
      row.region,
    ],
  },
};

/** What pages call a register: the library's rows are read as a register of their own name. */
export function registerName(kind: FactKind): string {
  return kind === "talents" ? "talentLibrary" : kind;
}

export function findFactKind(register: string): FactKind | undefined {
  return (Object.keys(FACT_TABLES) as FactKind[]).find((kind) => registerName(kind) === register);
}

/**
 * An open spell has no end: it is known through its batch's last month. One whose row names an earlier month is known through
 * that month only, so that it goes stale: that it is called running does not tell that the months since were paid.
 */
function spellEnd({ status, toMonth }: InsuranceRow, throughMonth: Month): Day | null {
  if (toMonth === null || (status === "paying" && toMonth >= throughMonth)) return null;
  return lastDayOf(toMonth);
}
