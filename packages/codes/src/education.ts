import { codeTable } from "./code-table.ts";

/**
 * The ladder of credentials that policies speak of, lowest first: GB/T 4658-2006 (学历) and GB/T 6864-2003 (学位) put
 * side by side, since offices write now one, now the other. A graduate certificate without more (研究生) counts as master.
 */
export const EDUCATION_LEVELS = codeTable("educationLevel", "GB/T 4658-2006, GB/T 6864-2003", [
  [
    "secondary",
    "中等教育",
    "Secondary",
    "高中",
    "中专",
    "中职",
    "职高",
    "技校",
    "中技",
    "普通高中",
    "中等专科",
    "中等职业教育",
  ],
  ["college", "大专", "College", "专科", "大学专科", "高职", "高职高专", "专科教育", "大学专科教育", "高等职业教育"],
  ["bachelor", "本科", "Bachelor", "学士", "大学本科", "大学", "本科学士", "学士学位", "大学本科教育", "本科生"],
  ["master", "硕士", "Master", "硕士研究生", "研究生", "硕士学位", "硕士生", "硕士研究生毕业", "专业硕士"],
  ["phd", "博士", "PhD", "博士研究生", "博士学位", "博士生", "博士研究生毕业", "ph.d.", "doctor"],
]);

export type EducationLevel = (typeof EDUCATION_LEVELS)["entries"][number]["code"];

/** Modes of study as the ministry's certificate system (学信网) and older certificates word them. */
export const STUDY_MODES = codeTable("studyMode", "学信网 学历证书电子注册 学习形式", [
  [
    "fullTime",
    "全日制",
    "Full time",
    "普通全日制",
    "普通",
    "脱产",
    "普通高等教育",
    "全日制教育",
    "统招",
    "全日制普通教育",
  ],
  [
    "partTime",
    "非全日制",
    "Part time",
    "函授",
    "业余",
    "自考",
    "自学考试",
    "成人",
    "成人教育",
    "网络教育",
    "开放教育",
    "电大",
    "夜大",
    "夜大学",
    "在职",
    "远程教育",
  ],
]);

export type StudyMode = (typeof STUDY_MODES)["entries"][number]["code"];

/** Compares two levels on the ladder: negative where `a` is the lower. */
export function compareEducationLevels(a: EducationLevel, b: EducationLevel): number {
  return rankOf(a) - rankOf(b);
}

function rankOf(level: EducationLevel): number {
  return EDUCATION_LEVELS.entries.findIndex((entry) => entry.code === level);
}
