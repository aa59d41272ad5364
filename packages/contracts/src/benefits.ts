import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { findingFilters, instalment, why } from "./findings.ts";
import {
  dayText,
  done,
  fenText,
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
} from "./vocabulary.ts";

const area = "benefits";

/** open until somebody acts or the offer expires; disputed while a reported fact is being looked at. */
export const offerState = z.enum(["open", "confirmed", "declined", "expired", "withdrawn", "disputed"]);

export const offerRow = z.object({
  offerId: id,
  personId: id,
  name: z.string(),
  phoneMasked: z.string().nullable(),
  policyId,
  policyTitle: localText,
  subject: localText.nullable(),
  state: offerState,
  /** The offered amount holds until `expiresOn`. */
  amountFen: fenText,
  planFen: fenText,
  pushedOn: dayText,
  expiresOn: dayText,
  message: z.enum(["queued", "sent", "failed", "none"]),
  caseId: id.nullable(),
});

/** Many at once: those named, or all that the filters show (entitled and chosen only; what was declined is not pushed again). */
export const pushOffers = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/offers",
  area,
  summary: { zh: "推送", en: "Push offers" },
  roles: ["clerk"],
  body: z.object({
    sweepId: id,
    pick: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("named"), findingIds: z.array(z.string()).min(1).max(500) }),
      z.object({ kind: z.literal("filtered"), filters: z.object(findingFilters) }),
    ]),
  }),
  reply: z.object({
    pushed: z.int(),
    /** Of these, cases opened without application (免申即享): their public notice runs already. */
    opened: z.int(),
    skipped: z.array(z.object({ findingId: z.string(), name: z.string(), problem: problemValue })),
    /** Messages leave in office hours only; null when they left at once. */
    messagesFrom: instantText.nullable(),
  }),
  errors: ["benefits.nothingToPush", "policies.sweepUnfinished", "benefits.sweepStale"],
});

export const listOffers = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/offers",
  area,
  summary: { zh: "推送记录", en: "Offers" },
  roles: everyStaffRole,
  query: z.object({
    ...pageQuery,
    state: offerState.optional(),
    policyId: policyId.optional(),
    text: searchText.optional(),
  }),
  reply: pageOf(offerRow),
  errors: [],
});

export const countOffers = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/offers/summary",
  area,
  summary: { zh: "推送统计", en: "Offers by state" },
  roles: everyStaffRole,
  reply: z.object({ states: z.array(z.object({ state: offerState, offers: z.int() })), openReports: z.int() }),
  errors: [],
});

export const getOffer = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/offers/:offerId",
  area,
  summary: { zh: "推送详情", en: "One offer" },
  roles: everyStaffRole,
  params: z.object({ offerId: idInPath }),
  reply: offerRow.extend({ plan: z.array(instalment), why }),
  errors: [],
});

export const withdrawOffer = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/offers/:offerId/withdraw",
  area,
  summary: { zh: "撤回推送", en: "Withdraw an offer" },
  roles: ["clerk"],
  params: z.object({ offerId: idInPath }),
  body: z.object({ reason }),
  reply: done,
  errors: ["benefits.offerNotOpen"],
});

/** "This fact is wrong", as a talent said it on the phone page; an office settles it. */
export const factReportRow = z.object({
  reportId: id,
  offerId: id,
  personId: id,
  name: z.string(),
  policyTitle: localText,
  condition: localText,
  says: z.string(),
  reportedAt: instantText,
  state: z.enum(["open", "mended", "dismissed"]),
  answer: z.string().nullable(),
});

export const listFactReports = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/fact-reports",
  area,
  summary: { zh: "信息有误反馈", en: "Facts reported as wrong" },
  roles: everyStaffRole,
  query: z.object({ ...pageQuery, state: z.enum(["open", "mended", "dismissed"]).optional() }),
  reply: pageOf(factReportRow),
  errors: [],
});

/** `mended`: the register was corrected, the person is decided again. `dismissed`: the fact stands; the offer opens again. */
export const settleFactReport = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/fact-reports/:reportId/settle",
  area,
  summary: { zh: "处理反馈", en: "Settle a reported fact" },
  roles: ["clerk"],
  params: z.object({ reportId: idInPath }),
  body: z.object({ result: z.enum(["mended", "dismissed"]), answer: reason }),
  reply: done,
  errors: ["benefits.reportSettled"],
});
