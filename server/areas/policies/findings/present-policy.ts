import type * as contract from "@wutong/contracts";
import { type Day, formatDay, formatYuan } from "@wutong/kernel";
import type { AmountTable, CompiledPolicy, PayPlan } from "@wutong/policy";
import type { PublishedPolicy } from "../policy-book.ts";
import { conditionNodes } from "./present-conditions.ts";

type Texts = { readonly zh: string; readonly en: string };
type PolicyRow = contract.ReplyOf<typeof contract.listPolicies>["rows"][number];
type PolicyDetail = contract.ReplyOf<typeof contract.getPolicy>;

const HANDLING = { noApplication: "noApplication", confirmOnce: "confirm", apply: "apply" } as const;

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
    subject,
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

function presentAmount({ per, of }: CompiledPolicy["envelope"]["amount"]): PolicyDetail["amount"] {
  const each = per === "instalment" ? { zh: "每期", en: "in each instalment" } : { zh: "共", en: "in all" };
  if (of.kind === "table") {
    const text = { zh: `${each.zh}，按下表`, en: `by the table, ${each.en}` };
    return { text, feel: null, table: presentTable(of) };
  }
  const yuan = formatYuan(of.amountFen);
  return { text: { zh: `${each.zh} ${yuan} 元`, en: `${yuan} yuan ${each.en}` }, feel: null, table: null };
}

function presentTable({ hitPolicy, inputs, rows }: AmountTable): NonNullable<PolicyDetail["amount"]["table"]> {
  const byTests = inputs.length > 0;
  return {
    hitPolicy,
    inputs: byTests
      ? inputs.map((feel) => ({ label: { zh: feel, en: feel }, feel }))
      : [{ label: { zh: "适用于", en: "applies when" }, feel: "" }],
    output: { zh: "金额（元）", en: "Amount (yuan)" },
    rows: rows.map(({ when, amountFen, says }) => ({
      inputs: when.kind === "tests" ? [...when.tests] : [says ? `${says.zh} / ${says.en}` : when.feel],
      amount: formatYuan(amountFen),
      clause: "",
    })),
  };
}

const GAPS: Readonly<Record<"extend" | "stop" | "notMadeUp", Texts>> = {
  extend: { zh: "中断的期数顺延", en: "a gap moves the rest on" },
  stop: { zh: "中断即停发", en: "a gap ends it" },
  notMadeUp: { zh: "中断的期数不补", en: "what falls into a gap is not made up" },
};

function presentPlan(plan: PayPlan): PolicyDetail["payPlan"] {
  if (plan.kind === "once") return { text: { zh: "一次性发放", en: "paid once" }, instalments: 1 };
  const gap = GAPS[plan.gap];
  const every = plan.kind === "monthly" ? { zh: "按月", en: "monthly" } : { zh: "按年", en: "yearly" };
  return {
    text: {
      zh: `${every.zh}发放，共 ${plan.count} 期，${gap.zh}`,
      en: `paid ${every.en}, ${plan.count} times; ${gap.en}`,
    },
    instalments: plan.count,
  };
}

function presentStacking(policy: CompiledPolicy, book: readonly CompiledPolicy[]): PolicyDetail["stacking"] {
  const own = policy.envelope;
  const others = new Map(book.map((one) => [one.envelope.id, one.envelope]));
  others.delete(own.id);
  return [...others.values()].flatMap((other): PolicyDetail["stacking"] => {
    const entry = (kind: string, text: Texts) => ({ policyId: other.id, kind, text });
    const title = other.title;
    if (own.stacking.ends.includes(other.benefit)) {
      return [entry("ends", { zh: `享受后《${title.zh}》停发`, en: `taking it ends “${title.en}”` })];
    }
    if (other.stacking.ends.includes(own.benefit)) {
      return [entry("endedBy", { zh: `享受《${title.zh}》后停发`, en: `ends once “${title.en}” is taken` })];
    }
    const group = own.stacking.chooseOne;
    if (group !== undefined && group === other.stacking.chooseOne) {
      return [entry("chooseOne", { zh: `与《${title.zh}》择一`, en: `either this or “${title.en}”` })];
    }
    const apart = own.stacking.notWith.includes(other.benefit) || other.stacking.notWith.includes(own.benefit);
    return apart
      ? [entry("notWith", { zh: `不与《${title.zh}》同时享受`, en: `not together with “${title.en}”` })]
      : [];
  });
}

function presentLimits({ envelope: { stacking } }: CompiledPolicy): Texts[] {
  const limits: Texts[] = [];
  if (stacking.oncePer === "person") limits.push({ zh: "每人一次", en: "once for a person" });
  if (stacking.oncePer === "occupationAndLevel")
    limits.push({ zh: "同一职业同一等级一次", en: "once for an occupation and level" });
  if (stacking.higherBarsLower)
    limits.push({ zh: "同一职业取得高等级后不再享受低等级", en: "a higher level of an occupation bars the lower" });
  if (stacking.perYear) {
    const { max } = stacking.perYear;
    limits.push({ zh: `每人每年至多 ${max} 次`, en: `at most ${max} in a year for a person` });
  }
  return limits;
}

function presentDeadlines({ envelope: { handling } }: CompiledPolicy): Texts[] {
  const { offerDays, publicNoticeWorkingDays } = handling;
  const deadlines: Texts[] = [
    { zh: `推送后 ${offerDays} 日内确认`, en: `to be confirmed within ${offerDays} days of the offer` },
  ];
  if (publicNoticeWorkingDays > 0) {
    deadlines.push({
      zh: `公示 ${publicNoticeWorkingDays} 个工作日`,
      en: `public notice of ${publicNoticeWorkingDays} working days`,
    });
  }
  return deadlines;
}
