export { closeNotice } from "./commands/close-notice.ts";
export { decideObjection } from "./commands/decide-objection.ts";
export { holdCase, releaseHold } from "./commands/hold-case.ts";
export { openCase } from "./commands/open-case.ts";
export { type NoticeSubject, publishNotice } from "./commands/publish-notice.ts";
export { recordObjection } from "./commands/record-objection.ts";
export { checkStep, type Stepped, takeStep } from "./commands/take-step.ts";
export {
  type Actor,
  type CaseType,
  decideStep,
  type Hold,
  type HoldKind,
  maskName,
} from "./model.ts";
export { getActor } from "./store/actor.ts";
export { type CaseRecord, countByState, findCase, listDueCases, listSteps, type StepRecord } from "./store/cases.ts";
export { listAccountNames, listOfficeNames } from "./store/names.ts";
export { closeNoticeEntry, findNoticeOfCase, listPublicEntries, type NoticeRecord } from "./store/notices.ts";
export { listObjections } from "./store/objections.ts";
