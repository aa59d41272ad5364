import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { dayText, done, id, idInPath, instantText, officeId, pageOf, pageQuery, source } from "./vocabulary.ts";

const area = "people";

/** Fields of a person in which sources may disagree. */
export const disputable = z.enum(["sex", "birth", "nativePlace", "residence", "team", "talentClass"]);

/** Whose word counts: the library of the person's own office, of the highest office that says anything, or what came last. */
export const ruleStep = z.enum(["ownOffice", "higherOffice", "newest"]);

const told = z.object({
  /** Names the source, to settle by. */
  key: z.string(),
  /** The code of a table, or as people read it; masked as everywhere. */
  shown: z.string(),
  /** Says what counts now. */
  counts: z.boolean(),
  office: z.object({ officeId, name: z.string() }),
  source,
  /** The number of the person who was merged, where it came from there. */
  mergedFrom: id.nullable(),
});

/** What each source says of the disputed fields of a person, which value counts, and why. */
export const personFields = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people/:personId/fields",
  area,
  summary: { zh: "各来源说法", en: "What the sources say" },
  roles: everyStaffRole,
  params: z.object({ personId: idInPath }),
  reply: z.object({
    rows: z.array(
      z.object({
        field: disputable,
        /** `nobody`: unknown until somebody settles it. */
        by: z.enum(["hand", ...ruleStep.options, "nobody"]),
        shown: z.string().nullable(),
        told: z.array(told),
        settled: z
          .object({
            shown: z.string().nullable(),
            reason: z.string(),
            by: z.string(),
            at: instantText,
            holds: z.boolean(),
          })
          .nullable(),
      }),
    ),
  }),
  errors: [],
});

/** Says by hand which source is right (its `key`); null: looked at, and still unknown. */
export const settleField = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/people/:personId/fields/settle",
  area,
  summary: { zh: "核定一项信息", en: "Settle a field" },
  roles: ["clerk", "reviewer"],
  params: z.object({ personId: idInPath }),
  body: z.object({ field: disputable, key: z.string().max(60).nullable(), reason: z.string().trim().max(200) }),
  reply: done,
  errors: ["people.notDisputed", "people.nobodySaysSo", "people.fieldReasonMissing"],
});

export const takeFieldBack = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/people/:personId/fields/take-back",
  area,
  summary: { zh: "撤回核定", en: "Take a settled field back" },
  roles: ["clerk", "reviewer"],
  params: z.object({ personId: idInPath }),
  body: z.object({ field: disputable }),
  reply: done,
  errors: ["people.notSettledByHand"],
});

/** People with fields that nothing settles, what changed last first. */
export const listOpenFields = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people/open-fields",
  area,
  summary: { zh: "待核信息", en: "Fields to settle" },
  roles: everyStaffRole,
  query: z.object(pageQuery),
  reply: pageOf(
    z.object({ personId: id, name: z.string(), office: z.string(), fields: z.array(disputable), since: dayText }),
  ),
  errors: [],
});

const rule = z.object({
  field: disputable,
  /** Tried one after the other; none: unknown until somebody settles it. */
  steps: z.array(ruleStep),
  /** The office whose rule it is; null where nobody set one. */
  from: z.object({ officeId, name: z.string() }).nullable(),
});

/** What holds for people of the own office when sources disagree. */
export const listFieldRules = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/field-rules",
  area,
  summary: { zh: "来源不一致时以谁为准", en: "Whose word counts" },
  roles: everyStaffRole,
  reply: z.object({ office: z.object({ officeId, name: z.string() }), rules: z.array(rule) }),
  errors: [],
});

/** Sets the own office's rule for a field; null: as the office above says. People it concerns are settled at once. */
export const setFieldRule = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/field-rules",
  area,
  summary: { zh: "设定以谁为准", en: "Say whose word counts" },
  roles: ["reviewer", "leader"],
  body: z.object({ field: disputable, steps: z.array(ruleStep).max(3).nullable() }),
  reply: z.object({ people: z.int() }),
  errors: [],
});
