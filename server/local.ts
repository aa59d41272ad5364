/** What the command line may use without a running server. */
export { describeLinkageProblem, type LinkedFiles, type LinkFiles, linkFiles } from "./areas/people/index.ts";
export {
  type ComparedFiles,
  type CompareFiles,
  checkFolder,
  compareFiles,
  type DecideFile,
  decideFile,
  describeRefusal,
  exportPolicyWorkbook,
  importPolicyWorkbook,
  type MutatedFolder,
  mutateFolder,
  placeOfMutant,
  type SummaryCell,
  type SweepFiles,
  type SweepSummary,
  splitCells,
  sumCells,
  sumYears,
  sweepFiles,
  type TriedOnDuckDB,
  tryCasesOnDuckDB,
} from "./areas/policies/index.ts";
export { describeDoctorProblem, examineSetup } from "./doctor/examine-setup.ts";
export { buildPages } from "./run/build-pages.ts";
export { runServer, untilAskedToEnd } from "./run/run-server.ts";
export { type Demo, startDemo } from "./run/start-demo.ts";
export { type WriteRegistersOptions, writeRegisters } from "./sample-files/write-registers.ts";
export { describeKeyFile, type KeyFileState, rotateKeys } from "./setup/manage-keys.ts";
export { dropOldKeys, findOlderUse, resealWithCurrentKey } from "./setup/reseal-keys.ts";
export { setUpRegion } from "./setup/set-up-region.ts";
export { describeAtTerminal, terminalLanguage } from "./setup/start-up-messages.ts";
