import type { Why } from "@wutong/contracts";
import { formatDay, formatYuan } from "@wutong/kernel";
import { type CompiledPolicy, type Decision, explain, type GivenFacts, lostText, type Step } from "@wutong/policy";
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
    const text = why ? lostText(why) : committed.has(key) ? COMMITTED : KEPT;
    return [{ policyId: policy.envelope.id, title: policy.envelope.title, kept: chosen === true, text }];
  });
}

const KEPT: Texts = { zh: "合计金额最高，保留", en: "kept: the set with it is worth most" };
const COMMITTED: Texts = { zh: "已批准，正在发放", en: "approved already, and running" };

function fen(amount: bigint | null): string | null {
  return amount === null ? null : amount.toString();
}
