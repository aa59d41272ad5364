export { declineOffer, expireOffers, getOpenOffer, withdrawOffer } from "./commands/end-offer.ts";
export { lockOnce, spouseLocks } from "./commands/lock-once.ts";
export { nameAccount } from "./commands/name-account.ts";
export { openApplication } from "./commands/open-application.ts";
export { pushOffer } from "./commands/push-offer.ts";
export { reportFact, settleReport } from "./commands/report-fact.ts";
export { askForPlace, type LockedLine, settleLine } from "./commands/take-place.ts";
export { type Covering, coveredDays } from "./covered-days.ts";
export {
  type Application,
  BENEFIT_CASE,
  type BenefitState,
  checkUndertakings,
  type DrawnEntry,
  type Offer,
  type Outcome,
  type PlaceLine,
  type PlannedInstalment,
  type WaitsFor,
} from "./model.ts";
export { listStandings } from "./queries/list-standings.ts";
export {
  findApplicationOfCase,
  findInstalmentOfPayment,
  type InstalmentOfPayment,
  insertInstalment,
  listApplicationsOfCases,
  listApplicationsOfPerson,
  listInstalments,
  listRunning,
  saveAccount,
  saveEnded,
} from "./store/applications.ts";
export { type CaseRow, listCaseRows } from "./store/case-rows.ts";
export { listCommitments } from "./store/commitments.ts";
export {
  type DrawLine,
  findDrawLine,
  insertDraw,
  listAsked,
  listDrawLines,
  listPublicDraws,
  saveDraw,
} from "./store/draws.ts";
export {
  type DecisionRecord,
  type FrozenEvidence,
  getEvidence,
  insertDecision,
  insertEvidence,
  listDecisions,
} from "./store/evidence.ts";
export { type FactReport, readReports } from "./store/fact-reports.ts";
export { countOffers, findOffer, listOffers } from "./store/offers.ts";
export { releaseLocks } from "./store/once-locks.ts";
export {
  findAccount,
  findLatestAccount,
  findPaidAccount,
  openAccounts,
  rebindAccounts,
  saveCleared,
} from "./store/payee-accounts.ts";
export {
  countInQueues,
  findLineOfApplication,
  findPlace,
  listLinesWithQueue,
  listMovedUp,
  lockLine,
  type Place,
  releasePlace,
} from "./store/places.ts";
export {
  findSpouseConfirmation,
  insertSpouseConfirmation,
  listAskedAsSpouse,
  listWaitingSpouses,
  type SpouseConfirmation,
} from "./store/spouse-confirmations.ts";
export { listWaiting } from "./store/waiting.ts";
