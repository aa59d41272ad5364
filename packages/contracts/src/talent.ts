import * as z from "zod";
import { offerState } from "./benefits.ts";
import { caseState, spouse } from "./cases.ts";
import { endpoint } from "./endpoint.ts";
import { instalment, why } from "./findings.ts";
import { undertaking } from "./policies.ts";
import { dayText, done, fenText, id, idInPath, instantText, localText, waiting } from "./vocabulary.ts";

/** The phone pages: a signed-in talent sees their own things only. */
const area = "benefits";
const oneOffer = z.object({ offerId: idInPath });

export const myOfferRow = z.object({
  offerId: id,
  policyTitle: localText,
  subject: localText.nullable(),
  state: offerState,
  amountFen: fenText,
  planFen: fenText,
  sentence: localText,
  pushedOn: dayText,
  expiresOn: dayText,
  caseId: id.nullable(),
  caseState: caseState.nullable(),
  waiting,
});

export const listMyOffers = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/talent/offers",
  area,
  summary: { zh: "我能享受的", en: "What I am offered" },
  roles: ["talent"],
  reply: z.object({ name: z.string(), phoneMasked: z.string(), rows: z.array(myOfferRow) }),
  errors: [],
});

export const getMyOffer = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/talent/offers/:offerId",
  area,
  summary: { zh: "我的一项待遇", en: "One offer of mine, and why" },
  roles: ["talent"],
  params: oneOffer,
  reply: myOfferRow.extend({
    prose: z.string(),
    plan: z.array(instalment),
    undertakings: z.array(undertaking),
    /** The verified name: the account must be in it. */
    accountHolder: z.string(),
    /** An account that is already known, to use again without typing. */
    knownAccount: z.object({ bank: z.string(), numberMasked: z.string() }).nullable(),
    /** For a benefit of couples: whether the spouse will be asked to confirm too; null where one person suffices. */
    marriage: z.enum(["single", "married", "unknown"]).nullable(),
    /** Whether the number of a home may be given (`home`): one grant for one home. */
    asksHome: z.boolean(),
    why,
  }),
  errors: [],
});

/** Once: makes every undertaking of the policy, names the account, freezes the evidence and opens the case. */
export const confirmOffer = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/talent/offers/:offerId/confirm",
  area,
  summary: { zh: "确认", en: "Confirm" },
  roles: ["talent"],
  params: oneOffer,
  body: z.object({
    undertakings: z.array(z.string()).max(20),
    /** The number of the home (of its purchase contract or title), where the benefit is for one that is chosen already. */
    home: z.string().trim().min(4).max(60).optional(),
    account: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("known") }),
      z.object({
        kind: z.literal("new"),
        bank: z.string().trim().min(2).max(60),
        number: z.string().regex(/^\d{12,19}$/),
      }),
    ]),
  }),
  reply: z.object({ caseId: id, state: caseState, held: z.boolean(), waiting }),
  errors: [
    "benefits.offerNotOpen",
    "benefits.offerExpired",
    "benefits.undertakingMissing",
    "benefits.accountInvalid",
    "benefits.noLongerEntitled",
    "benefits.alreadyTaken",
  ],
});

export const declineOffer = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/talent/offers/:offerId/decline",
  area,
  summary: { zh: "放弃", en: "Decline" },
  roles: ["talent"],
  params: oneOffer,
  body: z.object({ reason: z.string().trim().max(500) }),
  reply: done,
  errors: ["benefits.offerNotOpen"],
});

export const reportFact = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/talent/offers/:offerId/fact-reports",
  area,
  summary: { zh: "信息有误", en: "Say that a fact is wrong" },
  roles: ["talent"],
  params: oneOffer,
  body: z.object({ nodeId: z.string().max(80), says: z.string().trim().min(2).max(500) }),
  reply: z.object({ reportId: id }),
  errors: ["benefits.offerNotOpen"],
});

/** How far my case is: steps done with their time, the step it stands at, and what was paid. */
export const getMyCase = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/talent/cases/:caseId",
  area,
  summary: { zh: "办理进度", en: "Progress of my case" },
  roles: ["talent"],
  params: z.object({ caseId: idInPath }),
  reply: z.object({
    caseId: id,
    policyTitle: localText,
    state: caseState,
    /** Somebody is looking at it; in words for the person. */
    heldFor: localText.nullable(),
    waiting,
    rejectedFor: z.string().nullable(),
    noticeClosesOn: dayText.nullable(),
    accountMasked: z.string(),
    spouse: spouse.nullable(),
    /** Something is still to be paid, so another account may be named (`correctMyAccount`). */
    mayCorrectAccount: z.boolean(),
    paidFen: fenText,
    plan: z.array(instalment.extend({ paidOn: dayText.nullable() })),
    steps: z.array(z.object({ state: caseState, at: instantText.nullable() })),
  }),
  errors: [],
});

/**
 * Another account of one's own for what is still to be paid, after the bank returned a payment, say. One that differs from the last
 * is looked at by a reviewer before money goes there (`inReview`).
 */
export const correctMyAccount = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/talent/cases/:caseId/account",
  area,
  summary: { zh: "更正收款账户", en: "Correct my payee account" },
  roles: ["talent"],
  params: z.object({ caseId: idInPath }),
  body: z.object({ bank: z.string().trim().min(2).max(60), number: z.string().regex(/^\d{12,19}$/) }),
  reply: z.object({ accountMasked: z.string(), inReview: z.boolean() }),
  errors: ["cases.wrongState", "benefits.accountInvalid"],
});

/** What waits for me as somebody's spouse: benefits of couples that both confirm. */
export const listSpouseRequests = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/talent/spouse-requests",
  area,
  summary: { zh: "配偶请我确认的", en: "What my spouse asks me to confirm" },
  roles: ["talent"],
  reply: z.object({
    rows: z.array(
      z.object({
        caseId: id,
        policyTitle: localText,
        /** Masked, e.g. 张*明. */
        applicant: z.string(),
        amountFen: fenText,
        planFen: fenText,
        askedOn: dayText,
        confirmedAt: instantText.nullable(),
        /** What taking it means for both: it is granted once, and for one home. */
        note: localText,
      }),
    ),
  }),
  errors: [],
});

export const confirmAsSpouse = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/talent/spouse-requests/:caseId/confirm",
  area,
  summary: { zh: "配偶确认", en: "Confirm as the spouse" },
  roles: ["talent"],
  params: z.object({ caseId: idInPath }),
  reply: done,
  errors: ["cases.notFound"],
});
