import type { FactCatalogue } from "../fact-form.ts";
import { benefits } from "./benefits.ts";
import {
  count,
  date,
  division,
  EDUCATION_LEVELS,
  employer,
  flag,
  HOME_KINDS,
  key,
  small,
  string,
  yuan,
} from "./fields.ts";

/** A family that asks as one, by its residence registration. */
export const householdCatalogue: Omit<FactCatalogue, "registers"> = {
  kind: "household",
  label: { zh: "家庭", en: "household" },
  scalars: [
    { ...division("region", "所在区划", "division"), register: "household" },
    { ...string("hukouKind", "户口性质", "kind of residence registration", ["urban", "rural"]), register: "household" },
    { ...count("memberCount", "家庭人数", "how many members"), register: "household" },
    { ...yuan("incomePerHeadYuan", "人均年收入", "income a head in a year"), register: "tax" },
    { ...flag("localHukou", "本地户籍", "registered as residents here"), register: "household" },
    { ...flag("residencePermit", "持有居住证", "holds a residence permit"), register: "statuses" },
  ],
  lists: [
    {
      name: "members",
      register: "family",
      label: { zh: "家庭成员", en: "members" },
      fields: [
        string("relation", "与申请人关系", "relation to the applicant", ["self", "spouse", "child"]),
        date("birth", "出生日期", "date of birth"),
        string("level", "学历层次", "level of education", EDUCATION_LEVELS),
        flag("fullTime", "全日制", "full-time study"),
        date("graduated", "毕业日期", "date of graduation"),
        small("contractYears", "劳动合同期限（整年）", "full years of the labour contract", "years"),
        small("monthsInsured", "本地参保月数", "months insured here", "months"),
        employer,
      ],
    },
    {
      name: "homes",
      register: "housing",
      label: { zh: "家庭住房", en: "homes of the family" },
      fields: [
        string("relation", "权利人与申请人关系", "the owner's relation to the applicant", ["self", "spouse", "child"]),
        key("property", "房屋编号（化名）", "property (pseudonymous)"),
        division("region", "所在区划", "division"),
        string("kind", "住房性质", "kind of home", HOME_KINDS),
        date("acquired", "取得日期", "acquired on"),
        flag("owned", "现仍拥有", "still owned"),
        date("disposed", "转出日期", "disposed of on"),
        flag("transferred", "已转让", "transferred to others"),
      ],
    },
    benefits,
  ],
};
