import type { FactCatalogue, FactField, ScalarFact } from "../fact-form.ts";
import { benefits } from "./benefits.ts";
import {
  date,
  division,
  EDUCATION_LEVELS,
  EMPLOYER_KINDS,
  flag,
  key,
  RANKS_OF_PLACE,
  small,
  string,
  yuan,
} from "./fields.ts";

const registered = (field: FactField): ScalarFact => ({ ...field, register: "platforms" });

/** A station, an inn or a base that a host runs for talent. */
export const platformCatalogue: Omit<FactCatalogue, "registers"> = {
  kind: "platform",
  label: { zh: "人才平台", en: "talent platform" },
  scalars: [
    registered(key("key", "平台编号（化名）", "platform (pseudonymous)")),
    registered(
      string("kind", "平台类型", "kind of platform", [
        "postdocWorkstation",
        "postdocMobileStation",
        "expertStation",
        "academicianStation",
        "inn",
        "traineeBase",
        "makerSpace",
      ]),
    ),
    registered(string("level", "平台级别", "level", RANKS_OF_PLACE)),
    registered(division("region", "所在区划", "division")),
    registered(date("recognised", "认定日期", "recognised on")),
    registered(string("hostKind", "设站单位类型", "kind of host", EMPLOYER_KINDS)),
    registered(string("hostIndustry", "设站单位行业（GB/T 4754-2017）", "industry of the host (GB/T 4754-2017)")),
  ],
  lists: [
    {
      name: "residents",
      register: "postdocs",
      label: { zh: "进站人员", en: "residents" },
      fields: [
        key("key", "人员编号（化名）", "person (pseudonymous)"),
        date("entered", "进站日期", "entered on"),
        date("exited", "出站日期", "left on"),
        flag("open", "仍在站", "still there"),
        small("months", "在站月数", "months there", "months"),
        flag("project", "承担项目", "leads a project"),
        flag("assessed", "考核合格", "assessed and passed"),
        string("level", "学历层次", "level of education", EDUCATION_LEVELS),
      ],
    },
    {
      name: "assessments",
      register: "platforms",
      label: { zh: "年度评估", en: "assessments" },
      fields: [
        small("year", "年度", "year"),
        string("grade", "评估等次", "grade", ["excellent", "good", "pass", "fail"]),
      ],
    },
    benefits,
    {
      name: "projects",
      register: "projects",
      label: { zh: "立项项目", en: "projects" },
      fields: [
        key("key", "项目编号（化名）", "project (pseudonymous)"),
        string("level", "项目级别", "level", RANKS_OF_PLACE),
        yuan("yuan", "项目经费", "funds of the project"),
        date("from", "立项日期", "begun on"),
      ],
    },
  ],
};
