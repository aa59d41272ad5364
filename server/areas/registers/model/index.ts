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
export { findHeader, HEADER_ROW_MAX, type Header } from "./find-header.ts";
export { maskDocumentNumber, maskNumbers, maskPhone } from "./mask.ts";
export { normaliseName } from "./read-cell.ts";
export { createRowReader, type RowReader } from "./read-row.ts";
export { rowProblem } from "./row-problems.ts";
export type { RowFailure, RowRules } from "./row-rules.ts";
