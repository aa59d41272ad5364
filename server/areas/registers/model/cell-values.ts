import type {
  BenefitKind,
  DocumentKind,
  EducationLevel,
  EmployerKind,
  HousingKind,
  InsuranceKind,
  RegisterKind,
  Relation,
  SkillLevel,
  StatusKind,
  Team,
  UnprovenKind,
} from "@wutong/codes";
import type { Day, Fen, Month } from "@wutong/kernel";

/** What a cell means once it has been read; `null` is an empty cell. */
export type CellValue = string | number | bigint | boolean | null;

/** A document as it was read and verified: the number in its one normal form. An unproven one is as it was written, or empty. */
export type ReadDocument = {
  readonly kind: DocumentKind | UnprovenKind;
  readonly number: string;
  readonly birth: Day | null;
  readonly sex: "M" | "F" | null;
};

/** Whose row it is, in every register but that of employers. */
export type Bearer = { readonly name: string; readonly document: ReadDocument };

export type TalentRow = Bearer & {
  readonly birth: Day | null;
  readonly sex: "M" | "F" | null;
  readonly phone: string | null;
  readonly nativePlace: number | null;
  readonly residence: number | null;
  readonly team: Team | null;
  readonly talentClass: string | null;
};

export type InsuranceRow = Bearer & {
  readonly employerName: string | null;
  readonly creditCode: string | null;
  readonly insuranceKind: InsuranceKind;
  readonly fromMonth: Month;
  readonly toMonth: Month | null;
  readonly status: "paying" | "suspended" | "ended";
  readonly region: number;
};

export type EducationRow = Bearer & {
  readonly school: string;
  readonly major: string | null;
  readonly level: EducationLevel;
  readonly studyMode: "fullTime" | "partTime";
  readonly graduated: Day;
  readonly certificateNumber: string | null;
};

export type EmployerRow = {
  readonly creditCode: string;
  readonly employerName: string;
  readonly employerKind: EmployerKind;
  readonly industry: string;
  readonly region: number;
  readonly aboveScale: boolean | null;
  readonly stateOwned: boolean | null;
};

export type ContractRow = Bearer & {
  readonly creditCode: string;
  readonly signed: Day | null;
  readonly from: Day;
  readonly to: Day | null;
  readonly term: "fixed" | "openEnded" | "task";
};

export type HousingRow = Bearer & {
  readonly property: string;
  readonly region: number;
  readonly housingKind: HousingKind;
  readonly transaction: "buy" | "sell";
  readonly day: Day;
  /** Square metres, at most two decimals, as digits. */
  readonly areaM2: string | null;
  readonly priceYuan: Fen | null;
};

export type BenefitRow = Bearer & {
  readonly policy: string | null;
  readonly benefitKind: BenefitKind;
  readonly region: number;
  readonly from: Day;
  readonly to: Day | null;
  readonly amountYuan: Fen | null;
  readonly certificateNumber: string | null;
  readonly occupation: string | null;
  readonly skillLevel: SkillLevel | null;
};

export type FamilyRow = Bearer & {
  readonly relation: Relation;
  readonly other: ReadDocument;
  readonly since: Day;
};

export type StatusRow = Bearer & {
  readonly statusKind: StatusKind;
  readonly from: Day;
  readonly to: Day | null;
};

export type CertificateRow = Bearer & {
  readonly certificateNumber: string;
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly issued: Day;
  readonly region: number;
};

/** The rows of each register, as read: the type of a row follows from the register's kind. */
export type RegisterRows = {
  readonly talents: TalentRow;
  readonly insurance: InsuranceRow;
  readonly education: EducationRow;
  readonly employers: EmployerRow;
  readonly contracts: ContractRow;
  readonly housing: HousingRow;
  readonly benefits: BenefitRow;
  readonly family: FamilyRow;
  readonly statuses: StatusRow;
  readonly certificates: CertificateRow;
};

/** A row together with the register that it belongs to. */
export type RegisterRow = {
  readonly [Kind in RegisterKind]: { readonly kind: Kind; readonly row: RegisterRows[Kind] };
}[RegisterKind];
