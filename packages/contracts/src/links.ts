import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { personStatus } from "./people.ts";
import { dayText, done, id, idInPath, instantText, officeId, pageOf, pageQuery } from "./vocabulary.ts";

const area = "people";

/** Why a merge or a split can't be taken back. */
const undoProblems = [
  "people.alreadyUndone",
  "people.laterMove",
  "people.changedSinceMoney",
  "people.changedSinceFacts",
  "people.changedSincePerson",
] as const;

/** A comparison of an office's people with each other (信息比对): who is perhaps the same person. */
export const registerComparison = z.object({
  comparisonId: id,
  officeId,
  /** Everybody with each other; or, after an import, who is new since the last comparison with everybody. */
  kind: z.enum(["everybody", "newcomers"]),
  state: z.enum(["running", "finished", "failed", "cancelled"]),
  percent: z.int(),
  /** How many were compared; null until it has ended. */
  people: z.int().nullable(),
  /** Pairs found that are new or still open, merged by itself, and left for people to look at. */
  pairs: z.int().nullable(),
  merged: z.int().nullable(),
  toReview: z.int().nullable(),
  startedBy: z.string(),
  startedAt: instantText,
  finishedAt: instantText.nullable(),
  milliseconds: z.int().nullable(),
});

export const startRegisterComparison = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/register-comparisons",
  area,
  summary: { zh: "开始信息比对", en: "Start comparing registers" },
  roles: ["clerk"],
  reply: registerComparison,
  errors: ["people.comparisonRunning"],
});

export const listRegisterComparisons = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/register-comparisons",
  area,
  summary: { zh: "历次信息比对", en: "Comparisons of registers" },
  roles: everyStaffRole,
  query: z.object(pageQuery),
  reply: pageOf(registerComparison),
  errors: [],
});

export const cancelRegisterComparison = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/register-comparisons/:registerComparisonId/cancel",
  area,
  summary: { zh: "取消信息比对", en: "Cancel a comparison" },
  roles: ["clerk"],
  params: z.object({ registerComparisonId: idInPath }),
  reply: registerComparison,
  errors: [],
});

/**
 * `waiting` and `later` are open; `proposed` waits for a reviewer; `merged` was merged by the comparison and nobody has confirmed it;
 * `gone` became one person by another merge.
 */
export const pairState = z.enum(["waiting", "later", "proposed", "merged", "same", "different", "gone"]);
export type PairState = z.output<typeof pairState>;

/** One of the two, masked as everywhere. */
export const pairSide = z.object({
  personId: id,
  name: z.string(),
  /** Other names that registers give for one of the documents. */
  alsoNamed: z.array(z.string()),
  sex: z.enum(["F", "M"]).nullable(),
  birthMasked: z.string().nullable(),
  documents: z.array(z.object({ kind: z.string(), masked: z.string() })),
  phoneMasked: z.string().nullable(),
  employer: z.string().nullable(),
  residence: z.string().nullable(),
  nativePlace: z.string().nullable(),
  schools: z.array(z.object({ school: z.string(), level: z.string(), graduated: dayText.nullable() })),
  registers: z.array(z.object({ register: z.string(), rows: z.int() })),
  status: personStatus,
  office: z.object({ officeId, name: z.string() }),
  /** Something was offered, filed or paid. */
  business: z.boolean(),
});
export type PairSide = z.output<typeof pairSide>;

export const pairField = z.object({
  /** As the comparison calls it: name, birth, phone… */
  field: z.string(),
  level: z.int(),
  /** In bits: how much this makes it likelier that they are one; below zero it speaks against. */
  weight: z.number(),
  zh: z.string(),
  en: z.string(),
});

export const pair = z.object({
  pairId: id,
  state: pairState,
  band: z.enum(["automatic", "review"]),
  weight: z.number(),
  fields: z.array(pairField),
  /** Each has a valid ID number and they differ: merging asks for proof and a reviewer's approval. */
  numbersClash: z.boolean(),
  /** Fields that both know, each otherwise: unknown to policies once they are one. */
  conflicts: z.array(z.string()),
  reason: z.string(),
  /** What merging made; null while nothing is merged. */
  moveId: id.nullable(),
  /** The session's account proposed it, so that somebody else approves. */
  proposedByMe: z.boolean(),
  /** Two sides, or one where they have become one person. */
  sides: z.array(pairSide),
});
export type Pair = z.output<typeof pair>;

