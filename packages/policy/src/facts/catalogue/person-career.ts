import type { FactList } from "../fact-form.ts";
import {
  areaM2,
  count,
  date,
  division,
  employer,
  flag,
  key,
  RANKS_OF_PLACE,
  SCALES,
  shaped,
  small,
  string,
  yuan,
} from "./fields.ts";

const pay: FactList = {
  name: "pay",
  register: "pay",
  label: { zh: "工资与缴费基数", en: "pay" },
  fields: [
    shaped("monthStart", date("from", "起始月首日", "first day of the first month")),
    shaped("monthEnd", date("to", "末月末日", "last day of the last month")),
    yuan("monthlyYuan", "月工资", "pay a month"),
    yuan("baseYuan", "社会保险缴费基数", "contribution base"),
    division("region", "所在区划", "division"),
    employer,
  ],
};

const incomes: FactList = {
  name: "incomes",
  register: "tax",
  label: { zh: "年度收入", en: "incomes by year" },
  fields: [
    small("year", "年度", "year"),
    yuan("salaryYuan", "工资薪金收入", "salary"),
    yuan("taxPaidYuan", "已缴个人所得税", "income tax paid"),
    division("region", "纳税地", "division"),
  ],
};

const leases: FactList = {
  name: "leases",
  register: "leases",
  label: { zh: "住房租赁", en: "leases" },
  element: { name: "lease", key: "key" },
  fields: [
    key("key", "租赁合同编号（化名）", "lease (pseudonymous)"),
    division("region", "所在区划", "division"),
    string("kind", "房源类型", "kind of lease", ["market", "talentApartment", "publicRental"]),
    date("from", "租赁起始日", "first day"),
    date("to", "租赁终止日", "last day"),
    yuan("rentYuan", "月租金", "rent a month"),
    yuan("marketYuan", "同类住房市场月租金", "rent a month of like homes on the market"),
    areaM2("租赁面积", "floor area"),
    flag("filed", "已备案", "filed"),
  ],
};

const stays: FactList = {
  name: "stays",
  register: "stays",
  label: { zh: "人才驿站入住", en: "stays" },
  element: { name: "stay", key: "key" },
  fields: [
    key("key", "入住编号（化名）", "stay (pseudonymous)"),
    string("facility", "驿站", "facility"),
    division("region", "所在区划", "division"),
    date("asked", "申请日期", "asked on"),
    date("from", "入住日期", "first night"),
    small("nights", "入住天数", "nights", "nights"),
    string("state", "状态", "state", ["asked", "used"]),
    string("purpose", "入住事由", "purpose", ["jobSeeking", "employed", "visit"]),
  ],
};

const events: FactList = {
  name: "events",
  register: "events",
  label: { zh: "参加的引才活动", en: "recruiting events" },
  element: { name: "event", key: "key" },
  fields: [
    key("key", "活动记录编号（化名）", "record (pseudonymous)"),
    string("kind", "活动类型", "kind of event", ["interview", "jobFair", "campusTalk", "contest"]),
    division("region", "活动地", "division"),
    date("on", "活动日期", "day"),
    division("employerRegion", "用人单位所在区划", "division of the employer"),
    flag("intended", "已达成意向", "an intent was signed"),
    yuan("costYuan", "实际支出", "actual cost"),
    count("placed", "促成就业人数", "people placed"),
  ],
};

const businesses: FactList = {
  name: "businesses",
  register: "businesses",
  label: { zh: "创办的市场主体", en: "businesses" },
  element: { name: "business", key: "key" },
  fields: [
    key("key", "记录编号（化名）", "record (pseudonymous)"),
    key("code", "统一社会信用代码（化名）", "credit code (pseudonymous)"),
    string("role", "本人角色", "role", ["founder", "partner"]),
    division("region", "所在区划", "division"),
    shaped("industry", string("industry", "行业（GB/T 4754-2017）", "industry (GB/T 4754-2017)")),
    date("registered", "登记日期", "registered on"),
    string("scale", "企业规模", "size of the enterprise", SCALES),
    count("employees", "职工人数", "employees"),
    count("insuredEmployees", "参保人数", "insured employees"),
    flag("accredited", "已获认定（高新、科技型等）", "accredited (high-tech and the like)"),
    flag("open", "正常经营", "still open"),
    flag("first", "首次创业", "the first business"),
  ],
};

