/**
 * The columns of the registers that departments hand in: one table for whoever writes such files and whoever reads them.
 * Headers and aliases are those met in the exports of social-insurance, housing and education offices.
 */
export const REGISTER_KINDS = [
  "talents",
  "insurance",
  "education",
  "employers",
  "contracts",
  "housing",
  "benefits",
  "family",
  "statuses",
  "certificates",
] as const;

export type RegisterKind = (typeof REGISTER_KINDS)[number];

/** What a cell of a column holds; the coded ones (sex, team, …) are read with the table of the same name in this package. */
export type ColumnType =
  | "personName"
  | "documentKind"
  | "documentNumber"
  | "creditCode"
  | "day"
  | "month"
  | "sex"
  | "phone"
  | "division"
  | "team"
  | "insuranceKind"
  | "insuranceStatus"
  | "educationLevel"
  | "studyMode"
  | "school"
  | "employerKind"
  | "industry"
  | "boolean"
  | "contractTerm"
  | "housingKind"
  | "transactionKind"
  | "areaM2"
  | "yuan"
  | "benefitKind"
  | "relation"
  | "statusKind"
  | "occupation"
  | "skillLevel"
  | "text";

export type RegisterColumn = {
  /** Name in code: the same in row objects, error reports and the row's JSON. */
  readonly key: string;
  readonly header: string;
  readonly aliases: readonly string[];
  readonly type: ColumnType;
  /** A required column must be in the file, and no cell of it may be empty. */
  readonly required: boolean;
  /** Which day of it a month alone stands for (2015.6), where offices write no more; without it such a cell is refused. */
  readonly monthMeans?: "firstDay" | "lastDay";
};

export type Register = {
  readonly kind: RegisterKind;
  readonly title: { readonly zh: string; readonly en: string };
  readonly columns: readonly RegisterColumn[];
  /**
   * Rows whose resident number fails its check digit are taken as observed persons: the lists are old and not the office's, and who
   * hands them in can't correct them. Elsewhere such a row fails, for its typing error is soonest mended by who typed it.
   */
  readonly takesInvalidNumbers?: true;
};

/**
 * What one file covers (JSON beside it, `<file>.coverage.json`, and gathered in `manifest.json`): whose rows, which months,
 * and whether a person of the district without a row is thereby known to have none.
 */
export type RegisterCoverage = {
  readonly kind: RegisterKind;
  readonly file: string;
  /** Six-digit division whose people the batch covers. */
  readonly district: string;
  /** First and last month covered, `YYYY-MM`. */
  readonly from: string;
  readonly through: string;
  readonly complete: boolean;
};

const column = (
  key: string,
  header: string,
  type: ColumnType,
  required: boolean,
  aliases: readonly string[] = [],
): RegisterColumn => ({ key, header, aliases, type, required });

/** A day that offices often write as a month: a beginning is then the first day of it, an end the last. */
const dayOrMonth = (
  monthMeans: "firstDay" | "lastDay",
  ...[key, header, required, aliases]: [key: string, header: string, required: boolean, aliases: readonly string[]]
): RegisterColumn => ({ ...column(key, header, "day", required, aliases), monthMeans });

const NAME = column("name", "姓名", "personName", true, ["人员姓名", "职工姓名", "申请人姓名", "持证人姓名"]);
const NUMBER = column("documentNumber", "身份证号", "documentNumber", true, [
  "身份证号码",
  "公民身份号码",
  "证件号码",
  "证件号",
  "居民身份证号码",
]);
const CREDIT_CODE_ALIASES = ["信用代码", "社会信用代码", "统一信用代码", "单位信用代码", "统一社会信用代码证号"];
const CREDIT_CODE = column("creditCode", "统一社会信用代码", "creditCode", true, CREDIT_CODE_ALIASES);