export const countPairs = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/pairs/summary",
  area,
  summary: { zh: "待核对数", en: "How many pairs wait" },
  roles: everyStaffRole,
  reply: z.object({ counts: z.record(pairState, z.int()) }),
  errors: [],
});

/** The most certain first. */
export const listPairs = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/pairs",
  area,
  summary: { zh: "比对核对", en: "Pairs to look at" },
  roles: everyStaffRole,
  query: z.object({
    state: pairState.default("waiting"),
    ...pageQuery,
    limit: z.coerce.number<number>().int().min(1).max(50).default(20),
  }),
  reply: pageOf(pair),
  errors: [],
});

const decided = z.object({ pairId: id, state: pairState, moveId: id.nullable() });

/** One person (merges them, or confirms what the comparison merged), two (takes such a merge back), or later. */
export const decidePair = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/pairs/:pairId/decide",
  area,
  summary: { zh: "核对一对", en: "Decide on a pair" },
  roles: ["clerk", "reviewer"],
  params: z.object({ pairId: idInPath }),
  /** `reason` is asked for where two valid numbers differ: it proposes the merge to a reviewer. */
  body: z.object({ decision: z.enum(["same", "different", "later"]), reason: z.string().trim().max(500).default("") }),
  reply: decided,
  errors: [
    "people.pairDecided",
    "people.numbersDiffer",
    "people.pairReasonMissing",
    "people.businessInTwoOffices",
    "people.bothOffered",
    ...undoProblems,
  ],
});

/** Takes the last decision on a pair back, the merge with it. */
export const undoPair = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/pairs/:pairId/undo",
  area,
  summary: { zh: "撤销核对", en: "Undo a decision" },
  roles: ["clerk", "reviewer"],
  params: z.object({ pairId: idInPath }),
  reply: decided,
  errors: [...undoProblems],
});

/** A reviewer who is not the proposer settles a merge over two different valid numbers. */
export const approvePair = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/pairs/:pairId/approve",
  area,
  summary: { zh: "审批合并", en: "Approve a merge" },
  roles: ["reviewer"],
  params: z.object({ pairId: idInPath }),
  body: z.object({ approve: z.boolean() }),
  reply: decided,
  errors: ["people.pairDecided", "people.sameApprover", "people.businessInTwoOffices", "people.bothOffered"],
});

/** What was merged into a person or split off them, and what another split may take. */
export const personLinks = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people/:personId/links",
  area,
  summary: { zh: "合并与拆分", en: "Merges and splits of a person" },
  roles: everyStaffRole,
  params: z.object({ personId: idInPath }),
  reply: z.object({
    /** Nothing is paid on what an unconfirmed merge brought. */
    unconfirmed: z.boolean(),
    /** Fields in which the person's sources disagree: unknown to every policy until somebody settles them. */
    conflicts: z.array(z.string()),
    /** Pairs that wait for somebody to look at them. */
    openPairs: z.int(),
    documents: z.array(
      z.object({ key: z.string(), kind: z.string(), masked: z.string(), knownAs: z.string().nullable() }),
    ),
    sources: z.array(
      z.object({
        register: z.string(),
        batchId: id,
        fileName: z.string().nullable(),
        rows: z.int(),
        receivedOn: dayText,
      }),
    ),
    moves: z.array(
      z.object({
        moveId: id,
        kind: z.enum(["merge", "split"]),
        fromPerson: id,
        toPerson: id,
        confirmed: z.boolean(),
        madeBy: z.string(),
        madeAt: instantText,
        reason: z.string(),
        undoneAt: instantText.nullable(),
        undoneBy: z.string().nullable(),
      }),
    ),
  }),
  errors: [],
});

/** Takes documents and what batches of registers said out of a person, into a new one. */
export const splitPerson = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/people/:personId/split",
  area,
  summary: { zh: "拆分", en: "Split a person" },
  roles: ["clerk", "reviewer"],
  params: z.object({ personId: idInPath }),
  body: z.object({
    documents: z.array(z.string().max(64)).min(1).max(20),
    sources: z.array(z.object({ register: z.string().max(40), batchId: id })).max(500),
    reason: z.string().trim().min(4).max(500),
  }),
  reply: z.object({ moveId: id, newPersonId: id }),
  errors: ["people.splitNothing", "people.splitEverything"],
});

export const undoMove = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/moves/:moveId/undo",
  area,
  summary: { zh: "撤销合并或拆分", en: "Undo a merge or split" },
  roles: ["clerk", "reviewer"],
  params: z.object({ moveId: idInPath }),
  reply: done,
  errors: [...undoProblems],
});
