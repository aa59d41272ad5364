import { codeTable } from "./code-table.ts";

/** Vocational skill levels: 5 is the lowest. 国家职业技能等级 since 1999; the two grades added in 2022 stand above 1 and below 5. */
export const SKILL_LEVELS = codeTable("skillLevel", "国家职业技能标准编制技术规程 (2018)", [
  ["5", "五级/初级工", "Level 5, junior", "初级工", "初级", "五级", "5级", "初级技能"],
  ["4", "四级/中级工", "Level 4, intermediate", "中级工", "中级", "四级", "4级", "中级技能"],
  ["3", "三级/高级工", "Level 3, senior", "高级工", "高级", "三级", "3级", "高级技能"],
  ["2", "二级/技师", "Level 2, technician", "技师", "二级", "2级"],
  ["1", "一级/高级技师", "Level 1, senior technician", "高级技师", "一级", "1级"],
]);

export type SkillLevel = (typeof SKILL_LEVELS)["entries"][number]["code"];

/**
 * Occupations for which levels are commonly certified, with codes of 中华人民共和国职业分类大典 (2022). Not the whole
 * catalogue: a register may hold others, by code.
 */
export const OCCUPATIONS = codeTable("occupation", "中华人民共和国职业分类大典 (2022), extract", [
  ["4-03-02-01", "中式烹调师", "Chinese cook", "厨师"],
  ["4-03-02-02", "中式面点师", "Chinese pastry cook"],
  ["4-03-02-07", "茶艺师", "Tea artist"],
  ["4-07-03-04", "企业人力资源管理师", "Human-resources manager", "人力资源管理师"],
  ["4-07-05-01", "保安员", "Security guard"],
  ["4-07-05-04", "消防设施操作员", "Fire-installation operator"],
  ["4-10-01-02", "育婴员", "Infant carer", "育婴师"],
  ["4-10-01-03", "保育师", "Nursery nurse", "保育员"],
  ["4-10-01-05", "养老护理员", "Elderly-care worker"],
  ["4-10-03-02", "美发师", "Hairdresser"],
  ["4-12-01-01", "汽车维修工", "Motor mechanic"],
  ["6-18-01-01", "车工", "Turner"],
  ["6-18-01-02", "铣工", "Milling-machine operator"],
  ["6-18-02-04", "焊工", "Welder", "电焊工"],
  ["6-20-01-01", "装配钳工", "Assembly fitter", "钳工"],
  ["6-31-01-03", "电工", "Electrician", "维修电工"],
]);

const OCCUPATION_CODE = /^\d-\d{2}-\d{2}-\d{2}$/;

/** Whether a text has the form of an occupation code, known to the extract above or not. */
export function isOccupationCode(text: string): boolean {
  return OCCUPATION_CODE.test(text);
}
