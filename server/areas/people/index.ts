export type { HandOver } from "./commands/hand-over.ts";
export { type Merged, mergePeople } from "./commands/merge-people.ts";
export { createRowPreparer } from "./commands/prepare-register-rows.ts";
export { recordRegisterRows } from "./commands/record-register-rows.ts";
export { type SplitPerson, splitPerson } from "./commands/split-person.ts";
export { undoMove } from "./commands/undo-move.ts";
export { fieldRoutes } from "./field-routes.ts";
export { linkRoutes, presentComparison } from "./link-routes.ts";
export { type FactKind, findFactKind } from "./model/fact-tables.ts";
export type { PreparedRows } from "./model/prepared-rows.ts";
export { personalSecrets } from "./model/secrets.ts";
export { findMarriage } from "./queries/find-marriage.ts";
export { readFacts } from "./queries/read-facts.ts";
export { type FactSources, readSources } from "./queries/read-sources.ts";
export { factsFolder, takeSnapshot } from "./queries/snapshot-folder.ts";
export { peopleRoutes } from "./routes.ts";
export { allNumbers, keptNumber, restsOnUnconfirmed } from "./store/aliases.ts";
export { comparePeople, type PeopleCompared } from "./store/compare-people.ts";
export { writeCharacters } from "./store/linkage/chinese-tables.ts";
export { compareRecords } from "./store/linkage/compare-records.ts";
export { describeLinkageProblem } from "./store/linkage/describe-problem.ts";
export { joinRecords } from "./store/linkage/join-records.ts";
export { type LinkedFiles, type LinkFiles, linkFiles } from "./store/linkage/link-files.ts";
export { createPlacing } from "./store/linkage/place-newcomers.ts";
export { loadRegister, openRegister } from "./store/linkage/read-registers.ts";
export { findMove, setConfirmed } from "./store/moves.ts";
export { recordPaidBenefit } from "./store/paid-benefits.ts";
export {
  closeJoinedPairs,
  countPairTasks,
  findPairOfMove,
  lockPair,
  type Pair,
  type PairState,
  saveDecision,
  writePairs,
} from "./store/pairs.ts";
export {
  findPersonCard,
  findPersonIds,
  listPersonCards,
  listPersonCardsByPhone,
  listPersonLabels,
  type PersonCard,
  type PersonLabel,
} from "./store/person-card.ts";
export { placePeople } from "./store/place-people.ts";
export { isWithoutProof } from "./store/proven-document.ts";
export {
  type ComparisonKind,
  endComparison,
  failLostComparisons,
  findComparison,
  findLastComparison,
  hasNewcomers,
  insertComparison,
  listComparingOffices,
  noteComparisonProgress,
} from "./store/register-comparisons.ts";
export { readSnapshotFacts } from "./store/snapshot-facts.ts";
