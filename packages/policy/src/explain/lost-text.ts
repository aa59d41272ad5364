import type { BothTexts } from "../fault.ts";
import type { LostReason } from "../stacking/grant.ts";

/** Why a benefit that one is entitled to isn't among those that are taken. */
export function lostText(why: LostReason): BothTexts {
  return LOST[why];
}

const LOST: Readonly<Record<LostReason, BothTexts>> = {
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
