import { parseDay } from "@wutong/kernel";
import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import {
  dayText,
  done,
  flag,
  id,
  idInPath,
  instantText,
  pageOf,
  pageQuery,
  problemValue,
  reason,
} from "./vocabulary.ts";

const area = "demand";
export const demandEducation = z.enum(["secondary", "college", "bachelor", "master", "phd"]);

/** What an employer says of one demand (需求); salaries in yuan a month. */
export const demandFields = z.object({
  post: z.string().trim().min(1).max(60),
  headcount: z.int().min(1).max(9_999),
  education: demandEducation,
  /** A title or skill level (职称/技能等级), in the employer's words. */
  titleLevel: z.string().trim().max(40).default(""),
  /** A field or discipline, in the employer's words. */
  field: z.string().trim().max(40).default(""),
  salaryFromYuan: z.int().min(0).max(9_999_999).nullable().default(null),
  salaryToYuan: z.int().min(0).max(9_999_999).nullable().default(null),
  urgentUntil: dayText
    .refine((text) => parseDay(text).ok)
    .nullable()
    .default(null),
});
export type DemandFields = z.output<typeof demandFields>;

export const demandState = z.enum(["received", "accepted", "rejected", "merged", "withdrawn"]);

const waveFilter = z.object({
  kinds: z.array(z.string().max(40)).max(10).default([]),
  /** The beginning of an industry code (GB/T 4754), e.g. C or C34. */
  industry: z.string().max(5).default(""),
  aboveScaleOnly: z.boolean().default(false),
  /** At most so many, those above scale (规上) first. */
  limit: z.int().min(1).max(5_000).default(2_000),
});

export const wave = z.object({
  waveId: id,
  title: z.string(),
  /** Half a year: 2026-H1. */
  half: z.string(),
  opensOn: dayText,
  closesOn: dayText,
  state: z.enum(["coming", "open", "closed"]),
  invited: z.int(),
  answered: z.int(),
  items: z.int(),
  /** Those received that nobody has looked at. */
  toClean: z.int(),
});

const groupRow = z.object({ key: z.string(), invited: z.int(), answered: z.int() });

export const listWaves = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/demand/waves",
  area,
  summary: { zh: "人才需求调研", en: "Survey waves" },
  roles: everyStaffRole,
  query: z.object(pageQuery),
  reply: pageOf(wave),
  errors: [],
});

/** Demands collected so far (cumulative), by the same query as the list; `atLeast` where a record says "more than". */
export const getDemandFigure = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/demand/figure",
  area,
  summary: { zh: "累计征集需求数", en: "Demands collected" },
  roles: everyStaffRole,
  reply: z.object({ items: z.int(), atLeast: z.boolean() }),
  errors: [],
});

/** Opens a wave and invites the employers that the filter finds: a link each, by message in office hours. */
export const startWave = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/waves",
  area,
  summary: { zh: "发起调研", en: "Start a survey wave" },
  roles: ["clerk"],
  body: z.object({
    title: z.string().trim().min(2).max(80),
    half: z.string().regex(/^\d{4}-H[12]$/),
    opensOn: dayText,
    closesOn: dayText,
    filter: waveFilter,
  }),
  reply: z.object({ waveId: id, invited: z.int(), told: z.int() }),
  errors: ["demand.noEmployers", "demand.closesBeforeOpening"],
});

export const getWave = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/demand/waves/:waveId",
  area,
  summary: { zh: "一次调研", en: "A survey wave" },
  roles: everyStaffRole,
  params: z.object({ waveId: idInPath }),
  reply: z.object({ wave, byKind: z.array(groupRow), byIndustry: z.array(groupRow) }),
  errors: ["demand.notFound"],
});

export const invitation = z.object({
  invitationId: id,
  creditCode: z.string(),
  employer: z.string(),
  kind: z.string().nullable(),
  industry: z.string().nullable(),
  aboveScale: z.boolean().nullable(),
  answeredAt: instantText.nullable(),
  items: z.int(),
  reminders: z.int(),
  hasContact: z.boolean(),
});

