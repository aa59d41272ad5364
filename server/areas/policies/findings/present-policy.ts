import type * as contract from "@wutong/contracts";
import { type Day, formatDay } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import type { PublishedPolicy } from "../policy-book.ts";
import { presentAmount } from "./present-amount.ts";
import { conditionNodes } from "./present-conditions.ts";
import { presentDeadlines, presentLimits } from "./present-limits.ts";
import { presentPlan } from "./present-plan.ts";
import { presentStacking } from "./present-stacking.ts";

type Texts = { readonly zh: string; readonly en: string };
type PolicyRow = contract.ReplyOf<typeof contract.listPolicies>["rows"][number];
type PolicyDetail = contract.ReplyOf<typeof contract.getPolicy>;

const HANDLING = { noApplication: "noApplication", confirmOnce: "confirm", apply: "apply" } as const;

/** What a policy is about; a list that a region adds is called by its own name. */
const SUBJECTS: Readonly<Record<string, Texts>> = {
  person: { zh: "个人", en: "A person" },
  household: { zh: "家庭", en: "A household" },
  employer: { zh: "用人单位", en: "An employer" },
  platform: { zh: "平台", en: "A platform" },
  certificate: { zh: "证书", en: "A certificate" },
  home: { zh: "住房", en: "A home" },
  contract: { zh: "劳动合同", en: "A contract" },
  degree: { zh: "学历", en: "A degree" },
  lease: { zh: "租约", en: "A lease" },
  stay: { zh: "住宿", en: "A stay" },
  event: { zh: "活动", en: "An event" },
  postdoc: { zh: "博士后经历", en: "A postdoc" },
  review: { zh: "评审", en: "A review" },
  title: { zh: "称号", en: "A title" },
  business: { zh: "创业", en: "A business" },
};

export function legalSourceOf({ envelope: { source } }: CompiledPolicy): PolicyRow["source"] {
  return {
    title: source.rule,
    documentNumber: source.document,
    clause: source.clause ?? "",
    link: source.link ?? "",
  };
}

export function presentPolicyRow(policy: CompiledPolicy, today: Day): PolicyRow {
  const { id, version, title, subject, inForce, handling } = policy.envelope;
  const begun = inForce.from <= today;
  const over = inForce.to !== undefined && inForce.to < today;
  return {
    policyId: id,
    version,
    title,
    subject: SUBJECTS[subject] ?? { zh: subject, en: subject },
    source: legalSourceOf(policy),
    from: formatDay(inForce.from),
    to: inForce.to === undefined ? null : formatDay(inForce.to),
    handling: HANDLING[handling.mode],
    state: over ? "closed" : begun ? "inForce" : "draft",
  };
}

/** `versions` are all those of this policy. */
export function presentPolicy(
  { policy, version }: PublishedPolicy,
  book: readonly CompiledPolicy[],
  today: Day,
): PolicyDetail {
  const { envelope } = policy;
  return {
    ...presentPolicyRow(policy, today),
    prose: [envelope.prose.zh.trim(), envelope.prose.en.trim()].join("\n\n"),
    conditions: conditionNodes(policy),
    undertakings: envelope.undertakings.map(({ id, text }) => ({ undertakingId: id, text, clause: "" })),
    parameters: envelope.parameters.map(({ id, says, values }) => ({
      name: id,
      text: says,
      values: values.map(({ from, value, source }) => ({ from: formatDay(from), value: String(value), source })),
    })),
    amount: presentAmount(envelope.amount),
    payPlan: presentPlan(envelope.payPlan),
    stacking: presentStacking(policy, book),
    limits: presentLimits(policy),
    deadlines: presentDeadlines(policy),
    versions: book
      .filter((one) => one.envelope.id === envelope.id)
      .map(({ envelope: { version: number, inForce } }) => ({
        version: number,
        from: formatDay(inForce.from),
        to: inForce.to === undefined ? null : formatDay(inForce.to),
      })),
    yaml: version.files[0]?.text ?? "",
  };
}
