import type { BothTexts } from "../fault.ts";

/** Which register (or other source) proves a fact: what an answer names when the fact is unknown. */
export type RegisterId =
  | "talentLibrary"
  | "insurance"
  | "education"
  | "contracts"
  | "housing"
  | "benefits"
  | "family"
  | "statuses"
  | "certificates";

export type FactType = "string" | "number" | "boolean" | "date";

/** `integer` numbers are INTEGER in Parquet, others DECIMAL(18,2). */
export type FactField = {
  readonly name: string;
  readonly type: FactType;
  readonly integer?: boolean;
  readonly unit?: "years" | "m2" | "yuan";
  readonly values?: readonly string[];
  readonly label: BothTexts;
};
export type FactGroup = { readonly name: string; readonly fields: readonly FactField[]; readonly label: BothTexts };
export type FactList = {
  readonly name: string;
  readonly register: RegisterId;
  readonly label: BothTexts;
  readonly fields: readonly (FactField | FactGroup)[];
};
export type FactCatalogue = {
  readonly person: readonly (FactField & { readonly register: RegisterId })[];
  readonly lists: readonly FactList[];
  readonly registers: Readonly<Record<RegisterId, BothTexts>>;
};

const string = (name: string, zh: string, en: string, values?: readonly string[]): FactField =>
  values ? { name, type: "string", label: { zh, en }, values } : { name, type: "string", label: { zh, en } };
const date = (name: string, zh: string, en: string): FactField => ({ name, type: "date", label: { zh, en } });
const flag = (name: string, zh: string, en: string): FactField => ({ name, type: "boolean", label: { zh, en } });
const ofLibrary = (field: FactField) => ({ ...field, register: "talentLibrary" as const });

const employer: FactGroup = {
  name: "employer",
  label: { zh: "用人单位", en: "employer" },
  fields: [
    string("code", "统一社会信用代码（化名）", "credit code (pseudonymous)"),
    string("kind", "单位类型", "kind of employer", [
      "enterprise",
      "individualBusiness",
      "researchInstitute",
      "publicInstitution",
      "government",
      "socialOrganisation",
    ]),
    string("industry", "行业（GB/T 4754-2017）", "industry (GB/T 4754-2017)"),
    flag("stateOwned", "国有", "state-owned"),
    string("region", "所在区划", "division"),
    flag("aboveScale", "规上", "above designated size"),
  ],
};

