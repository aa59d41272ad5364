import { type Day, type Fen, formatDay, formatYuan } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Decision, Reason, Step } from "../decide/decision.ts";
import type { Evidence } from "../envelope/envelope.ts";
import { registerName } from "../facts/fact-catalogue.ts";
import type { Instalment } from "../pay-plan/plan-instalments.ts";

type Language = "zh" | "en";

/** The sentence why: outcome, amount or reasons, each with its clause and what proves it, as of which day. */
export function explain(decision: Decision, policy: CompiledPolicy, language: Language): string {
  const parts = [
    headOf[decision.outcome](decision, policy, language),
    ...decision.steps.map((step) => stepSentence(step, decision, language)),
  ];
  return parts.join(language === "zh" ? "" : " ");
}

/** What a condition rests on, as an answer names it: the register, or the document to bring. */
export function evidenceText(evidence: Evidence, language: Language): string {
  return evidence.kind === "register"
    ? (evidence.name ?? registerName(evidence.register))[language]
    : evidence.document[language];
}

type Head = (decision: Decision, policy: CompiledPolicy, language: Language) => string;

const headOf: Readonly<Record<Decision["outcome"], Head>> = {
  entitled: (decision, policy, language) => {
    const title = policy.envelope.title[language];
    const money = moneyText(decision, policy, language);
    const met = decision.conditions.filter((each) => each.truth === true);
    const because = listText(met, language);
    const day = formatDay(decision.asOf);
    return language === "zh"
      ? `截至 ${day}，符合《${title}》：${money}。依据：${because}。`
      : `As of ${day}, entitled to “${title}”: ${money}. Because: ${because}.`;
  },
  possible: (decision, policy, language) => {
    const title = policy.envelope.title[language];
    const unknown = listText(decision.unknowns, language);
    const day = formatDay(decision.asOf);
    return language === "zh"
      ? `截至 ${day}，可能符合《${title}》，尚待查明：${unknown}。`
      : `As of ${day}, possibly entitled to “${title}”; still to be settled: ${unknown}.`;
  },
  notEntitled: (decision, policy, language) => {
    const title = policy.envelope.title[language];
    const reasons = listText(decision.reasons, language);
    const day = formatDay(decision.asOf);
    return language === "zh"
      ? `截至 ${day}，不符合《${title}》，未满足：${reasons}。`
      : `As of ${day}, not entitled to “${title}”; not met: ${reasons}.`;
  },
};

function listText(reasons: readonly Reason[], language: Language): string {
  return reasons.map((each) => reasonText(each, language)).join(language === "zh" ? "；" : "; ");
}

function reasonText({ text, clause, evidence }: Reason, language: Language): string {
  const proof = evidenceText(evidence, language);
  return language === "zh" ? `${text.zh}（${clause.zh}，据${proof}）` : `${text.en} (${clause.en}; by ${proof})`;
}

function moneyText(decision: Decision, policy: CompiledPolicy, language: Language): string {
  const { plan, amountFen, amountSays, wholePlanFen } = decision;
  const says = amountSays ? (language === "zh" ? `按${amountSays.zh}，` : `as ${amountSays.en}, `) : "";
  const amount = amountFen === null ? "?" : yuanText(amountFen, language);
  if (plan === null) return `${says}${amount}${language === "zh" ? "，发放日待定" : ", dates still open"}`;
  const [first] = plan;
  if (!first) return `${says}${amount}${language === "zh" ? "，已全部发放" : ", paid in full already"}`;
  return `${says}${scheduleText({ plan, first, wholePlanFen, amount }, policy, language)}`;
}

type Schedule = {
  readonly plan: readonly Instalment[];
  readonly first: Instalment;
  readonly wholePlanFen: Fen | null;
  readonly amount: string;
};

function scheduleText(schedule: Schedule, policy: CompiledPolicy, language: Language): string {
  const { plan, first, wholePlanFen, amount } = schedule;
  const due = formatDay(first.due);
  if (plan.length === 1) {
    const once = yuanText(first.amountFen, language);
    return language === "zh" ? `${once}，${due} 应发` : `${once}, due ${due}`;
  }
  const total = wholePlanFen === null ? "?" : yuanText(wholePlanFen, language);
  const each = policy.envelope.amount.per === "instalment" ? amount : yuanText(first.amountFen, language);
  return language === "zh"
    ? `每期 ${each}，共 ${plan.length} 期，首期 ${due}，合计 ${total}`
    : `${each} in each of ${plan.length} instalments from ${due}, ${total} in all`;
}

function stepSentence(step: Step, decision: Decision, language: Language): string {
  const condition = decision.conditions.find((each) => each.id === step.id);
  const text = condition?.text[language] ?? step.id;
  const unit = unitText(step, language);
  const when = step.on === null ? "" : whenText(step.on, language);
  return language === "zh"
    ? `差一步：只差“${text}”，还差 ${unit}，${BY.zh[step.by]}${when}。`
    : `One step short: only “${text}” is missing, by ${unit}; ${BY.en[step.by]}${when}.`;
}

const BY = {
  zh: { person: "本人可以补足", employer: "用人单位可以补足", time: "到时即可满足" },
  en: { person: "the person can mend it", employer: "the employer can mend it", time: "time will mend it" },
} as const;
const UNITS = {
  zh: { months: "个月", years: "年", days: "天" },
  en: { months: "month", years: "year", days: "day" },
} as const;

function unitText({ short, unit }: Step, language: Language): string {
  if (language === "zh") return `${short} ${UNITS.zh[unit]}`;
  return `${short} ${UNITS.en[unit]}${short === 1 ? "" : "s"}`;
}

function whenText(day: Day, language: Language): string {
  return language === "zh" ? `（预计 ${formatDay(day)}）` : ` (expected ${formatDay(day)})`;
}

function yuanText(amount: Fen, language: Language): string {
  return language === "zh" ? `${formatYuan(amount)} 元` : `${formatYuan(amount)} yuan`;
}
