import type { FactList } from "../fact-form.ts";
import { date, division, key, shaped, string, yuan } from "./fields.ts";

/** The kinds of benefit that a policy may pay. */
const BENEFIT_KINDS: readonly string[] = [
  "rentSubsidy",
  "purchaseSubsidy",
  "housingVoucher",
  "settlementSubsidy",
  "affordableHousing",
  "housingReform",
  "trainingSubsidy",
  "skillSubsidy",
  "livingSubsidy",
  "travelSubsidy",
  "interviewSubsidy",
  "freeStay",
  "talentApartment",
  "homeDiscount",
  "traineeSubsidy",
  "postdocSubsidy",
  "startUpSubsidy",
  "projectFunding",
  "salarySubsidy",
  "tuitionSubsidy",
  "platformFunding",
  "employmentSubsidy",
  "referralReward",
  "award",
];

/** What a subject of any kind was paid before. */
export const benefits: FactList = {
  name: "benefits",
  register: "benefits",
  label: { zh: "已享受的政策待遇", en: "benefits taken before" },
  fields: [
    shaped("policy", string("policy", "政策编号", "policy")),
    string("kind", "待遇类别", "kind of benefit", BENEFIT_KINDS),
    division("region", "发放地", "division"),
    date("from", "起始日", "first day"),
    date("to", "终止日", "last day"),
    yuan("amountYuan", "金额", "amount"),
    key("certificate", "证书编号（化名）", "certificate (pseudonymous)"),
    string("occupation", "职业", "occupation"),
    string("level", "技能等级", "skill level"),
    division("payer", "出资区划", "division that pays"),
    string("state", "发放状态", "state", ["running", "paid", "ended"]),
    key("home", "房屋编号（化名）", "home (pseudonymous)"),
  ],
};
