import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { instalment, outcome, why } from "./findings.ts";
import {
  dayText,
  done,
  fenText,
  flag,
  id,
  idInPath,
  instantText,
  localText,
  pageOf,
  pageQuery,
  policyId,
  problemValue,
  reason,
  searchText,
  waiting,
} from "./vocabulary.ts";

const area = "cases";

/**
 * confirmed (by the person) → onNotice → noticeClosed → approved (money committed) → paying → paid;
 * rejected ends it. A hold stops it in any state until a person has looked.
 */
export const caseState = z.enum(["confirmed", "onNotice", "noticeClosed", "approved", "paying", "paid", "rejected"]);
export type CaseState = z.output<typeof caseState>;

/** Why a case is held: the decision made again was not `entitled`, the account needs a look, or the bank returned the money. */
export const hold = z.object({
  kind: z.enum(["decisionChanged", "accountReview", "objection", "paymentReturned"]),
  since: dayText,
  text: localText,
});

export const caseRow = z.object({
  caseId: id,
  personId: id,
  name: z.string(),
  policyId,
  policyTitle: localText,
  subject: localText.nullable(),
  state: caseState,
  hold: hold.nullable(),
  waiting,
  amountFen: fenText,
  planFen: fenText,
  paidFen: fenText,
  confirmedOn: dayText,
  /** The day on which the next step is due, e.g. the notice's end. */
  dueOn: dayText.nullable(),
});

/** For a benefit of couples, how far the spouse is: by the register of family ties as it stands now. */
export const spouse = z.object({
  state: z.enum(["single", "unknown", "waiting", "confirmed"]),
  confirmedAt: instantText.nullable(),
});

export const notice = z.object({
  noticeId: id,
  opensOn: dayText,
  closesOn: dayText,
  workingDays: z.int(),
  provisional: z.boolean(),
});

export const objection = z.object({
  objectionId: id,
  from: z.string(),
  says: z.string(),
  receivedOn: dayText,
  state: z.enum(["open", "upheld", "dismissed"]),
  answer: z.string().nullable(),
});

export const caseAction = z.enum([
  "publishNotice",
  "recordObjection",
  "closeNotice",
  "approve",
  "reject",
  "resolveHold",
]);

export const caseDetail = caseRow.extend({
  /** Null where one person suffices. */
  spouse: spouse.nullable(),
  accountMasked: z.string(),
  accountHolder: z.string(),
  accountBank: z.string(),
  undertakings: z.array(localText),
  notice: notice.nullable(),
  objections: z.array(objection),
  plan: z.array(instalment.extend({ state: z.enum(["planned", "due", "inBatch", "paid", "returned"]) })),
  /** The decision frozen at confirmation, and each time it was made again. */
  decisions: z.array(
    z.object({
      at: z.enum(["confirmation", "approval", "payment"]),
      on: dayText,
      outcome,
      amountFen: fenText.nullable(),
    }),
  ),
  why,
  /** The approvals that this case takes, in their order; `by` and `at` once given. */
  approvals: z.array(
    z.object({
      role: z.enum(["reviewer", "leader"]),
      title: localText,
      by: z.string().nullable(),
      at: instantText.nullable(),
    }),
  ),
  timeline: z.array(z.object({ at: instantText, actor: z.string(), step: z.string(), text: localText })),
  /** What the signed-in person may do now; where not, why. */
  actions: z.array(z.object({ action: caseAction, problem: problemValue.nullable() })),
});

const oneCase = z.object({ caseId: idInPath });

export const listCases = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/cases",
  area,
  summary: { zh: "办件", en: "Cases" },
  roles: everyStaffRole,
  query: z.object({
    ...pageQuery,
    state: caseState.optional(),
    held: flag.optional(),
    /** `yes`: only who waits for a place or for money, the first in the queue first. `no`, or a state: only who does not. */
    waiting: flag.optional(),
    policyId: policyId.optional(),
    text: searchText.optional(),
  }),
  reply: pageOf(caseRow),
  errors: [],
});

