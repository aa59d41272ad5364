export type {
  Bearer,
  BenefitRow,
  CertificateRow,
  ContractRow,
  EducationRow,
  EmployerRow,
  FamilyRow,
  HousingRow,
  InsuranceRow,
  ReadDocument,
  RegisterRows,
  StatusRow,
  TalentRow,
} from "./cell-values.ts";
export { findHeader, HEADER_ROW_MAX, type Header, headerOf } from "./find-header.ts";
export { guessHeader } from "./guess-header.ts";
export { headerTitles } from "./header-titles.ts";
export { maskDocumentNumber, maskNumbers, maskPhone } from "./mask.ts";
export { type HeaderMapping, matchHeader } from "./match-header.ts";
export { createPassOver, type PassedOverWhy } from "./passed-over.ts";
export { normaliseName } from "./read-cell.ts";
export { createRowReader, type RowReader } from "./read-row.ts";
export { rowProblem } from "./row-problems.ts";
export type { RowFailure, RowNotes, RowRules } from "./row-rules.ts";
