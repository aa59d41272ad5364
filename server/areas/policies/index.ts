export { describeRefusal } from "./files/describe-refusal.ts";
export { checkFolder, placeOf } from "./files/policy-files.ts";
export {
  type DecidedFile,
  type DecideFile,
  decideFile,
  type FilesRefused,
  type SweepFiles,
  sweepFiles,
} from "./files/sweep-files.ts";
export { policiesInForce } from "./policies-in-force.ts";
export type { SweepSummary, SweepTotals } from "./sweep/sweep-folder.ts";
