import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { conditionNode, policyRow, undertaking } from "./policies.ts";
import { dayText, localText, policyId } from "./vocabulary.ts";

const area = "policies";

/** A prefecture by its division code, 330600. */
const regionId = z.string().regex(/^\d{6}$/);

export const libraryRegion = z.object({
  regionId,
  name: localText,
  /** The region of the offices that this system serves; the others come with it, for comparing. */
  own: z.boolean(),
  policies: z.int(),
});

export const libraryRow = policyRow.omit({ state: true }).extend({
  regionId,
  region: localText,
  /** The division whose office made the rule. */
  place: localText,
  benefit: z.string(),
  benefitName: localText,
  /** Its source gives it only in part. */
  fragment: z.boolean(),
  /** What it pays, in a line. */
  pays: localText,
});

/** Where a search found its words: from and to count UTF-16 units of the text. */
const marks = z.array(z.tuple([z.int(), z.int()]));
const foundRow = libraryRow.extend({
  titleMarks: z.object({ zh: marks, en: marks }),
  /** A passage of another part with the words in it; null where the title says it all. */
  passage: z
    .object({
      part: z.enum(["document", "amount", "condition", "prose", "note"]),
      tongue: z.enum(["zh", "en"]),
      text: z.string(),
      marks,
    })
    .nullable(),
});

export const libraryPolicy = libraryRow.extend({
  prose: localText,
  notes: z.array(localText),
  sourceNote: localText,
  conditions: z.array(conditionNode),
  undertakings: z.array(undertaking),
  amount: z.object({
    text: localText,
    /** Row by row: for whom, and how much. */
    rows: z.array(z.object({ says: localText, amount: localText })),
  }),
  parameters: z.array(
    z.object({
      text: localText,
      values: z.array(z.object({ from: dayText, value: z.string(), source: z.string() })),
    }),
  ),
  payPlan: localText,
  stacking: z.array(localText),
  limits: z.array(localText),
  deadlines: z.array(localText),
  versions: z.array(z.object({ version: z.int(), from: dayText, to: dayText.nullable() })),
});

/** Policies in force; with `q` those that the words are found in, best first: Chinese, English, pinyin or its initials. */
export const searchLibrary = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/policies",
  area,
  summary: { zh: "政策库", en: "Public policy library" },
  roles: "anyone",
  shared: true,
  query: z.object({ q: z.string().trim().max(60).optional() }),
  reply: z.object({ today: dayText, regions: z.array(libraryRegion), rows: z.array(foundRow) }),
  errors: [],
});

export const getLibraryPolicy = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/policies/:policyId",
  area,
  summary: { zh: "政策库中的一项", en: "One policy of the public library" },
  roles: "anyone",
  shared: true,
  params: z.object({ policyId }),
  reply: libraryPolicy,
  errors: [],
});

/** All policies in force of a region, whole: for reading side by side. */
export const listRegionPolicies = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/regions/:regionId/policies",
  area,
  summary: { zh: "一地现行政策", en: "Policies in force of a region" },
  roles: "anyone",
  shared: true,
  params: z.object({ regionId }),
  reply: z.object({ region: libraryRegion, rows: z.array(libraryPolicy) }),
  errors: [],
});

/** The rules themselves, for deciding in the browser, so that nobody's facts leave it. */
export const getRegionRules = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/regions/:regionId/rules",
  area,
  summary: { zh: "一地现行规则（供浏览器计算）", en: "Rules in force of a region, for deciding in the browser" },
  roles: "anyone",
  shared: true,
  params: z.object({ regionId }),
  reply: z.object({
    region: libraryRegion,
    today: dayText,
    /** Of each policy its file and those that it includes, without their cases. */
    policies: z.array(z.object({ policyId, files: z.array(z.object({ path: z.string(), text: z.string() })) })),
  }),
  errors: [],
});
