import { describeFault, type FeelFault } from "@wutong/feel";
import type { BothTexts, PolicyFault } from "../fault.ts";
import { inChinese } from "./expected-words.ts";
import { factFaultMessages } from "./fact-fault-messages.ts";

/**
 * What is wrong and what to do, in both languages. `{name}` stands for a parameter; `[…]` is left out when the
 * parameter in it is empty.
 */
export const policyFaultMessages: Readonly<Record<string, BothTexts>> = {
  ...factFaultMessages,
  "policy.file.tooLong": {
    zh: "文件有 {characters} 个字符，上限为 {charactersMax}；请拆成几个政策文件。",
    en: "The file has {characters} characters, the limit is {charactersMax}; split it into several policies.",
  },
  "policy.yaml.syntax": {
    zh: "这里不是合法的 YAML：{message}。请检查缩进、引号和冒号；花括号里的表达式如有逗号，须整条加单引号。",
    en: "This is not YAML: {message}. Check indentation, quotes and colons; within { }, an expression with a comma stands in quotes.",
  },
  "policy.key.duplicate": {
    zh: "同一个键写了两次；请删去一个。",
    en: "The same key is written twice; remove one.",
  },
  "policy.key.unknown": {
    zh: "不认识的键“{key}”[，是不是想写“{didYouMean}”？]可用的键：{allowed}。",
    en: "Unknown key “{key}”[; did you mean “{didYouMean}”?] Known here: {allowed}.",
  },
  "policy.key.missing": { zh: "缺少“{key}”；请补上。", en: "“{key}” is missing; add it." },
  "policy.value.type": {
    zh: "这里应为：{expected}；写的是：{found}。",
    en: "Expected {expected}, found {found}.",
  },
  "policy.value.notOneOf": {
    zh: "“{value}”不在可选值之中[，是不是想写“{didYouMean}”？]可选：{allowed}。",
    en: "“{value}” is not one of the values[; did you mean “{didYouMean}”?] Choose from: {allowed}.",
  },
  "policy.amount": {
    zh: "“{text}”不是金额；请以元为单位写数字，最多两位小数，例如 1500 或 1500.50。",
    en: "“{text}” is not an amount; write yuan with at most two decimals, e.g. 1500 or 1500.50.",
  },
  "policy.amount.decimals": {
    zh: "金额“{text}”超过两位小数；最小到分，请写成例如 1500.12。",
    en: "The amount “{text}” has more than two decimals; the smallest unit is a fen, write e.g. 1500.12.",
  },
  "policy.edit.nothingThere": {
    zh: "“{path}”处没有可改的值；请刷新后再改，或在文本视图中补上。",
    en: "There is no value to change at “{path}”; reload and try again, or add it in the text view.",
  },
  "policy.edit.anchored": {
    zh: "“{path}”属于锚点（&），别处也引用它；请在文本视图中修改。",
    en: "“{path}” belongs to an anchor (&) that other places use; change it in the text view.",
  },
  "policy.edit.cannotWrite": {
    zh: "“{path}”处不能写“{value}”：这会连带改动别的内容；请检查括号、引号和换行。",
    en: "“{value}” cannot be written at “{path}” without changing something else; check brackets, quotes and line breaks.",
  },
  "policy.table.gap": {
    zh: "没有一行适用于，例如：{example}；此时不享受。如非本意，请补一行。",
    en: "No row takes, for instance, {example}; nobody is entitled then. Add a row if this is not meant.",
  },
  "policy.table.overlap": {
    zh: "第 {first} 行与第 {second} 行同时适用于，例如：{example}；UNIQUE 表此时结果未知。请收窄其中一行。",
    en: "Rows {first} and {second} both take, for instance, {example}; a UNIQUE table is unknown then. Narrow one of them.",
  },
  "policy.table.neverReached": {
    zh: "第 {row} 行永远轮不到：前面各行已全部包含它。请调整顺序或删去。",
    en: "Row {row} is never reached: the rows before it take all that it takes. Move or remove it.",
  },
  "policy.table.notAnalysable": {
    zh: "此处无法检查空缺与重叠：只能分析与固定的数、词、真假比较的单元格。请用案例核对。",
    en: "Gaps and overlaps cannot be looked for here: only cells that compare with a number, a word, true or false can. Check by cases.",
  },
  "policy.id.duplicate": {
    zh: "编号“{id}”已经用过（{where}）；请换一个。",
    en: "The id “{id}” is used already ({where}); choose another.",
  },
  "policy.id.reserved": {
    zh: "“{id}”是保留的名称或事实名称；请换一个编号。",
    en: "“{id}” is a reserved name or the name of a fact; choose another id.",
  },
  "policy.include.cycle": {
    zh: "循环引用：{path}。请删去其中一个 include。",
    en: "Files include each other in a circle: {path}. Remove one of these includes.",
  },
  "policy.include.missing": {
    zh: "找不到要引用的文件“{path}”[，是不是“{didYouMean}”？]只能引用以 .shared.yaml 结尾的文件。",
    en: "No file “{path}” to include[; did you mean “{didYouMean}”?] Only files ending in .shared.yaml can be included.",
  },
  "policy.inForce.reversed": {
    zh: "施行截止日早于起始日；请对调或改正。",
    en: "The policy ends before it begins; swap or correct the days.",
  },
  "policy.values.order": {
    zh: "参数值须按起始日从早到晚排列，日期不可重复，且首个值不晚于施行日。",
    en: "The values of a parameter go from the earliest day to the latest, each day once, the first no later than the policy's start.",
  },
  "policy.condition.unknown": {
    zh: "没有条件“{id}”[，是不是“{didYouMean}”？]",
    en: "There is no condition “{id}”[; did you mean “{didYouMean}”?]",
  },
  "policy.conditions.tooMany": {
    zh: "条件有 {count} 个，上限为 {countMax}；请合并或拆成两项政策。",
    en: "There are {count} conditions, the limit is {countMax}; merge some or split the policy.",
  },
  "policy.conditions.atLeast": {
    zh: "“至少 {count} 项”之下只有 {found} 项。",
    en: "“At least {count}” stands over only {found}.",
  },
  "policy.table.width": {
    zh: "这一行有 {found} 个格子，表有 {expected} 个输入；两者须相等。",
    en: "This row has {found} cells, the table has {expected} inputs; they must be as many.",
  },
  "policy.table.values": {
    zh: "表“{id}”各行的值须是同一类型；BEST 只能取数字。",
    en: "The values of table “{id}” must be of one type; BEST takes numbers only.",
  },
  "policy.amount.bands": {
    zh: "各档的 upTo 须从小到大，最后一档不写 upTo。",
    en: "The bands' upTo must rise, and the last band has none.",
  },
  "policy.percent": {
    zh: "{found} 不是可用的百分比；请写大于 0、小于 100 的数。",
    en: "{found} is no percentage that can be; write more than 0 and less than 100.",
  },
  "policy.budget.shares": {
    zh: "分担比例合计为 {found}，须为 100。",
    en: "The shares add up to {found}; they must make 100.",
  },
  "policy.stacking.takenOffTwice": {
    zh: "已在“{group}”组内就高补差（topUp），不能再写 deducts，否则同一笔钱会扣两次；请只留其一。",
    en: "What others paid is taken off in the group “{group}” (topUp) already; with deducts it would be taken off twice. Keep one.",
  },
  "policy.clawback.years": {
    zh: "按未履行年限退还（proRata）须写明承诺年限 years。",
    en: "What is asked back in proportion (proRata) needs the years promised: years.",
  },
  "policy.plan.parts": {
    zh: "金额分为 {found} 份，发放共 {expected} 期；份数须与期数相等（按阶段发放时），或能整除期数。",
    en: "The sum has {found} parts, the plan {expected} instalments; there must be as many parts, or (not with stages) a divisor of that.",
  },
  "policy.plan.partsAtMost": {
    zh: "期数由 atMost 决定时不能逐期写金额；请让各期均分总额，或改写 byParts: true，由各行的 parts 决定期数。",
    en: "Where atMost says how many instalments there are, they can't be told one by one; let them share the sum equally, or write byParts: true instead: each row then has as many as it has parts.",
  },
  "policy.plan.noParts": {
    zh: "期数按各行的 parts 或 declining 计（byParts），这里没有写。",
    en: "There are as many instalments as a row has parts (byParts), and this one tells none; write parts or declining.",
  },
  "policy.plan.tooManyParts": {
    zh: "这里写了 {found} 期，多于 payPlan.count 的 {expected} 期。",
    en: "This has {found} parts, more than the {expected} instalments that payPlan.count allows.",
  },
  "policy.plan.partsPer": {
    zh: "parts 和 declining 分的是总额；请写 per: whole。",
    en: "parts and declining share out a whole sum; write per: whole.",
  },
  "policy.plan.partsPeriodic": {
    zh: "定期发放（periodic）的期数取决于事实，不能逐期写金额；请改用 monthly、yearly 或 staged。",
    en: "How many instalments a periodic plan has depends on facts, so its parts can't be told one by one; use monthly, yearly or staged.",
  },
  "policy.plan.percent": {
    zh: "{percent} 不是 0 到 100 之间的百分比；请改正。",
    en: "{percent} is not a percentage from 0 to 100; correct it.",
  },
  "policy.plan.perYear": {
    zh: "一次性发放和分阶段发放没有年度；请写 per: whole 或 per: instalment。",
    en: "What is paid once or in stages has no years; write per: whole or per: instalment.",
  },
  "policy.plan.served": {
    zh: "这一阶段按服务月数发放，须写明 payPlan.served（months、through）。",
    en: "This stage waits for months served; say in payPlan.served how they are counted (months, through).",
  },
  "policy.plan.weights": {
    zh: "各阶段权重不同时，金额须是总额；请写 per: whole。",
    en: "Stages of unequal weight share out a whole sum; write per: whole.",
  },
  "policy.plan.window": {
    zh: "计发期只有 {found} 个月，却有 {expected} 期；期数不能多于月数。",
    en: "The window has {found} months, the plan {expected} instalments; there can't be more instalments than months.",
  },
  "policy.subject.certificate": {
    zh: "只有对象为证书（subject: certificate）的政策才能这样写。",
    en: "Only a policy whose subject is a certificate can say this.",
  },
  "policy.handling.noApplication": {
    zh: "有承诺事项、须提交材料的条件、须选定住房或须配偶确认时不能免申即享；请改为 confirmOnce 或 apply。",
    en: "With undertakings, conditions that a document proves, a home to choose or a spouse to confirm, nothing can be paid without application; choose confirmOnce or apply.",
  },
  "policy.handling.approvals": {
    zh: "审批先由 reviewer 复核（不设金额门槛），之后最多再由 leader 审批一次。",
    en: "Approvals are a reviewer's (without a threshold) and at most one leader's after it.",
  },
  "policy.case.example": {
    zh: "没有示例人物“{like}”[，是不是“{didYouMean}”？]",
    en: "There is no example “{like}”[; did you mean “{didYouMean}”?]",
  },
  "policy.case.without": {
    zh: "示例里没有事实“{name}”，无从去掉[，是不是“{didYouMean}”？]",
    en: "The example has no fact “{name}” to leave out[; did you mean “{didYouMean}”?]",
  },
  "policy.case.claim": {
    zh: "这个用例没有指明对象，或事实中没有这一项；请写 claim: 证书、住房等的 key。",
    en: "The case names no claim, or one that its facts don't have; write claim: the key of a certificate, a home, ….",
  },
  "policy.equivalent.none": {
    zh: "没有改动与“{at}”处的“{change}”相符，或它已被用例发现；请改写或删去这一条。",
    en: "No change fits “{change}” at “{at}”, or a case notices it; correct this claim or remove it.",
  },
  "policy.case.wrong": {
    zh: "用例“{name}”与预期不符：{what} 应为 {expected}，得到 {found}。请改正条件或用例。",
    en: "Case “{name}” does not come out: {what} should be {expected}, is {found}. Correct the rule or the case.",
  },
};

/** The message of a fault in the reader's language, with what is known filled in. */
export function policyFaultMessage(fault: Pick<PolicyFault, "code" | "params">, language: "zh" | "en"): string {
  if (fault.code.startsWith("feel.")) return describeFault({ ...fault, from: 0, to: 0 } as FeelFault, language);
  const template = policyFaultMessages[fault.code]?.[language] ?? fault.code;
  const whole = template.replaceAll(/\[([^\]]*)\]/g, (_, part: string) =>
    lacks(fault, part) ? endOf(language) : part,
  );
  const isForm = language === "zh" && fault.code === "policy.value.type";
  return whole.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(fault.params[name] ?? "");
    return isForm ? inChinese(value) : value;
  });
}

function lacks(fault: Pick<PolicyFault, "params">, part: string): boolean {
  return [...part.matchAll(/\{(\w+)\}/g)].some(([, name]) => !fault.params[name ?? ""]);
}

function endOf(language: "zh" | "en"): string {
  return language === "zh" ? "。" : ".";
}