/** Everything that a policy may ask about, what it is called, and which register proves it. */
export const factCatalogue: FactCatalogue = {
  person: [
    ofLibrary(date("birth", "出生日期", "date of birth")),
    ofLibrary(string("sex", "性别", "sex", ["M", "F"])),
    ofLibrary(string("nativePlace", "籍贯", "native place (division)")),
    ofLibrary(string("residence", "居住地", "residence (division)")),
    ofLibrary(string("team", "人才队伍", "talent team")),
    ofLibrary(string("talentClass", "人才类别", "talent class")),
  ],
  lists: [
    {
      name: "insurance",
      register: "insurance",
      label: { zh: "社会保险参保时段", en: "social-insurance spells" },
      fields: [
        string("region", "参保地", "division"),
        string("kind", "险种", "kind of insurance", ["pension", "medical", "unemployment", "injury"]),
        date("from", "起始月首日", "first day of the first month"),
        date("to", "已知末月末日", "last day of the last known month"),
        flag("open", "仍在参保", "still running when last covered"),
        employer,
      ],
    },
    {
      name: "education",
      register: "education",
      label: { zh: "学历学位", en: "education credentials" },
      fields: [
        string("school", "学校", "school"),
        flag("doubleFirstClass", "双一流高校", "Double-First-Class university"),
        string("major", "专业", "major"),
        string("level", "学历层次", "level", ["secondary", "college", "bachelor", "master", "phd"]),
        flag("fullTime", "全日制", "full-time study"),
        date("graduated", "毕业日期", "date of graduation"),
      ],
    },
    {
      name: "contracts",
      register: "contracts",
      label: { zh: "劳动合同", en: "labour contracts" },
      fields: [
        date("from", "合同起始日", "first day"),
        date("to", "合同终止日", "last day"),
        flag("openEnded", "无固定期限", "open-ended"),
        { ...number("years", "合同期限（整年）", "full years of the term"), integer: true, unit: "years" },
        employer,
      ],
    },
    {
      name: "homes",
      register: "housing",
      label: { zh: "住房", en: "homes" },
      fields: [
        string("property", "房屋编号（化名）", "property (pseudonymous)"),
        string("region", "所在区划", "division"),
        string("kind", "住房性质", "kind of home", ["commercial", "affordable", "housingReform"]),
        date("acquired", "取得日期", "acquired on"),
        flag("owned", "现仍拥有", "still owned"),
        { ...number("areaM2", "建筑面积", "floor area"), unit: "m2" },
        { ...number("priceYuan", "成交价", "price"), unit: "yuan" },
      ],
    },
    {
      name: "benefits",
      register: "benefits",
      label: { zh: "已享受的政策待遇", en: "benefits taken before" },
      fields: [
        string("policy", "政策编号", "policy"),
        string("kind", "待遇类别", "kind of benefit", [
          "rentSubsidy",
          "purchaseSubsidy",
          "housingVoucher",
          "settlementSubsidy",
          "affordableHousing",
          "housingReform",
          "trainingSubsidy",
          "skillSubsidy",
        ]),
        string("region", "发放地", "division"),
        date("from", "起始日", "first day"),
        date("to", "终止日", "last day"),
        { ...number("amountYuan", "金额", "amount"), unit: "yuan" },
        string("certificate", "证书编号（化名）", "certificate (pseudonymous)"),
        string("occupation", "职业", "occupation"),
        string("level", "技能等级", "skill level"),
      ],
    },
    {
      name: "family",
      register: "family",
      label: { zh: "家庭关系", en: "family ties" },
      fields: [string("relation", "关系", "relation", ["spouse", "child"]), date("since", "自", "since")],
    },
    {
      name: "statuses",
      register: "statuses",
      label: { zh: "身份与状态", en: "statuses" },
      fields: [
        string("kind", "类别", "kind of status", ["selectedGraduate", "receivingUnemploymentBenefit"]),
        date("from", "起始日", "first day"),
        date("to", "终止日", "last day"),
        flag("open", "仍在持续", "still running"),
      ],
    },
    {
      name: "certificates",
      register: "certificates",
      label: { zh: "职业技能证书", en: "vocational certificates" },
      fields: [
        string("key", "证书编号（化名）", "certificate (pseudonymous)"),
        string("occupation", "职业", "occupation"),
        string("level", "技能等级（5 初级 … 1 高级技师）", "skill level (5 junior … 1 senior technician)", [
          "5",
          "4",
          "3",
          "2",
          "1",
        ]),
        date("issued", "发证日期", "date of issue"),
        string("region", "发证地", "division"),
      ],
    },
  ],
  registers: {
    talentLibrary: { zh: "人才库", en: "the talent library" },
    insurance: { zh: "社会保险登记", en: "the social-insurance register" },
    education: { zh: "学历学位登记", en: "the register of education credentials" },
    contracts: { zh: "劳动合同备案", en: "the register of labour contracts" },
    housing: { zh: "住房交易登记", en: "the register of housing transactions" },
    benefits: { zh: "政策待遇发放登记", en: "the register of benefits paid" },
    family: { zh: "婚姻与家庭登记", en: "the register of family ties" },
    statuses: { zh: "身份状态登记", en: "the register of statuses" },
    certificates: { zh: "职业技能证书登记", en: "the register of vocational certificates" },
  },
};

function number(name: string, zh: string, en: string): FactField {
  return { name, type: "number", label: { zh, en } };
}