const titles: FactList = {
  name: "titles",
  register: "titles",
  label: { zh: "职称、荣誉与项目", en: "titles, honours and projects" },
  element: { name: "title", key: "key" },
  fields: [
    key("key", "证书编号（化名）", "title (pseudonymous)"),
    string("kind", "类别", "kind", ["professional", "honour", "project"]),
    string("level", "级别", "level", RANKS_OF_PLACE),
    string("grade", "职称等级（不适用为空）", "grade (empty where it has none)", [
      "senior",
      "associate",
      "intermediate",
      "junior",
      "",
    ]),
    string("name", "名称", "name"),
    date("granted", "取得日期", "granted on"),
    string("field", "专业领域", "field"),
  ],
};

const recognitions: FactList = {
  name: "recognitions",
  register: "recognitions",
  label: { zh: "人才认定", en: "recognitions" },
  fields: [
    string("kind", "认定类型", "kind of recognition", ["talentCard", "talentClass", "greenCard", "reviewed"]),
    string("class", "认定类别", "class"),
    small("stars", "星级", "stars"),
    date("from", "有效期起", "first day"),
    date("to", "有效期止", "last day"),
    flag("open", "仍有效", "still valid"),
    division("region", "认定地", "division"),
  ],
};

const reviews: FactList = {
  name: "reviews",
  register: "reviews",
  label: { zh: "评审结果", en: "panel decisions" },
  element: { name: "review", key: "key" },
  fields: [
    key("key", "评审编号（化名）", "decision (pseudonymous)"),
    string("programme", "项目或计划", "programme"),
    string("track", "赛道", "track"),
    string("grade", "评审等次", "grade"),
    date("decided", "评定日期", "decided on"),
    small("rank", "名次", "rank"),
    { name: "score", type: "number", label: { zh: "得分", en: "score" } },
    division("region", "评审地", "division"),
    small("yearOf", "评审年度", "year of the programme"),
  ],
};

const postdocs: FactList = {
  name: "postdocs",
  register: "postdocs",
  label: { zh: "博士后经历", en: "postdoctoral fellowships" },
  element: { name: "postdoc", key: "key" },
  fields: [
    key("key", "博士后编号（化名）", "fellowship (pseudonymous)"),
    key("station", "设站单位编号（化名）", "station (pseudonymous)"),
    string("stationKind", "站点类型", "kind of station", ["mobileStation", "workstation", "innovationBase"]),
    division("region", "所在区划", "division"),
    date("entered", "进站日期", "entered on"),
    date("exited", "出站日期", "left on"),
    flag("open", "仍在站", "still there"),
    date("openingReport", "开题报告日期", "opening report on"),
    date("midTerm", "中期考核日期", "mid-term review on"),
    date("assessed", "出站考核日期", "final assessment on"),
    flag("project", "承担基金或重点项目", "leads a funded project"),
    string("field", "研究领域", "field"),
  ],
};

const employment: FactList = {
  name: "employment",
  register: "employment",
  label: { zh: "就业经历", en: "jobs held" },
  fields: [
    date("from", "起始日", "first day"),
    date("to", "终止日", "last day"),
    flag("open", "仍在职", "still held"),
    division("region", "就业地", "division"),
    employer,
  ],
};

/** What a person earns, rents, attends, founds, achieves and is judged by. */
export const personCareerLists: readonly FactList[] = [
  pay,
  incomes,
  leases,
  stays,
  events,
  businesses,
  titles,
  recognitions,
  reviews,
  postdocs,
  employment,
];
