import type { Envelope } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";

/** A part of a policy that can be decided, planned and compared, but that no payment follows yet. */
export type NotPayable = { readonly part: NotPayablePart; readonly text: BothTexts };
export type NotPayablePart = keyof typeof texts;

/**
 * The parts of a policy that payments would ignore, so that somebody would get the wrong sum, or somebody else the money;
 * empty where the policy can be paid as it stands.
 */
export function notYetPayable(envelope: Envelope): readonly NotPayable[] {
  const { subject, beneficiary, payee, amount, payPlan, stacking, limits, choices, handling } = envelope;
  const holds: Readonly<Record<NotPayablePart, boolean>> = {
    subject: subject !== "person" && subject !== "certificate",
    beneficiary: beneficiary.who !== "person" && beneficiary.who !== "couple",
    payee: payee.who !== "person" && payee.who !== "employer",
    inKind: amount.inKind !== undefined,
    tax: amount.tax !== undefined,
    window: payPlan.kind === "monthly" && payPlan.window !== undefined,
    proofs: payPlan.kind === "staged" && payPlan.stages.some(({ requires }) => requires !== undefined),
    oncePerHousehold: stacking.oncePer === "household",
    lessThanPlanned:
      stacking.topUp !== undefined ||
      stacking.deducts.length > 0 ||
      stacking.combined !== undefined ||
      stacking.jointCap !== undefined,
    quota: limits.quota !== undefined && limits.quota.order.kind !== "firstCome",
    shares: (limits.budget?.shares.length ?? 0) > 1,
    choices: choices.length > 0,
    levels: handling.levels.length > 0,
  };
  return (Object.keys(texts) as NotPayablePart[]).flatMap((part) => (holds[part] ? [{ part, text: texts[part] }] : []));
}

const texts = {
  subject: { zh: "对象不是个人或证书（subject）", en: "a subject other than persons and certificates" },
  beneficiary: {
    zh: "受益人是家庭、单位或平台（beneficiary）",
    en: "a household, an employer or a platform as beneficiary",
  },
  payee: { zh: "收款人不是本人或用人单位（payee）", en: "a payee other than the person and the employer" },
  inKind: { zh: "实物或服务（amount.inKind）", en: "what is given in kind" },
  tax: { zh: "代扣个人所得税（amount.tax）", en: "tax withheld from instalments" },
  window: { zh: "按月计发期（payPlan.window）", en: "a window of months that count" },
  proofs: { zh: "分阶段须另行核验（payPlan.stages.requires）", en: "stages that need a proof of their own" },
  oncePerHousehold: { zh: "每户一次（stacking.oncePer）", en: "once for a household" },
  lessThanPlanned: {
    zh: "补差、扣减、合并期限或合计封顶（stacking）",
    en: "top-ups, deductions, combined months or joint caps",
  },
  quota: { zh: "按名次、积分或摇号确定名额（limits.quota）", en: "places by rank, points or lot" },
  shares: { zh: "多级财政分担（limits.budget.shares）", en: "costs that several budgets share" },
  choices: { zh: "由申请人选择享受方式（choices）", en: "forms between which the applicant chooses" },
  levels: { zh: "前置审核层级（handling.levels）", en: "others who must agree first" },
} as const satisfies Readonly<Record<string, BothTexts>>;
