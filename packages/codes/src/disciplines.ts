import { codeTable } from "./code-table.ts";

/** The fourteen disciplines of degrees (学科门类); an employer's words for a field are read by name, alias or code. */
export const DISCIPLINES = codeTable("discipline", "研究生教育学科专业目录 (2022)", [
  ["01", "哲学", "Philosophy"],
  ["02", "经济学", "Economics", "经济", "金融", "财政"],
  ["03", "法学", "Law", "法律", "社会工作"],
  ["04", "教育学", "Education", "教育", "体育", "师范"],
  ["05", "文学", "Literature", "新闻", "外语", "汉语言"],
  ["06", "历史学", "History", "历史", "考古"],
  ["07", "理学", "Science", "数学", "物理", "化学", "生物"],
  ["08", "工学", "Engineering", "工科", "机械", "机械工程", "电气", "化工", "材料", "计算机", "食品加工", "生物基材料"],
  ["09", "农学", "Agriculture", "农业", "种植", "畜牧", "园艺"],
  ["10", "医学", "Medicine", "临床医学", "护理", "药学", "中医"],
  ["11", "军事学", "Military science"],
  ["12", "管理学", "Management", "管理", "会计", "工商管理", "人力资源"],
  ["13", "艺术学", "Arts", "设计", "音乐", "美术"],
  ["14", "交叉学科", "Interdisciplinary", "交叉"],
]);
