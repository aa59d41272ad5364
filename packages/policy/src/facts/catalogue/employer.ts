import type { FactCatalogue, FactField, ScalarFact } from "../fact-form.ts";
import { benefits } from "./benefits.ts";
import {
  count,
  date,
  division,
  EDUCATION_LEVELS,
  EMPLOYER_KINDS,
  flag,
  key,
  RANKS_OF_PLACE,
  SCALES,
  shaped,
  small,
  string,
  yuan,
} from "./fields.ts";

const registered = (field: FactField): ScalarFact => ({ ...field, register: "employers" });

/** An employer that asks for itself. */
export const employerCatalogue: Omit<FactCatalogue, "registers"> = {
  kind: "employer",
  label: { zh: "用人单位", en: "employer" },
  scalars: [
    registered(key("code", "统一社会信用代码（化名）", "credit code (pseudonymous)")),
    registered(string("kind", "单位类型", "kind of employer", EMPLOYER_KINDS)),
    registered(shaped("industry", string("industry", "行业（GB/T 4754-2017）", "industry (GB/T 4754-2017)"))),
    registered(division("region", "所在区划", "division")),
    registered(string("scale", "企业规模", "size of the enterprise", SCALES)),
    registered(flag("stateOwned", "国有", "state-owned")),
    registered(flag("aboveScale", "规上", "above designated size")),
    registered(date("registered", "登记日期", "registered on")),
    { ...yuan("revenueYuan", "上年营业收入", "revenue of the year before"), register: "tax" },
    { ...count("employees", "职工人数", "employees"), register: "employment" },
    { ...count("insuredEmployees", "参保人数", "insured employees"), register: "insurance" },
  ],
  lists: [
    {
      name: "trainees",
      register: "trainees",
      label: { zh: "见习人员", en: "trainees" },
      fields: [
        key("key", "见习编号（化名）", "trainee (pseudonymous)"),
        string("status", "人员类别", "status", ["graduate", "student", "youth"]),
        small("gradYears", "毕业年数（整年）", "full years since graduation", "years"),
        small("age", "年龄（整岁）", "age in full years", "years"),
        flag("unemployed", "登记失业", "registered as unemployed"),
        date("from", "见习起始日", "first day"),
        date("to", "见习终止日", "last day"),
        small("months", "见习月数", "months of training", "months"),
        flag("insured", "已办意外伤害保险", "insured against accidents"),
        flag("retained", "见习期满留用", "kept on afterwards"),
        yuan("paidYuan", "每月发放的生活补助", "allowance paid a month"),
      ],
    },
    {
      name: "hires",
      register: "employment",
      label: { zh: "招用人员", en: "people hired" },
      fields: [
        key("key", "人员编号（化名）", "person (pseudonymous)"),
        string("level", "学历层次", "level of education", EDUCATION_LEVELS),
        date("hired", "招用日期", "hired on"),
        small("months", "在岗月数", "months in service", "months"),
        yuan("salaryYuan", "年薪", "salary in a year"),
        flag("doubleFirstClass", "双一流高校毕业", "graduated from a Double-First-Class university"),
      ],
    },
    benefits,
    {
      name: "awards",
      register: "titles",
      label: { zh: "获得的称号与奖项", en: "awards" },
      fields: [
        string("kind", "类别", "kind of award"),
        string("level", "级别", "level", RANKS_OF_PLACE),
        date("granted", "授予日期", "granted on"),
      ],
    },
    {
      name: "contributions",
      register: "contributions",
      label: { zh: "年度贡献", en: "contributions" },
      fields: [small("year", "年度", "year"), yuan("yuan", "贡献额", "sum contributed")],
    },
  ],
};
