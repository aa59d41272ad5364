import * as z from "zod";
import { type DemandFields, demandFields, demandState } from "./demand.ts";
import { endpoint } from "./endpoint.ts";
import { dayText, id, problemValue } from "./vocabulary.ts";

const link = z.object({ link: z.string().regex(/^[\w-]{10,60}$/) });

function paysInOrder({ salaryFromYuan, salaryToYuan }: DemandFields): boolean {
  return salaryFromYuan === null || salaryToYuan === null || salaryFromYuan <= salaryToYuan;
}

const answeredItem = demandFields.extend({ itemId: id.nullable() });

export const openSurvey = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/surveys/:link",
  area: "demand",
  summary: { zh: "打开填报链接", en: "Open a survey link" },
  roles: "anyone",
  params: link,
  reply: z.object({
    title: z.string(),
    office: z.string(),
    employer: z.string(),
    opensOn: dayText,
    closesOn: dayText,
    state: z.enum(["coming", "open", "closed"]),
    /** How often it was sent; to be handed back when sending. */
    revision: z.int(),
    contact: z.object({ name: z.string(), phoneMasked: z.string(), consent: z.boolean() }).nullable(),
    items: z.array(answeredItem.extend({ state: demandState })),
  }),
  errors: ["demand.linkUnknown", "demand.linkGuessed"],
});

/** The whole answer: a demand left out is withdrawn. */
export const answerSurvey = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/public/surveys/:link",
  area: "demand",
  summary: { zh: "提交需求", en: "Answer a survey" },
  roles: "anyone",
  params: link,
  body: z.object({
    revision: z.int().min(0),
    /** Null keeps the one that was named before. */
    contact: z
      .object({ name: z.string().trim().min(1).max(30), phone: z.string().regex(/^1\d{10}$/), consent: z.boolean() })
      .nullable(),
    items: z.array(answeredItem.refine(paysInOrder, { path: ["salaryToYuan"] })).max(500),
  }),
  reply: z.object({ revision: z.int() }),
  errors: [
    "demand.linkUnknown",
    "demand.linkGuessed",
    "demand.surveyClosed",
    "demand.surveyNotOpen",
    "demand.revisionConflict",
  ],
});

export const getSurveyTemplate = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/survey-template",
  area: "demand",
  summary: { zh: "下载需求模板", en: "Download the template" },
  roles: "anyone",
  reply: { file: "xlsx" },
  errors: [],
});

/** Reads a filled-in template and keeps nothing: good rows fill the form, bad rows come back with their reasons. */
export const readSurveyWorkbook = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/public/surveys/:link/workbook",
  area: "demand",
  summary: { zh: "读取填好的模板", en: "Read a filled-in template" },
  roles: "anyone",
  upload: true,
  params: link,
  body: z.object({}),
  reply: z.object({
    items: z.array(demandFields),
    failed: z.array(z.object({ row: z.int(), cells: z.array(z.string()), problems: z.array(problemValue) })),
  }),
  errors: [
    "demand.linkUnknown",
    "demand.linkGuessed",
    "demand.surveyClosed",
    "demand.surveyNotOpen",
    "demand.fileTooLarge",
    "demand.macroWorkbook",
    "demand.fileUnreadable",
    "demand.columnsMissing",
  ],
});

export const publicDemand = demandFields.extend({
  employer: z.string(),
  /** Only where its person agreed. */
  contact: z.string().nullable(),
  withdrawn: z.boolean(),
});

/** For anyone: the newest edition of every wave, a hundred a page. */
export const listPublicDemand = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/demand",
  area: "demand",
  summary: { zh: "人才需求清单", en: "Public demand list" },
  roles: "anyone",
  query: z.object({ page: z.coerce.number<number>().int().min(1).max(100).default(1) }),
  reply: z.object({
    tenant: z.string(),
    publishedOn: dayText.nullable(),
    rows: z.array(publicDemand),
    page: z.int(),
    pages: z.int(),
    total: z.int(),
  }),
  errors: [],
});

export const getPublicDemandWorkbook = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/demand/workbook",
  area: "demand",
  summary: { zh: "下载人才需求清单", en: "Download the demand list" },
  roles: "anyone",
  reply: { file: "xlsx" },
  errors: [],
});
