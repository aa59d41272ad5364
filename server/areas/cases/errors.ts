/** Every problem that this area can answer; the texts stand in the catalogue of `@wutong/contracts`. */
export const CASE_PROBLEMS = [
  "access.roleMissing",
  "cases.notFound",
  "cases.wrongState",
  "cases.held",
  "cases.notHeld",
  "cases.ownCase",
  "cases.noticeRuns",
  "cases.objectionOpen",
  "cases.objectionDecided",
  "cases.objectionUpheld",
] as const;
