import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { outcome, why } from "./findings.ts";
import {
  dayText,
  fenText,
  id,
  idInPath,
  localText,
  officeId,
  pageOf,
  pageQuery,
  policyId,
  truth,
} from "./vocabulary.ts";

const area = "policies";

/** What the draft does to somebody: the first two gain, the next two lose. */
export const differenceKind = z.enum([
  "unchanged",
  "newlyEntitled",
  "moreMoney",
  "noLongerEntitled",
  "lessMoney",
  "newlyPossible",
  "noLongerPossible",
]);
export type DifferenceKind = z.output<typeof differenceKind>;

/** Which side of a comparison's table somebody stands on. */
export const differenceGroup = z.enum(["winners", "losers", "newlyPossible"]);

/** A number of a policy's file that another value may be tried of. */
export const tunableNumber = z.object({
  /** Within its policy; opaque. */
  numberId: z.string(),
  about: z.enum(["parameter", "amount", "condition", "payPlan", "other"]),
  text: localText,
  file: z.string(),
  line: z.int(),
  /** As it is written, and what a slider offers. */
  value: z.string(),
  min: z.string(),
  max: z.string(),
  step: z.string(),
});

export const listPolicyNumbers = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/policies/:policyId/numbers",
  area,
  summary: { zh: "政策中的数字", en: "The numbers of a policy" },
  roles: everyStaffRole,
  params: z.object({ policyId }),
  /** The newest version where left out. */
  query: z.object({ version: z.coerce.number<number>().int().optional() }),
  reply: z.object({ rows: z.array(tunableNumber) }),
  errors: [],
});

/** What is wrong in a draft's text, where, and what to do. */
export const draftFault = z.object({ file: z.string(), line: z.int(), column: z.int(), text: localText });

const DRAFT_CHARACTERS_MAX = 200_000;

/**
 * Compares a policy as a sweep had it with a draft of it, on that sweep's facts: one number changed, or a text. The same draft
 * again is the same comparison. A draft with faults is answered with these and kept nowhere.
 */
export const compareDraft = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/sweeps/:sweepId/comparisons",
  area,
  summary: { zh: "比较草案", en: "Compare a draft" },
  roles: everyStaffRole,
  params: z.object({ sweepId: idInPath }),
  body: z.object({
    policyId,
    draft: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("number"),
        numberId: z.string().max(300),
        value: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/),
      }),
      z.object({ kind: z.literal("text"), yaml: z.string().min(1).max(DRAFT_CHARACTERS_MAX) }),
    ]),
  }),
  reply: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("compared"), comparisonId: z.string() }),
    z.object({ kind: z.literal("faults"), faults: z.array(draftFault) }),
  ]),
  errors: [
    "policies.sweepUnfinished",
    "policies.notSwept",
    "policies.draftOther",
    "policies.draftSame",
    "policies.draftElsewhere",
  ],
});

/** Differences are the draft's minus those of the version in force, other policies' money with it. */
const differences = { differenceYearFen: fenText, differenceFen: fenText };
const split = { winners: z.int(), losers: z.int(), newlyPossible: z.int(), ...differences };

export const comparisonDetail = z.object({
  comparisonId: z.string(),
  sweepId: id,
  asOf: dayText,
  people: z.int(),
  policyId,
  title: localText,
  version: z.int(),
  draft: z.object({
    /** The one number that was changed, or null where a text was given. */
    number: z.object({ numberId: z.string(), text: localText, from: z.string(), to: z.string() }).nullable(),
    /** By its own dates not in force on that day; decided as if it were. */
    asIfInForce: z.boolean(),
    /** Cases of its own file that come out otherwise with it. */
    casesFailing: z.int(),
    yaml: z.string(),
  }),
  /** Policies that stacking weighs against this one. */
  partners: z.array(z.object({ policyId, title: localText })),
  kinds: z.array(z.object({ kind: differenceKind, people: z.int(), ...differences })),
  /** The policy's own cost after stacking, of the sweep and of the draft, and what other policies cost more because of it. */
  cost: z.object({
    oldYearFen: fenText,
    newYearFen: fenText,
    otherYearFen: fenText,
    oldFen: fenText,
    newFen: fenText,
    otherFen: fenText,
    ...differences,
  }),
  /** Calendar years to the end of the longest plan; other policies' money is in the difference. */
  years: z.array(z.object({ year: z.int(), differenceFen: fenText, otherFen: fenText })),
  offices: z.array(z.object({ office: z.object({ officeId, name: z.string() }), ...split })),
  /** Rows of the table of amounts, by what they say; `tier` null: no amount. */
  tiers: z.array(z.object({ tier: z.int().nullable(), text: localText.nullable(), ...split })),
  sexes: z.array(z.object({ sex: z.enum(["F", "M"]).nullable(), ...split })),
});

const inPath = { sweepId: idInPath, comparisonId: z.string().regex(/^[0-9a-f]{24}$/) };

export const getComparison = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps/:sweepId/comparisons/:comparisonId",
  area,
  summary: { zh: "草案比较结果", en: "One comparison" },
  roles: everyStaffRole,
  params: z.object(inPath),
  reply: comparisonDetail,
  errors: [],
});

export const comparedPersonRow = z.object({
  personId: id,
  name: z.string(),
  office: z.object({ officeId, name: z.string() }),
  employer: z.string().nullable(),
  kind: differenceKind,
  tier: localText.nullable(),
  oldOutcome: outcome,
  newOutcome: outcome,
  /** Of this policy after stacking, to the end of the plan; and with other policies the difference. */
  oldFen: fenText,
  newFen: fenText,
  differenceFen: fenText,
});

export const listComparedPeople = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps/:sweepId/comparisons/:comparisonId/people",
  area,
  summary: { zh: "草案影响的人员", en: "Whom a draft concerns" },
  roles: everyStaffRole,
  params: z.object(inPath),
  query: z.object({
    group: differenceGroup.optional(),
    kind: differenceKind.optional(),
    office: z.coerce.number<number>().int().optional(),
    /** The place of a tier, or `none`. */
    tier: z.string().max(5).optional(),
    sex: z.enum(["F", "M", "none"]).optional(),
    ...pageQuery,
  }),
  reply: pageOf(comparedPersonRow),
  errors: [],
});

/** One side's decision; null where that side has no such policy, or no such claim. */
export const comparedSide = z.object({ outcome, oneStepShort: z.boolean(), chosen: z.boolean().nullable(), why });

export const getComparedPerson = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/sweeps/:sweepId/comparisons/:comparisonId/people/:personId",
  area,
  summary: { zh: "草案对一人的影响", en: "What a draft does to one person" },
  roles: everyStaffRole,
  params: z.object({ ...inPath, personId: idInPath }),
  reply: comparedPersonRow.extend({
    /** What differs, subject by subject: first of the changed policy, then of others that stacking takes instead. */
    subjects: z.array(
      z.object({
        policyId,
        title: localText,
        subject: localText.nullable(),
        old: comparedSide.nullable(),
        new: comparedSide.nullable(),
        sentence: localText,
        /** Conditions that come out differently; undefined on a side that doesn't ask it. */
        conditions: z.array(
          z.object({
            nodeId: z.string(),
            text: localText,
            clause: localText,
            old: truth.optional(),
            new: truth.optional(),
          }),
        ),
      }),
    ),
  }),
  errors: [],
});
