import type {
  BenefitKind,
  DocumentKind,
  EducationLevel,
  EmployerKind,
  HousingKind,
  InsuranceKind,
  RegisterCoverage,
  RegisterKind,
  Relation,
  SkillLevel,
  StatusKind,
  Team,
} from "@wutong/codes";
import type { Day, Month } from "@wutong/kernel";

export type OfficeOptions = {
  /** The office's district, six digits, e.g. 330602. */
  readonly office: number;
  readonly people: number;
  readonly seed: number;
  /** The day at which the registers are drawn up, e.g. 2024-11-30. */
  readonly asOf: Day;
};

export type Employer = {
  readonly code: string;
  readonly name: string;
  readonly kind: EmployerKind;
  readonly industry: string;
  readonly region: string;
  readonly aboveScale: boolean;
  readonly stateOwned: boolean;
  /** What the employers' register leaves out: the whole row, or one cell of it. */
  readonly unlisted: boolean;
  readonly blank: "none" | "aboveScale" | "stateOwned";
};

/** `hidden` rows are true, but happened before the months that their register covers. */
type Seen = { readonly hidden: boolean };

export type InsuranceSpell = Seen & {
  readonly employer: Employer;
  readonly region: string;
  readonly kind: InsuranceKind;
  readonly from: Month;
  /** Last month; of an open spell, the last month that the register covers. */
  readonly to: Month;
  readonly open: boolean;
  /** The register names the employer without its credit code: who it is can't be known from it. */
  readonly codeLeftOut: boolean;
};

export type Credential = Seen & {
  readonly school: string;
  readonly major: string;
  readonly level: EducationLevel;
  readonly fullTime: boolean;
  readonly graduated: Day;
  readonly certificateNumber: string;
};

export type Contract = Seen & {
  readonly employer: Employer;
  readonly signed: Day;
  readonly from: Day;
  /** The last day of a fixed term, or the day on which the contract was dissolved. */
  readonly to: Day | null;
  readonly term: "fixed" | "openEnded" | "task";
};

export type Home = Seen & {
  readonly property: string;
  readonly region: string;
  readonly kind: HousingKind;
  readonly bought: Day;
  readonly sold: Day | null;
  readonly areaM2: number;
  /** Whole yuan. */
  readonly priceYuan: number;
};

export type Benefit = Seen & {
  readonly policy: string;
  readonly kind: BenefitKind;
  readonly region: string;
  readonly from: Day;
  readonly to: Day;
  readonly amountYuan: number;
  readonly certificateNumber: string;
  readonly occupation: string;
  readonly level: SkillLevel | "";
};

export type FamilyTie = Seen & {
  readonly relation: Relation;
  readonly otherDocumentNumber: string;
  readonly since: Day;
};

export type Status = Seen & {
  readonly kind: StatusKind;
  readonly from: Day;
  readonly to: Day | null;
};

export type Certificate = Seen & {
  readonly number: string;
  readonly occupation: string;
  readonly level: SkillLevel;
  readonly issued: Day;
  readonly region: string;
};

export type IdentityDocument = { readonly kind: DocumentKind; readonly number: string };

/** A made-up person and everything that is true of them; what the registers hold of it is told by `hidden` and the employers. */
export type Person = {
  /** From 1; also the person's id where facts are written without a server. */
  readonly index: number;
  readonly name: string;
  readonly document: IdentityDocument;
  readonly birth: Day;
  readonly sex: "M" | "F";
  readonly phone: string;
  readonly nativePlace: string;
  readonly residence: string;
  readonly team: Team;
  readonly talentClass: string;
  /** In the talent library, or only seen in the registers of other departments. */
  readonly inLibrary: boolean;
  readonly insurance: readonly InsuranceSpell[];
  readonly education: readonly Credential[];
  readonly contracts: readonly Contract[];
  readonly homes: readonly Home[];
  readonly benefits: readonly Benefit[];
  readonly family: readonly FamilyTie[];
  readonly statuses: readonly Status[];
  readonly certificates: readonly Certificate[];
};

export type GeneratedOffice = {
  readonly options: OfficeOptions;
  readonly employers: readonly Employer[];
  /** What each register covers; `file` is the name without its ending. */
  readonly coverage: Readonly<Record<RegisterKind, RegisterCoverage>>;
  /** Made one at a time, in order of index; may be gone through again. */
  readonly people: Iterable<Person>;
};
