import type { BothTexts } from "../../fault.ts";

/** The registers (and other sources) that prove facts. */
export const registers = {
  talentLibrary: { zh: "人才库", en: "the talent library" },
  calendar: { zh: "日历", en: "the calendar" },
  household: { zh: "户籍登记", en: "the household register" },
  insurance: { zh: "社会保险登记", en: "the social-insurance register" },
  education: { zh: "学历学位登记", en: "the register of education credentials" },
  contracts: { zh: "劳动合同备案", en: "the register of labour contracts" },
  housing: { zh: "住房交易登记", en: "the register of housing transactions" },
  benefits: { zh: "政策待遇发放登记", en: "the register of benefits paid" },
  family: { zh: "婚姻与家庭登记", en: "the register of family ties" },
  statuses: { zh: "身份状态登记", en: "the register of statuses" },
  certificates: { zh: "职业技能证书登记", en: "the register of vocational certificates" },
  pay: { zh: "工资与缴费基数登记", en: "the register of pay and contribution bases" },
  tax: { zh: "个人所得税登记", en: "the register of income tax" },
  leases: { zh: "住房租赁备案", en: "the register of leases" },
  stays: { zh: "人才驿站入住登记", en: "the register of stays" },
  events: { zh: "引才活动登记", en: "the register of recruiting events" },
  businesses: { zh: "市场主体登记", en: "the register of businesses" },
  titles: { zh: "职称与荣誉登记", en: "the register of titles and honours" },
  recognitions: { zh: "人才认定登记", en: "the register of recognitions" },
  reviews: { zh: "评审结果登记", en: "the register of panel decisions" },
  postdocs: { zh: "博士后管理登记", en: "the register of postdoctoral fellows" },
  employment: { zh: "就业登记", en: "the register of employment" },
  employers: { zh: "用人单位登记", en: "the register of employers" },
  trainees: { zh: "就业见习登记", en: "the register of trainees" },
  contributions: { zh: "企业贡献登记", en: "the register of employers' contributions" },
  platforms: { zh: "人才平台登记", en: "the register of talent platforms" },
  projects: { zh: "项目立项登记", en: "the register of projects" },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Which register (or other source) proves a fact: what an answer names when the fact is unknown. */
export type RegisterId = keyof typeof registers;
