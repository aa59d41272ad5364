export { describeRefusal } from "./files/describe-refusal.ts";
export { checkFolder, placeOf, readPolicyFiles } from "./files/policy-files.ts";
export {
  type DecidedFile,
  type DecideFile,
  decideFile,
  type FilesRefused,
  type SweepFiles,
  sweepFiles,
} from "./files/sweep-files.ts";
export { type DecidedPerson, type DecidedSubject, decidePerson } from "./findings/decide-person.ts";
export { exportFindings } from "./findings/export-findings.ts";
export { createFindingsReader, type FindingsReader } from "./findings/findings-reader.ts";
export { type FindingsPage, listFindings, type PageFilter } from "./findings/list-findings.ts";
export type { FindingToOffer, PoliciesDesk, ReadStandings, Standing } from "./findings/policies-desk.ts";
export { presentSweep, tableOf } from "./findings/present-sweep.ts";
export { whyOf } from "./findings/present-why.ts";
export { findingsToOffer, showFinding, showPersonDecisions } from "./findings/show-finding.ts";
export { policiesInForce } from "./policies-in-force.ts";
export { type PolicyBook, type PublishedPolicy, policyBook } from "./policy-book.ts";
export { type PublishPolicies, publishPolicies } from "./publish-policies.ts";
export { policiesRoutes } from "./routes.ts";
export {
  type EndedSweep,
  endSweep,
  failLostSweeps,
  findSweep,
  insertSweep,
  noteProgress,
  type Sweep,
} from "./store/sweeps.ts";
export { markUsed } from "./store/versions.ts";
export { sweepFacts } from "./sweep/sweep-facts.ts";
export { factsSource, readSummary, type SweepSummary, type SweepTotals, sweepFolder } from "./sweep/sweep-folder.ts";
