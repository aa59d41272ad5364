import type { BothTexts } from "../fault.ts";
import type { PolicyPath } from "./policy-leaves.ts";

/** `zh, en` by the last key of a path; a key without an entry is shown as it is written. */
const LABELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  id: ["标识", "id"],
  benefit: ["待遇种类", "kind of benefit"],
  office: ["主管区划", "office"],
  version: ["版本", "version"],
  title: ["名称", "title"],
  source: ["出处", "source"],
  rule: ["规则编号", "rule"],
  document: ["文件", "document"],
  clause: ["条款", "clause"],
  link: ["链接", "link"],
  grade: ["可信等级", "grade"],
  note: ["核对说明", "note"],
  notes: ["解读说明", "notes"],
  prose: ["政策原意", "prose"],
  include: ["引用文件", "included file"],
  from: ["自", "from"],
  to: ["至", "to"],
  feel: ["表达式", "expression"],
  if: ["适用条件", "applies if"],
  says: ["说明", "says"],
  text: ["文字", "text"],
  register: ["证明的登记册", "register"],
  when: ["何时须满足", "when it must hold"],
  provedBy: ["由哪项条件证明", "proved by"],
  value: ["值", "value"],
  otherwise: ["其余情形", "otherwise"],
  hitPolicy: ["命中规则", "hit policy"],
  inputs: ["输入", "input"],
  tests: ["单元格", "cell"],
  yuan: ["金额（元）", "amount (yuan)"],
  percent: ["比例（%）", "percentage"],
  capYuan: ["封顶（元）", "at most (yuan)"],
  floorYuan: ["保底（元）", "at least (yuan)"],
  cap: ["封顶", "at most"],
  floor: ["保底", "at least"],
  upTo: ["至多", "up to"],
  times: ["次数", "times"],
  per: ["金额按", "sum stands for"],
  kind: ["种类", "kind"],
  count: ["数量", "count"],
  unit: ["单位", "unit"],
  months: ["月数", "months"],
  years: ["年数", "years"],
  first: ["首期", "first"],
  gap: ["中断时", "on a gap"],
  weight: ["比重", "weight"],
  paidBefore: ["此前已发", "paid before"],
  byParts: ["期数依各行所列", "as many instalments as parts"],
  payMonths: ["每年集中发放的月份", "months in which it is paid"],
  subject: ["判定对象", "subject"],
  who: ["谁", "who"],
  mode: ["办理方式", "mode"],
  offerDays: ["要约天数", "days an offer holds"],
  publicNoticeWorkingDays: ["公示工作日", "public notice, working days"],
  role: ["角色", "role"],
  risk: ["风险", "risk"],
  have: ["现有", "has"],
  need: ["需要", "needs"],
  by: ["由谁补足", "mended by"],
  name: ["案例名", "name"],
  at: ["日期", "at"],
  outcome: ["结果", "outcome"],
  max: ["最多", "at most"],
};

/** A text in two languages names its language; an element of a list counts from 1. */
export function fieldLabel(path: PolicyPath): BothTexts {
  const last = path.at(-1);
  if (last === "zh" || last === "en") {
    const { zh, en } = fieldLabel(path.slice(0, -1));
    return last === "zh"
      ? { zh: `${zh}（中文）`, en: `${en} (Chinese)` }
      : { zh: `${zh}（英文）`, en: `${en} (English)` };
  }
  if (typeof last === "number" && path.length > 1) {
    const { zh, en } = fieldLabel(path.slice(0, -1));
    return { zh: `${zh} ${last + 1}`, en: `${en} ${last + 1}` };
  }
  const key = String(last ?? "");
  const [zh, en] = LABELS[key] ?? [key, key];
  return { zh, en };
}
