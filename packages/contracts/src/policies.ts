import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { dayText, fenText, localText, policyId } from "./vocabulary.ts";

const area = "policies";

export const legalSource = z.object({
  title: z.string(),
  documentNumber: z.string(),
  clause: z.string(),
  link: z.string(),
});

export const policyRow = z.object({
  policyId,
  version: z.int(),
  title: localText,
  /** What the policy is about: a person, a certificate, a household, …. */
  subject: localText,
  source: legalSource,
  from: dayText,
  to: dayText.nullable(),
  /** no-application (免申即享), confirm once, or apply. */
  handling: z.enum(["noApplication", "confirm", "apply"]),
  state: z.enum(["inForce", "closed", "draft"]),
});

/**
 * The conditions' tree, flat and in reading order: `parent` is the `nodeId` of the group it hangs under, null for the root.
 * A leaf (`condition`) has its FEEL text, clause and proof; a group has only its kind (and `atLeast` for kind `atLeast`).
 */
export const conditionNode = z.object({
  nodeId: z.string(),
  parent: z.string().nullable(),
  kind: z.enum(["all", "any", "atLeast", "condition"]),
  atLeast: z.int().nullable(),
  text: localText,
  feel: z.string().nullable(),
  clause: localText.nullable(),
  /** The register that proves it, or the document where no register does. */
  provedBy: localText.nullable(),
  remediable: z.boolean(),
});
export type ConditionNode = z.output<typeof conditionNode>;

export const undertaking = z.object({ undertakingId: z.string(), text: localText, clause: z.string() });

export const policyDetail = policyRow.extend({
  prose: z.string(),
  conditions: z.array(conditionNode),
  undertakings: z.array(undertaking),
  parameters: z.array(
    z.object({
      name: z.string(),
      text: localText,
      values: z.array(z.object({ from: dayText, value: z.string(), source: z.string() })),
    }),
  ),
  amount: z.object({
    text: localText,
    feel: z.string().nullable(),
    table: z
      .object({
        hitPolicy: z.string(),
        inputs: z.array(z.object({ label: localText, feel: z.string() })),
        output: localText,
        rows: z.array(z.object({ inputs: z.array(z.string()), amount: z.string(), clause: z.string() })),
      })
      .nullable(),
  }),
  payPlan: z.object({ text: localText, instalments: z.int().nullable() }),
  stacking: z.array(z.object({ policyId, kind: z.string(), text: localText })),
  limits: z.array(localText),
  deadlines: z.array(localText),
  versions: z.array(z.object({ version: z.int(), from: dayText, to: dayText.nullable() })),
  /** The file as it stands in the region pack. */
  yaml: z.string(),
});

export const listPolicies = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/policies",
  area,
  summary: { zh: "政策列表", en: "Policies" },
  roles: everyStaffRole,
  reply: z.object({ rows: z.array(policyRow) }),
  errors: [],
});

export const getPolicy = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/policies/:policyId",
  area,
  summary: { zh: "政策详情", en: "One policy" },
  roles: everyStaffRole,
  params: z.object({ policyId }),
  reply: policyDetail,
  errors: [],
});

/** The cases that stand in the policy's file, decided now: expected beside got. */
export const listPolicyCases = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/policies/:policyId/cases",
  area,
  summary: { zh: "政策用例", en: "The policy's cases" },
  roles: everyStaffRole,
  params: z.object({ policyId }),
  reply: z.object({
    rows: z.array(
      z.object({
        name: z.string(),
        at: dayText,
        facts: z.string(),
        expected: z.object({ outcome: z.string(), amountFen: fenText.nullable(), failed: z.array(z.string()) }),
        got: z.object({ outcome: z.string(), amountFen: fenText.nullable(), failed: z.array(z.string()) }),
        passed: z.boolean(),
      }),
    ),
  }),
  errors: [],
});