export const REGISTERS: Readonly<Record<RegisterKind, Register>> = {
  talents: {
    kind: "talents",
    title: { zh: "人才库", en: "Talent library" },
    columns: [
      NAME,
      column("documentKind", "证件类型", "documentKind", false, ["证件种类", "身份证件类型"]),
      column("documentNumber", "证件号码", "documentNumber", true, [
        "证件号",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "身份证件号码",
      ]),
      column("birth", "出生日期", "day", false, ["出生年月日", "生日", "出生年月"]),
      column("sex", "性别", "sex", false, []),
      column("phone", "手机号", "phone", false, ["手机号码", "联系电话", "联络电话", "联系方式", "电话", "移动电话"]),
      column("nativePlace", "籍贯", "division", false, ["籍贯地", "籍贯所在地"]),
      column("residence", "现居住地", "division", false, ["居住地", "现居地", "常住地", "现住址所在区"]),
      column("team", "人才队伍", "team", false, ["队伍类别", "六支队伍", "人才队伍类别"]),
      column("talentClass", "人才类别", "text", false, ["人才分类", "人才层次", "认定类别"]),
    ],
  },
  insurance: {
    kind: "insurance",
    title: { zh: "社会保险参保记录", en: "Social-insurance spells" },
    columns: [
      NAME,
      NUMBER,
      column("employerName", "单位名称", "text", false, ["参保单位", "参保单位名称", "缴费单位", "用人单位"]),
      column("creditCode", "统一社会信用代码", "creditCode", false, CREDIT_CODE_ALIASES),
      column("insuranceKind", "险种", "insuranceKind", true, ["险种类型", "参保险种", "险种名称"]),
      column("fromMonth", "起始年月", "month", true, [
        "开始年月",
        "参保起始年月",
        "缴费起始月",
        "起始月份",
        "开始日期",
      ]),
      column("toMonth", "截止年月", "month", false, ["终止年月", "结束年月", "参保截止年月", "缴费截止月", "截止月份"]),
      column("status", "状态", "insuranceStatus", true, ["参保状态", "缴费状态", "人员状态"]),
      column("region", "参保地", "division", true, ["参保地区", "统筹区", "参保所在地", "参保区县"]),
    ],
  },
  education: {
    kind: "education",
    title: { zh: "学历信息", en: "Education credentials" },
    takesInvalidNumbers: true,
    columns: [
      NAME,
      NUMBER,
      column("school", "学校", "school", true, ["毕业院校", "院校名称", "学校名称", "毕业学校"]),
      column("major", "专业", "text", false, ["专业名称", "所学专业"]),
      column("level", "学历层次", "educationLevel", true, ["学历", "层次", "文化程度", "最高学历"]),
      column("studyMode", "学习形式", "studyMode", true, ["学习方式", "教育类型", "办学形式", "学制形式"]),
      dayOrMonth("firstDay", "graduated", "毕业日期", true, ["毕业时间", "毕(结)业日期", "毕业年月日"]),
      column("certificateNumber", "证书编号", "text", false, ["毕业证书编号", "学历证书编号", "证书号", "毕业证书号"]),
    ],
  },
  employers: {
    kind: "employers",
    title: { zh: "用人单位", en: "Employers" },
    columns: [
      CREDIT_CODE,
      column("employerName", "单位名称", "text", true, ["企业名称", "机构名称", "用人单位名称", "名称"]),
      column("employerKind", "单位类型", "employerKind", true, ["单位性质", "机构类型", "单位类别"]),
      column("industry", "行业代码", "industry", true, ["行业", "国民经济行业代码", "所属行业", "行业分类代码"]),
      column("region", "所属区", "division", true, ["所属区县", "所在区", "注册地", "登记地区", "所属地区"]),
      column("aboveScale", "规上", "boolean", false, ["是否规上", "规上企业", "规模以上"]),
      column("stateOwned", "国有", "boolean", false, ["是否国有", "国有控股", "是否国企"]),
    ],
  },
  contracts: {
    kind: "contracts",
    title: { zh: "劳动合同", en: "Labour contracts" },
    columns: [
      NAME,
      NUMBER,
      CREDIT_CODE,
      column("signed", "签订日期", "day", false, ["合同签订日期", "签约日期", "签订时间"]),
      dayOrMonth("firstDay", "from", "开始日期", true, ["合同开始日期", "合同起始日期", "起始日期", "合同期限起"]),
      dayOrMonth("lastDay", "to", "结束日期", false, [
        "合同结束日期",
        "合同终止日期",
        "终止日期",
        "到期日期",
        "合同期限止",
      ]),
      column("term", "期限类型", "contractTerm", true, ["合同期限类型", "合同类型", "合同期限"]),
    ],
  },
  housing: {
    kind: "housing",
    title: { zh: "房产交易", en: "Housing transactions" },
    columns: [
      NAME,
      NUMBER,
      column("property", "房产编号", "text", true, ["不动产单元号", "房屋编号", "不动产权证号", "房屋代码"]),
      column("region", "区", "division", true, ["所在区", "坐落区", "房屋所在区", "所在区县"]),
      column("housingKind", "房屋性质", "housingKind", true, ["房屋类型", "房产性质", "产权性质"]),
      column("transaction", "交易类型", "transactionKind", true, ["买卖类型", "业务类型", "交易方向"]),
      column("day", "日期", "day", true, ["交易日期", "登记日期", "备案日期", "合同备案日期"]),
      column("areaM2", "面积", "areaM2", false, ["建筑面积", "建筑面积(㎡)", "面积(平方米)", "面积㎡"]),
      column("priceYuan", "价格", "yuan", false, ["成交价", "总价", "成交价格(元)", "价格(元)", "交易金额"]),
    ],
  },
  benefits: {
    kind: "benefits",
    title: { zh: "已享受待遇", en: "Benefits already taken" },
    columns: [
      NAME,
      NUMBER,
      column("policy", "政策/项目", "text", false, ["政策名称", "项目名称", "政策", "项目", "补贴项目"]),
      column("benefitKind", "种类", "benefitKind", true, ["补贴种类", "待遇种类", "补贴类型", "待遇类型"]),
      column("region", "区", "division", true, ["发放区", "所在区", "发放地区", "享受地"]),
      dayOrMonth("firstDay", "from", "开始", true, ["开始日期", "起始日期", "发放日期", "享受开始日期"]),
      dayOrMonth("lastDay", "to", "结束", false, ["结束日期", "截止日期", "享受结束日期"]),
      column("amountYuan", "金额", "yuan", false, ["补贴金额", "发放金额", "金额(元)", "待遇金额"]),
      column("certificateNumber", "证书编号", "text", false, ["证书号码", "证书号", "职业技能证书编号"]),
      column("occupation", "工种", "occupation", false, ["职业工种", "职业", "职业/工种", "职业(工种)"]),
      column("skillLevel", "等级", "skillLevel", false, ["技能等级", "证书等级", "职业等级"]),
    ],
  },
  family: {
    kind: "family",
    title: { zh: "家庭关系", en: "Family ties" },
    columns: [
      NAME,
      NUMBER,
      column("relation", "关系", "relation", true, ["与本人关系", "家庭关系", "亲属关系"]),
      column("otherDocumentNumber", "对方身份证号", "documentNumber", true, [
        "对方证件号码",
        "配偶身份证号",
        "家属身份证号",
        "关系人身份证号",
      ]),
      column("since", "起始日期", "day", true, ["登记日期", "开始日期", "关系起始日期", "结婚登记日期"]),
    ],
  },
  statuses: {
    kind: "statuses",
    title: { zh: "身份状态", en: "Statuses" },
    columns: [
      NAME,
      NUMBER,
      column("statusKind", "身份种类", "statusKind", true, ["身份类别", "人员身份", "身份", "状态种类"]),
      dayOrMonth("firstDay", "from", "起始日期", true, ["开始日期", "起始时间", "认定日期"]),
      dayOrMonth("lastDay", "to", "结束日期", false, ["终止日期", "截止日期", "结束时间"]),
    ],
  },
  certificates: {
    kind: "certificates",
    title: { zh: "职业技能证书", en: "Vocational certificates" },
    takesInvalidNumbers: true,
    columns: [
      NAME,
      NUMBER,
      column("certificateNumber", "证书编号", "text", true, ["证书号码", "证书号", "职业技能等级证书编号"]),
      column("occupation", "职业/工种", "occupation", true, ["职业", "工种", "职业(工种)", "职业名称", "职业工种"]),
      column("skillLevel", "等级", "skillLevel", true, ["技能等级", "证书等级", "职业等级", "级别"]),
      dayOrMonth("firstDay", "issued", "发证日期", true, ["颁发日期", "发证时间", "核发日期"]),
      column("region", "地区", "division", true, ["发证地区", "所在地区", "评价地区", "发证地"]),
    ],
  },
};

/** A header as people type it, without what does not tell columns apart: spaces, full-width forms, stars, brackets' width. */
export function normaliseHeader(text: string): string {
  return text.normalize("NFKC").replaceAll(/[\s*:：]/g, "");
}

/** The column of a register that a header names, by its own header or an alias; undefined where none does. */
export function findRegisterColumn(kind: RegisterKind, header: string): RegisterColumn | undefined {
  const wanted = normaliseHeader(header);
  const columns = REGISTERS[kind].columns;
  return (
    columns.find((one) => normaliseHeader(one.header) === wanted) ??
    columns.find((one) => one.aliases.some((alias) => normaliseHeader(alias) === wanted))
  );
}
