import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { conditionNode, legalSource } from "./policies.ts";
import {
  dayText,
  fenText,
  flag,
  id,
  idInPath,
  instantText,
  localText,
  officeId,
  pageOf,
  pageQuery,
  policyId,
  searchText,
  source,
  truth,
} from "./vocabulary.ts";

const area = "policies";

export const outcome = z.enum(["entitled", "possible", "notEntitled"]);
export type Outcome = z.output<typeof outcome>;

/** Since the sweep before, for the same person and policy. */
export const change = z.enum(["newlyEntitled", "noLongerEntitled", "newlyOneStepShort"]);

/** What has happened beside the outcome, so that somebody paid in full is not shown as having lost an entitlement. */
export const standing = z.enum(["none", "offered", "declined", "expired", "inCase", "running", "paid"]);

/** One instalment of a pay plan; the day is the earliest on which it falls due. */
export const instalment = z.object({ number: z.int(), dueOn: dayText.nullable(), amountFen: fenText });

/** A condition as it came out for one person: the evidence says which rows it was decided on. */
export const conditionResult = conditionNode.extend({
  truth,
  evidence: z.array(z.object({ text: localText, asOf: dayText, source: source.nullable() })),
  /** Why it is unknown: the register or the document that would settle it. */
  wouldSettle: localText.nullable(),
});

export const findingRow = z.object({
  /** Within its sweep; opaque. */
  findingId: z.string(),
  personId: id,
  name: z.string(),
  office: z.object({ officeId, name: z.string() }),
  employer: z.string().nullable(),
  policyId,
  policyTitle: localText,
  /** Which certificate, where the policy's subject is one. */
  subject: localText.nullable(),
  outcome,
  oneStepShort: z.boolean(),
  amountFen: fenText.nullable(),
  /** Due this year, and over the whole plan. */
  thisYearFen: fenText.nullable(),
  planFen: fenText.nullable(),
  /** Kept after stacking; null where stacking does not ask (not entitled). */
  chosen: z.boolean().nullable(),
  change: change.nullable(),
  standing,
  sentence: localText,
});

/** One person against one policy, as a sentence with clause, evidence and date. */
export const why = z.object({
  sentence: localText,
  source: legalSource,
  policyVersion: z.int(),
  asOf: dayText,
  keyDate: dayText.nullable(),
  conditions: z.array(conditionResult),
  /** What would make it entitled: by how much, and when if nothing else changes (decided again at that day). */
  oneStepShort: z.array(z.object({ nodeId: z.string(), advice: localText, entitledOn: dayText.nullable() })),
  amount: z.object({ text: localText, amountFen: fenText.nullable() }).nullable(),
  plan: z.array(instalment),
  /** Which benefit was kept and why another lost, by the clause; empty where nothing collides. */
  stacking: z.array(z.object({ policyId, title: localText, kept: z.boolean(), text: localText })),
});
export type Why = z.output<typeof why>;

export const sweepState = z.enum(["running", "finished", "failed", "cancelled"]);

export const sweepRow = z.object({
  sweepId: id,
  asOf: dayText,
  state: sweepState,
  /** 0–100. */
  percent: z.int(),
  people: z.int().nullable(),
  policies: z.int(),
  startedBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  seconds: z.number().nullable(),
});

export const sweepPolicyRow = z.object({
  policyId,
  version: z.int(),
  title: localText,
  subjects: z.int(),
  entitled: z.int(),
  possible: z.int(),
  oneStepShort: z.int(),
  notEntitled: z.int(),
  /** Of the entitled before stacking: this calendar year, and to the end of the longest plan. */
  thisYearFen: fenText,
  planFen: fenText,
  /** What remains after the lawful best was picked per person. */
  chosen: z.int(),
  chosenThisYearFen: fenText,
  chosenPlanFen: fenText,
  changes: z.object({ newlyEntitled: z.int(), noLongerEntitled: z.int(), newlyOneStepShort: z.int() }).nullable(),
});

export const sweepDetail = sweepRow.extend({
  /** Names snapshot, day and policy versions: any figure can be made again from it. */
  identity: z.object({ snapshot: z.string(), policies: z.array(z.string()) }),
  comparedWith: id.nullable(),
  table: z.array(sweepPolicyRow),
});

