export { decidePerson } from "./findings/decide-person.ts";
export { exportFindings } from "./findings/export-findings.ts";
export { listFindings, type PageFilter } from "./findings/list-findings.ts";
export type { Commitment, PoliciesDesk, Standing } from "./findings/policies-desk.ts";
export { presentSweep } from "./findings/present-sweep.ts";
export { whyOf } from "./findings/present-why.ts";
export { findingsToOffer, showFinding, showPersonDecisions } from "./findings/show-finding.ts";
export { libraryRoutes } from "./library/library-routes.ts";
export { policiesInForce } from "./policies-in-force.ts";
export { type PolicyBook, policyBook } from "./policy-book.ts";
export { type PublishPolicies, publishPolicies } from "./publish-policies.ts";
export { policiesRoutes } from "./routes.ts";
export type { SummaryCell } from "./store/compare/comparison-folder.ts";
export { splitCells, sumCells, sumYears } from "./store/compare/sum-comparison.ts";
export { type ComparedFiles, type CompareFiles, compareFiles } from "./store/files/compare-files.ts";
export { describeRefusal } from "./store/files/describe-refusal.ts";
export { type MutatedFolder, mutateFolder, placeOfMutant } from "./store/files/mutate-policies.ts";
export { checkFolder, readPolicyFiles } from "./store/files/policy-files.ts";
export { exportPolicyWorkbook, importPolicyWorkbook } from "./store/files/policy-workbook.ts";
export {
  type DecideFile,
  decideFile,
  type SweepFiles,
  sweepFiles,
} from "./store/files/sweep-files.ts";
export { type TriedOnDuckDB, tryCasesOnDuckDB } from "./store/files/try-cases.ts";
export { createFindingsReader, type FindingsReader } from "./store/findings-reader.ts";
export { rowsOf, sweepFacts } from "./store/sweep/sweep-facts.ts";
export {
  readSummary,
  type SweepSummary,
  snapshotFacts,
  sweepFolder,
} from "./store/sweep/sweep-folder.ts";
export {
  findSweepSchedule,
  listSweepSchedules,
  saveSweepSchedule,
  sweptSince,
} from "./store/sweep-schedules.ts";
export {
  endSweep,
  failLostSweeps,
  findSweep,
  insertSweep,
  noteProgress,
} from "./store/sweeps.ts";
export { markUsed } from "./store/versions.ts";
export { lastDue, nextDue, type SweepSchedule } from "./sweep-schedule.ts";