export const listInvitations = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/demand/waves/:waveId/invitations",
  area,
  summary: { zh: "受邀单位", en: "Invited employers" },
  roles: everyStaffRole,
  params: z.object({ waveId: idInPath }),
  query: z.object({
    answered: flag.optional(),
    /** Kind, or section of the industry; `none` for those of which no register says. */
    kind: z.string().max(40).optional(),
    industry: z.string().max(5).optional(),
    ...pageQuery,
  }),
  reply: pageOf(invitation),
  errors: [],
});

/** The link of one employer, to be handed over by phone or in person; asking for it is noted. */
export const showInvitationLink = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/invitations/:invitationId/link",
  area,
  summary: { zh: "取得填报链接", en: "Show a survey link" },
  roles: ["clerk"],
  params: z.object({ invitationId: idInPath }),
  reply: z.object({ path: z.string() }),
  errors: ["demand.notFound"],
});

/** Only those who have not answered, once a day and three times at most. */
export const remindEmployers = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/waves/:waveId/remind",
  area,
  summary: { zh: "催报", en: "Remind employers" },
  roles: ["clerk"],
  params: z.object({ waveId: idInPath }),
  reply: z.object({ told: z.int() }),
  errors: ["demand.notFound", "demand.remindersUsedUp", "demand.surveyClosed", "demand.surveyNotOpen"],
});

export const nameSurveyContact = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/contacts",
  area,
  summary: { zh: "登记单位联系人", en: "Name an employer's contact" },
  roles: ["clerk"],
  body: z.object({
    creditCode: z.string().min(1).max(18),
    name: z.string().trim().min(1).max(30),
    phone: z.string().regex(/^1\d{10}$/),
  }),
  reply: done,
  errors: ["demand.notFound"],
});

export const demandItem = demandFields.extend({
  itemId: id,
  creditCode: z.string(),
  employer: z.string(),
  waveId: id.nullable(),
  state: demandState,
  reason: z.string(),
  discipline: z.string().nullable(),
  occupation: z.string().nullable(),
  /** An earlier live demand of the same employer for the same post, education and field. */
  duplicateOf: id.nullable(),
  mergedInto: id.nullable(),
  published: z.boolean(),
});

export const listDemandItems = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/demand/items",
  area,
  summary: { zh: "人才需求", en: "Demands" },
  roles: everyStaffRole,
  query: z.object({
    waveId: z.coerce.number<number>().int().positive().optional(),
    state: demandState.optional(),
    creditCode: z.string().max(18).optional(),
    education: demandEducation.optional(),
    ...pageQuery,
  }),
  reply: pageOf(demandItem),
  errors: [],
});

/** Accepts (with codes), rejects with a reason, or merges into another demand of the same employer. */
export const cleanDemandItem = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/items/:itemId/clean",
  area,
  summary: { zh: "清洗需求", en: "Clean a demand" },
  roles: ["clerk"],
  params: z.object({ itemId: idInPath }),
  body: z.discriminatedUnion("decision", [
    z.object({
      decision: z.literal("accept"),
      discipline: z.string().max(4).nullable().default(null),
      occupation: z.string().max(12).nullable().default(null),
    }),
    z.object({ decision: z.literal("reject"), reason }),
    z.object({ decision: z.literal("merge"), into: id }),
  ]),
  reply: z.object({ state: demandState }),
  errors: ["demand.notFound", "demand.wrongState", "demand.notDuplicate", "demand.cellWrong"],
});

/** An edition of the demand list: what is accepted in a wave, for everybody to read. */
export const publishDemandList = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/waves/:waveId/publish",
  area,
  summary: { zh: "发布需求清单", en: "Publish the demand list" },
  roles: ["clerk"],
  params: z.object({ waveId: idInPath }),
  reply: z.object({ editionId: id, items: z.int() }),
  errors: ["demand.notFound", "demand.nothingToPublish"],
});

/** Records of earlier surveys, from a file with credit code and employer before the columns of the template. */
export const loadDemandRecords = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/demand/records",
  area,
  summary: { zh: "导入历次需求", en: "Load demands of earlier surveys" },
  roles: ["clerk"],
  upload: true,
  body: z.object({ atLeast: z.boolean().default(false) }),
  reply: z.object({
    loaded: z.int(),
    failed: z.array(z.object({ row: z.int(), cells: z.array(z.string()), problems: z.array(problemValue) })),
  }),
  errors: ["demand.fileTooLarge", "demand.macroWorkbook", "demand.fileUnreadable", "demand.columnsMissing"],
});
