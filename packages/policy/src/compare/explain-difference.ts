import { formatYuan, type Truth } from "@wutong/kernel";
import type { Decision, JudgedCondition } from "../decide/decision.ts";
import type { Outcome } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";

/** One side's decision, with what stacking made of it; null where that side has no such policy. */
export type DecidedSide = { readonly decision: Decision; readonly chosen: boolean } | null;

export type DecisionDifference = {
  readonly sentence: BothTexts;
  /** The conditions that come out differently, or that only one side asks. */
  readonly conditions: readonly {
    readonly id: string;
    readonly text: BothTexts;
    readonly clause: BothTexts;
    /** Undefined where that side doesn't ask it. */
    readonly old: Truth | undefined;
    readonly new: Truth | undefined;
  }[];
};

/** Why two versions treat somebody differently: what comes out differently, in words. */
export function explainDifference(old: DecidedSide, draft: DecidedSide): DecisionDifference {
  const conditions = conditionsApart(old, draft);
  return {
    sentence: { zh: sentence(old, draft, conditions, "zh"), en: sentence(old, draft, conditions, "en") },
    conditions,
  };
}

type Language = "zh" | "en";
type Apart = DecisionDifference["conditions"];

function conditionsApart(old: DecidedSide, draft: DecidedSide): Apart {
  const before = byId(old);
  const after = byId(draft);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [one, other] = [before.get(id), after.get(id)];
    const named = other ?? one;
    if (!named || (one && other && one.truth === other.truth)) return [];
    // A condition that a side doesn't ask hinders nobody there: it is told only where it hinders on the other.
    if ((one ?? other)?.truth === true && (!one || !other)) return [];
    return [{ id, text: named.text, clause: named.clause, old: one?.truth, new: other?.truth }];
  });
}

function byId(side: DecidedSide): ReadonlyMap<string, JudgedCondition> {
  return new Map(side?.decision.conditions.map((each) => [each.id, each]) ?? []);
}

const OUTCOMES: Readonly<Record<Outcome, BothTexts>> = {
  entitled: { zh: "可享受", en: "entitled" },
  possible: { zh: "待查证", en: "possibly entitled" },
  notEntitled: { zh: "不符合", en: "not entitled" },
};
const ABSENT: BothTexts = { zh: "没有这项政策", en: "there is no such policy" };
const TRUTHS = {
  true: { zh: "满足", en: "met" },
  false: { zh: "不满足", en: "not met" },
  null: { zh: "不明", en: "unknown" },
  undefined: { zh: "不作要求", en: "not asked" },
} as const;

function sentence(old: DecidedSide, draft: DecidedSide, apart: Apart, language: Language): string {
  const [before, after] = [standing(old, language), standing(draft, language)];
  const reasons = apart.map((each) => reasonText(each, language));
  const why = reasons.length > 0 ? reasons : otherReason(old, draft, language);
  const stop = language === "zh" ? "。" : ".";
  const join = language === "zh" ? "；" : "; ";
  const head =
    before === after
      ? language === "zh"
        ? `现行与草案下均为：${before}`
        : `Under both versions: ${before}`
      : language === "zh"
        ? `现行：${before}；草案：${after}`
        : `In force: ${before}; draft: ${after}`;
  if (why.length === 0) return head + stop;
  return language === "zh" ? `${head}。原因：${why.join(join)}${stop}` : `${head}. Because ${why.join(join)}${stop}`;
}

function standing(side: DecidedSide, language: Language): string {
  if (!side) return ABSENT[language];
  const { decision, chosen } = side;
  const outcome = OUTCOMES[decision.outcome][language];
  if (decision.outcome !== "entitled") return outcome;
  const whole = decision.wholePlanFen === null ? "?" : formatYuan(decision.wholePlanFen);
  const money = language === "zh" ? `合计 ${whole} 元` : `${whole} yuan in all`;
  const comma = language === "zh" ? "，" : ", ";
  const aside = language === "zh" ? "让位于其他待遇" : "gives way to another benefit";
  const parts = [outcome, money, ...(chosen || decision.wholePlanFen === 0n ? [] : [aside])];
  return parts.join(comma);
}

function reasonText({ text, clause, old, new: draft }: Apart[number], language: Language): string {
  const [before, after] = [TRUTHS[`${old}`][language], TRUTHS[`${draft}`][language]];
  return language === "zh"
    ? `“${text.zh}”（${clause.zh}）由${before}变为${after}`
    : `“${text.en}” (${clause.en}) turns from ${before} to ${after}`;
}

/** All conditions come out alike: then it is the amount, what is still to be paid, or what stacking prefers. */
function otherReason(old: DecidedSide, draft: DecidedSide, language: Language): readonly string[] {
  if (!old || !draft) return [];
  const [one, other] = [old.decision, draft.decision];
  const yuan = (fen: Decision["amountFen"]) => (fen === null ? "?" : formatYuan(fen));
  if (one.amountFen !== other.amountFen) {
    const row = other.amountSays?.[language] ?? one.amountSays?.[language];
    const whose = row ? (language === "zh" ? `（${row}）` : ` (${row})`) : "";
    return language === "zh"
      ? [`金额${whose}由 ${yuan(one.amountFen)} 元变为 ${yuan(other.amountFen)} 元`]
      : [`the amount${whose} turns from ${yuan(one.amountFen)} to ${yuan(other.amountFen)} yuan`];
  }
  if (one.wholePlanFen !== other.wholePlanFen)
    return language === "zh" ? ["发放期数或日期不同"] : ["the instalments differ"];
  if (old.chosen !== draft.chosen)
    return language === "zh"
      ? ["与其他待遇不能同时享受，取合计更高者"]
      : ["it can't stand beside another benefit, and the set worth most is kept"];
  return [];
}
