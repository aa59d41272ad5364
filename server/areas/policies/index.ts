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
export { policiesInForce } from "./policies-in-force.ts";
export { type PolicyBook, type PublishedPolicy, policyBook } from "./policy-book.ts";
export { type PublishPolicies, publishPolicies } from "./publish-policies.ts";
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