export const listSweeps = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps",
  area,
  summary: { zh: "摸排批次", en: "Sweeps" },
  roles: everyStaffRole,
  query: z.object(pageQuery),
  reply: pageOf(sweepRow),
  errors: [],
});

export const startSweep = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/sweeps",
  area,
  summary: { zh: "开始政策找人", en: "Start a sweep" },
  roles: ["clerk", "leader"],
  body: z.object({ asOf: dayText }),
  reply: sweepRow,
  errors: ["policies.sweepRunning", "policies.nothingInForce", "policies.futureSweep"],
});

/** What `startedBy` says of a sweep that began by itself. */
export const startedBySchedule = "schedule";

/** When the office sweeps by itself, in China's time; weekday 1 is Monday. */
const sweepSchedule = z.object({
  active: z.boolean(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
});

export const getSweepSchedule = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweep-schedule",
  area,
  summary: { zh: "定时找人的安排", en: "When the office sweeps by itself" },
  roles: everyStaffRole,
  /** Null where nobody has set one. */
  reply: z.object({ schedule: sweepSchedule.extend({ setBy: z.string(), nextAt: instantText.nullable() }).nullable() }),
  errors: [],
});

export const setSweepSchedule = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/sweep-schedule",
  area,
  summary: { zh: "安排定时找人", en: "Say when the office sweeps by itself" },
  roles: ["clerk", "leader"],
  body: sweepSchedule,
  reply: sweepSchedule,
  errors: [],
});

export const getSweep = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps/:sweepId",
  area,
  summary: { zh: "摸排结果", en: "One sweep" },
  roles: everyStaffRole,
  params: z.object({ sweepId: idInPath }),
  reply: sweepDetail,
  errors: [],
});

/** Ends a sweep that is running; nothing of it remains. Those of one's own office and the offices below it. */
export const cancelSweep = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/sweeps/:sweepId/cancel",
  area,
  summary: { zh: "取消政策找人", en: "Cancel a sweep" },
  roles: ["clerk", "leader"],
  params: z.object({ sweepId: idInPath }),
  reply: sweepRow,
  errors: [],
});

export const findingFilters = {
  policyId: policyId.optional(),
  outcome: outcome.optional(),
  oneStepShort: flag.optional(),
  change: change.optional(),
  /** The `nodeId` of a condition of `policyId` that was not met, or unknown. */
  failed: z.string().max(80).optional(),
  unknown: z.string().max(80).optional(),
  chosen: flag.optional(),
  standing: standing.optional(),
  text: searchText.optional(),
};

export const listFindings = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps/:sweepId/findings",
  area,
  summary: { zh: "摸排发现", en: "Findings of a sweep" },
  roles: everyStaffRole,
  params: z.object({ sweepId: idInPath }),
  query: z.object({ ...findingFilters, ...pageQuery }),
  reply: pageOf(findingRow),
  errors: ["policies.sweepUnfinished"],
});

export const getFinding = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps/:sweepId/findings/:findingId",
  area,
  summary: { zh: "为什么", en: "One finding, and why" },
  roles: everyStaffRole,
  params: z.object({ sweepId: idInPath, findingId: z.string().max(80) }),
  reply: findingRow.extend({ why }),
  errors: [],
});

/** Decides one person against every policy at once, on what is known now. */
export const decidePerson = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people/:personId/decisions",
  area,
  summary: { zh: "即时判定", en: "Decide one person now" },
  roles: everyStaffRole,
  params: z.object({ personId: idInPath }),
  query: z.object({ asOf: dayText.optional() }),
  reply: z.object({
    asOf: dayText,
    rows: z.array(
      z.object({
        policyId,
        title: localText,
        subject: localText.nullable(),
        outcome,
        oneStepShort: z.boolean(),
        chosen: z.boolean().nullable(),
        standing,
        why,
      }),
    ),
  }),
  errors: [],
});

export const exportFindings = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/sweeps/:sweepId/export",
  area,
  summary: { zh: "导出发现", en: "Export findings" },
  roles: ["clerk", "leader"],
  params: z.object({ sweepId: idInPath }),
  body: z.object({ ...findingFilters, purpose: z.string().trim().min(4).max(200) }),
  reply: { file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  errors: ["people.exportTooLarge"],
});
