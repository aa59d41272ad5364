import type { Why } from "@wutong/contracts";
import { formatDay, formatYuan } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type Decision,
  explain,
  type GivenFacts,
  type LostReason,
  type Step,
} from "@wutong/policy";
import type { FactSources } from "../../people/index.ts";
import type { DecidedPerson, DecidedSubject } from "./decide-person.ts";
import { evidenceOfConditions } from "./evidence-of-conditions.ts";
import { conditionNodes, proofText } from "./present-conditions.ts";
import { legalSourceOf } from "./present-policy.ts";

type Texts = { readonly zh: string; readonly en: string };

/**
 * One subject's decision as pages show it: the sentence, every condition with its proof (down to the rows where their sources are
 * `known`), the plan, and what stacking kept.
 */
export function whyOf(
  { policy, decision, grantKey }: DecidedSubject,
  person: DecidedPerson,
  known?: { readonly facts: GivenFacts; readonly sources: FactSources },
): Why {
  return {
    sentence: { zh: explain(decision, policy, "zh"), en: explain(decision, policy, "en") },
    source: legalSourceOf(policy),
    policyVersion: decision.version,
    asOf: formatDay(decision.asOf),
    keyDate: decision.keyDate === null ? null : formatDay(decision.keyDate),
    conditions: conditionResults(policy, decision, evidenceOfConditions(policy, decision, known)),
    oneStepShort: decision.steps.map((step) => ({
      nodeId: step.id,
      advice: adviceOf(step),
      entitledOn: step.on === null ? null : formatDay(step.on),
    })),
    amount:
      decision.outcome === "notEntitled"
        ? null
        : { text: amountText(policy, decision), amountFen: fen(decision.amountFen) },
    plan: (decision.plan ?? []).map(({ number, due, amountFen }) => ({
      number,
      dueOn: formatDay(due),
      amountFen: amountFen.toString(),
    })),
    stacking: grantKey === undefined ? [] : stackingOf(grantKey, person),
  };
}

function conditionResults(
  policy: CompiledPolicy,
  decision: Decision,
  evidence: ReturnType<typeof evidenceOfConditions>,
): Why["conditions"] {
  const judged = new Map(decision.conditions.map((each) => [each.id, each]));
  return conditionNodes(policy).map((node) => {
    const found = judged.get(node.nodeId);
    if (!found) return { ...node, truth: null, evidence: [], wouldSettle: null };
    return {
      ...node,
      truth: found.truth,
      evidence: evidence.get(found.id) ?? [],
      wouldSettle: found.truth === null ? proofText(found.evidence) : null,
    };
  });
}

const UNITS = {
  months: { zh: "个月", en: "months" },
  years: { zh: "年", en: "years" },
  days: { zh: "天", en: "days" },
} as const;
const MENDED = {
  person: { zh: "本人可以补足", en: "the person can mend it" },
  employer: { zh: "用人单位可以补足", en: "the employer can mend it" },
  time: { zh: "到时即可满足", en: "time will mend it" },
} as const;

function adviceOf({ by, unit, short }: Step): Texts {
  return {
    zh: `还差 ${short} ${UNITS[unit].zh}，${MENDED[by].zh}`,
    en: `short by ${short} ${UNITS[unit].en}; ${MENDED[by].en}`,
  };
}

function amountText(policy: CompiledPolicy, { amountFen, amountSays }: Decision): Texts {
  const each = policy.envelope.amount.per === "instalment";
  const sum = amountFen === null ? "?" : formatYuan(amountFen);
  return {
    zh: `${amountSays ? `${amountSays.zh}：` : ""}${each ? "每期" : "共"} ${sum} 元`,
    en: `${amountSays ? `${amountSays.en}: ` : ""}${sum} yuan ${each ? "in each instalment" : "in all"}`,
  };
}

/** This grant and those that it met in stacking: who kept, who lost and by which rule. */
function stackingOf(grantKey: string, { subjects, stacked, committed }: DecidedPerson): Why["stacking"] {
  const lost = stacked.lost.filter((each) => each.key === grantKey || each.toKey === grantKey);
  if (lost.length === 0) return [];
  const keys = new Set([grantKey, ...lost.flatMap(({ key, toKey }) => (toKey === null ? [key] : [key, toKey]))]);
  return subjects.flatMap(({ policy, grantKey: key, chosen }) => {
    if (key === undefined || !keys.has(key)) return [];
    const why = lost.find((each) => each.key === key)?.why;
    const text = why ? LOST[why] : committed.has(key) ? COMMITTED : KEPT;
    return [{ policyId: policy.envelope.id, title: policy.envelope.title, kept: chosen === true, text }];
  });
}

const KEPT: Texts = { zh: "合计金额最高，保留", en: "kept: the set with it is worth most" };
const COMMITTED: Texts = { zh: "已批准，正在发放", en: "approved already, and running" };

const LOST: Readonly<Record<LostReason, Texts>> = {
  nothingLeft: { zh: "已无可发金额", en: "nothing is left to pay" },
  endedBy: { zh: "享受另一项后停发", en: "the other one ends it" },
  wouldEnd: { zh: "享受后另一项停发，合计不会更高", en: "it would end the other one, and the sum is no higher" },
  chooseOne: { zh: "同类待遇就高不重复，只能择一", en: "only one of the group may be taken, the best" },
  onceOnly: { zh: "只能享受一次", en: "it is granted once" },
  onceInHousehold: { zh: "每户只能享受一次", en: "it is granted once for a household" },
  onceForHome: { zh: "同一套住房只能享受一次", en: "it is granted once for a home" },
  higherLevel: { zh: "同一职业已有更高等级", en: "a higher level of the same occupation bars it" },
  barsLower: {
    zh: "享受后同一职业的低等级不再享受，合计不会更高",
    en: "with it the lower level of the same occupation would go, and the sum is no higher",
  },
  notTogether: { zh: "不得同时享受", en: "the two may not be taken together" },
  otherOffice: { zh: "同类待遇只能在一地享受", en: "benefits of the group come from one place only" },
  yearLimit: { zh: "超过一年内的次数", en: "it is over the limit of a year" },
  deducted: { zh: "扣除另一项已领金额后无余额", en: "nothing is left once what the other one paid is deducted" },
  toppedUp: {
    zh: "就高补差：另一项不低于本项，无差额可补",
    en: "topped up to the best only: the other one leaves no difference",
  },
  monthsUsed: { zh: "与另一项合并计算的月数已用完", en: "the months that it shares with the other one are used up" },
  jointCap: { zh: "与另一项合计已达上限", en: "the cap that it shares with the other one is reached" },
  worthLess: { zh: "已选各项的合计更高", en: "what is kept is worth more" },
};

function fen(amount: bigint | null): string | null {
  return amount === null ? null : amount.toString();
}