export const countCases = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/cases/summary",
  area,
  summary: { zh: "办件统计", en: "Cases by state" },
  roles: everyStaffRole,
  reply: z.object({ states: z.array(z.object({ state: caseState, cases: z.int() })), held: z.int(), waiting: z.int() }),
  errors: [],
});

export const getCase = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/cases/:caseId",
  area,
  summary: { zh: "办件详情", en: "One case" },
  roles: everyStaffRole,
  params: oneCase,
  reply: caseDetail,
  errors: [],
});

/** One notice for many cases, from today, for the policy's number of working days. */
export const publishNotice = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/notices",
  area,
  summary: { zh: "发布公示", en: "Publish a notice" },
  roles: ["clerk"],
  body: z.object({ caseIds: z.array(id).min(1).max(500) }),
  reply: notice.extend({ cases: z.int() }),
  errors: [
    "cases.wrongState",
    "cases.held",
    "benefits.spouseNotConfirmed",
    "benefits.marriageUnknown",
    "benefits.waitsForPlace",
    "benefits.waitsForMoney",
    "benefits.waitsForDraw",
  ],
});

export const recordObjection = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/cases/:caseId/objections",
  area,
  summary: { zh: "登记异议", en: "Record an objection" },
  roles: ["clerk", "reviewer"],
  params: oneCase,
  body: z.object({ from: z.string().trim().min(1).max(80), says: reason }),
  reply: z.object({ objectionId: id }),
  errors: ["cases.wrongState"],
});

export const decideObjection = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/cases/:caseId/objections/:objectionId/decide",
  area,
  summary: { zh: "答复异议", en: "Decide an objection" },
  roles: ["reviewer"],
  params: z.object({ caseId: idInPath, objectionId: idInPath }),
  body: z.object({ upheld: z.boolean(), answer: reason }),
  reply: done,
  errors: ["cases.objectionDecided"],
});

/** After the last working day of the notice; with an open objection it is refused. */
export const closeNotice = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/cases/:caseId/notice/close",
  area,
  summary: { zh: "结束公示", en: "Close the notice" },
  roles: ["clerk"],
  params: oneCase,
  reply: done,
  errors: ["cases.wrongState", "cases.noticeRuns", "cases.objectionOpen"],
});

/**
 * By a second person; decides again first, and commits the money on the budget line in the same step. Where the policy asks for two
 * approvals, the reviewer's leaves the case at `noticeClosed` and the leader's commits.
 */
export const approveCase = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/cases/:caseId/approve",
  area,
  summary: { zh: "审批通过", en: "Approve" },
  roles: ["reviewer", "leader"],
  params: oneCase,
  body: z.object({ note: z.string().trim().max(500) }),
  reply: z.object({ state: caseState, hold: hold.nullable() }),
  errors: ["cases.wrongState", "cases.ownCase", "cases.held", "funds.lineExhausted", "benefits.alreadyTaken"],
});

export const rejectCase = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/cases/:caseId/reject",
  area,
  summary: { zh: "不予通过", en: "Reject" },
  roles: ["reviewer"],
  params: oneCase,
  body: z.object({ reason }),
  reply: done,
  errors: ["cases.wrongState", "cases.ownCase"],
});

/** `proceed` goes on with what is decided now (it must be entitled again), `reject` ends the case. */
export const resolveHold = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/cases/:caseId/hold/resolve",
  area,
  summary: { zh: "处理挂起", en: "Resolve a hold" },
  roles: ["reviewer"],
  params: oneCase,
  body: z.object({ resolution: z.enum(["proceed", "reject"]), reason }),
  reply: z.object({ state: caseState, hold: hold.nullable() }),
  errors: ["cases.notHeld", "cases.ownCase", "cases.stillNotEntitled"],
});
