import type { FactCatalogue, FactField, FactList, ScalarFact } from "../fact-form.ts";
import { benefits } from "./benefits.ts";
import {
  areaM2,
  date,
  division,
  EDUCATION_LEVELS,
  employer,
  flag,
  HOME_KINDS,
  key,
  shaped,
  small,
  string,
  yuan,
} from "./fields.ts";
import { personCareerLists } from "./person-career.ts";

const ofLibrary = (field: FactField): ScalarFact => ({ ...field, register: "talentLibrary" });
const ofHousehold = (field: FactField): ScalarFact => ({ ...field, register: "household" });

const insurance: FactList = {
  name: "insurance",
  register: "insurance",
  label: { zh: "社会保险参保时段", en: "social-insurance spells" },
  fields: [
    division("region", "参保地", "division"),
    string("kind", "险种", "kind of insurance", ["pension", "medical", "unemployment", "injury"]),
    shaped("monthStart", date("from", "起始月首日", "first day of the first month")),
    shaped("monthEnd", date("to", "已知末月末日", "last day of the last known month")),
    flag("open", "仍在参保", "still running when last covered"),
    employer,
  ],
};

const education: FactList = {
  name: "education",
  register: "education",
  label: { zh: "学历学位", en: "education credentials" },
  element: { name: "degree", key: "key" },
  fields: [
    key("key", "证书编号（化名）", "credential (pseudonymous)"),
    string("school", "学校", "school"),
    division("schoolRegion", "学校所在区划", "division of the school"),
    flag("doubleFirstClass", "双一流高校", "Double-First-Class university"),
    flag("dfcDiscipline", "双一流建设学科", "Double-First-Class discipline"),
    small("worldRank", "当年世界大学排名（最好名次；未上榜为 9999）", "best world rank of the year (9999: not ranked)"),
    string("discipline", "学科门类", "discipline"),
    string("major", "专业", "major"),
    string("level", "学历层次", "level", EDUCATION_LEVELS),
    flag("fullTime", "全日制", "full-time study"),
    date("graduated", "毕业日期", "date of graduation"),
  ],
};

const contracts: FactList = {
  name: "contracts",
  register: "contracts",
  label: { zh: "劳动合同", en: "labour contracts" },
  element: { name: "contract", key: "key" },
  fields: [
    key("key", "合同编号（化名）", "contract (pseudonymous)"),
    date("from", "合同起始日", "first day"),
    date("to", "合同终止日", "last day"),
    flag("openEnded", "无固定期限", "open-ended"),
    small("years", "合同期限（整年）", "full years of the term", "years"),
    employer,
  ],
};

const homes: FactList = {
  name: "homes",
  register: "housing",
  label: { zh: "住房", en: "homes" },
  element: { name: "home", key: "property" },
  fields: [
    key("property", "房屋编号（化名）", "property (pseudonymous)"),
    division("region", "所在区划", "division"),
    string("kind", "住房性质", "kind of home", HOME_KINDS),
    date("acquired", "取得日期", "acquired on"),
    flag("owned", "现仍拥有", "still owned"),
    areaM2("建筑面积", "floor area"),
    yuan("priceYuan", "成交价", "price"),
    string("use", "房屋用途", "use of the home", ["residence", "other"]),
    flag("newHome", "新建商品住房", "newly built"),
    date("deed", "不动产权证登记日", "deed registered on"),
    date("filed", "合同网签备案日", "purchase contract filed on"),
    date("disposed", "转出日期", "disposed of on"),
    flag("coOwnerTalent", "共有人亦为人才", "a co-owner is talent too"),
  ],
};

const familyHomes: FactList = {
  name: "familyHomes",
  register: "housing",
  label: { zh: "配偶与子女的住房", en: "homes of spouse and children" },
  fields: [
    string("relation", "权利人与本人关系", "the owner's relation", ["spouse", "child"]),
    key("property", "房屋编号（化名）", "property (pseudonymous)"),
    division("region", "所在区划", "division"),
    string("kind", "住房性质", "kind of home", HOME_KINDS),
    date("acquired", "取得日期", "acquired on"),
    flag("owned", "现仍拥有", "still owned"),
    date("disposed", "转出日期", "disposed of on"),
  ],
};

const family: FactList = {
  name: "family",
  register: "family",
  label: { zh: "家庭关系", en: "family ties" },
  fields: [
    string("relation", "关系", "relation", ["spouse", "child"]),
    date("since", "自", "since"),
    string("level", "其学历层次", "their level of education", EDUCATION_LEVELS),
    flag("doubleFirstClass", "其毕业于双一流高校", "they graduated from a Double-First-Class university"),
    flag("fullTime", "其学历为全日制", "theirs was full-time study"),
  ],
};

const statuses: FactList = {
  name: "statuses",
  register: "statuses",
  label: { zh: "身份与状态", en: "statuses" },
  fields: [
    string("kind", "类别", "kind of status", [
      "selectedGraduate",
      "receivingUnemploymentBenefit",
      "residencePermit",
      "unemployedRegistered",
      "formerSoldier",
      "disability",
      "poorFamily",
      "veteran",
      "exempt",
    ]),
    date("from", "起始日", "first day"),
    date("to", "终止日", "last day"),
    flag("open", "仍在持续", "still running"),
  ],
};

const certificates: FactList = {
  name: "certificates",
  register: "certificates",
  label: { zh: "职业技能证书", en: "vocational certificates" },
  element: { name: "certificate", key: "key" },
  fields: [
    key("key", "证书编号（化名）", "certificate (pseudonymous)"),
    string("occupation", "职业", "occupation"),
    string("level", "技能等级（5 初级 … 1 高级技师）", "skill level (5 junior … 1 senior technician)", [
      "5",
      "4",
      "3",
      "2",
      "1",
    ]),
    date("issued", "发证日期", "date of issue"),
    division("region", "发证地", "division"),
  ],
};

/** A person: of this kind alone a policy may be about elements of lists. */
export const personCatalogue: Omit<FactCatalogue, "registers"> = {
  kind: "person",
  label: { zh: "个人", en: "person" },
  scalars: [
    ofLibrary(date("birth", "出生日期", "date of birth")),
    ofLibrary(string("sex", "性别", "sex", ["M", "F"])),
    ofLibrary(division("nativePlace", "籍贯", "native place (division)")),
    ofLibrary(division("residence", "居住地", "residence (division)")),
    ofLibrary(string("team", "人才队伍", "talent team")),
    ofLibrary(string("talentClass", "人才类别", "talent class")),
    ofHousehold(division("hukou", "户籍地", "residence registration (division)")),
    ofHousehold(string("hukouKind", "户口性质", "kind of residence registration", ["urban", "rural"])),
    ofHousehold(date("hukouSince", "落户日期", "registered as a resident since")),
  ],
  lists: [
    insurance,
    education,
    contracts,
    homes,
    familyHomes,
    benefits,
    family,
    statuses,
    certificates,
    ...personCareerLists,
  ],
};
