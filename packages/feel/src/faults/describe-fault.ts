import type { FeelFault, FeelFaultCode } from "./fault.ts";

export type Language = "zh" | "en";

type Message = { readonly zh: string; readonly en: string };

/** `{name}` is filled from the fault's params; `[…]` is left out when its param is empty. */
const messages: Readonly<Record<FeelFaultCode, Message>> = {
  "feel.empty": { en: "There is no expression; write one.", zh: "表达式为空，请填写。" },
  "feel.syntax": {
    en: "This is not FEEL at “{found}”; check quotes, brackets and operators just before it.",
    zh: "“{found}”处不符合 FEEL 语法，请检查其前的引号、括号和运算符。",
  },
  "feel.syntaxAtEnd": {
    en: "The expression breaks off here; something is missing: a value, a closing bracket, or “else”.",
    zh: "表达式在此中断，缺少值、右括号或 else。",
  },
  "feel.tooLong": {
    en: "The expression has {characters} characters; at most {max} are allowed. Split it into named conditions.",
    zh: "表达式有 {characters} 个字符，最多 {max} 个；请拆成多个条件。",
  },
  "feel.tooDeep": {
    en: "The expression is nested more than {max} levels deep. Split it into named conditions.",
    zh: "表达式嵌套超过 {max} 层，请拆成多个条件。",
  },
  "feel.tooLarge": {
    en: "The expression has {nodes} parts; at most {max} are allowed. Split it into named conditions.",
    zh: "表达式有 {nodes} 个部分，最多 {max} 个；请拆成多个条件。",
  },
  "feel.unknownName": {
    en: "There is no fact “{name}”.[ Did you mean “{suggestion}”?]",
    zh: "没有名为“{name}”的事实。[是否为“{suggestion}”？]",
  },
  "feel.unknownField": {
    en: "There is no field “{name}” here.[ Did you mean “{suggestion}”?] Known: {known}.",
    zh: "此处没有字段“{name}”。[是否为“{suggestion}”？]可用：{known}。",
  },
  "feel.unknownFunction": {
    en: "There is no function “{name}”.[ Did you mean “{suggestion}”?] Use one of the catalogue: {known}.",
    zh: "没有函数“{name}”。[是否为“{suggestion}”？]可用函数：{known}。",
  },
  "feel.unknownParameter": {
    en: "There is no parameter “{name}”.[ Did you mean “{suggestion}”?] Known: {known}.",
    zh: "没有参数“{name}”。[是否为“{suggestion}”？]可用：{known}。",
  },
  "feel.duplicateName": { en: "“{name}” is given twice; keep one.", zh: "“{name}”出现两次，请只保留一个。" },
  "feel.argumentCount": {
    en: "{name} takes ({expected}); {given} were given.",
    zh: "{name} 的参数为（{expected}），实际给出 {given} 个。",
  },
  "feel.wrongType": { en: "Here a {expected} is needed, not a {found}.", zh: "此处需要 {expected}，而不是 {found}。" },
  "feel.wrongResultType": {
    en: "The expression gives a {found}; a {expected} is needed here.",
    zh: "表达式的结果是 {found}，此处需要 {expected}。",
  },
  "feel.differentTypes": {
    en: "A {left} and a {right} don't go together; make both the same type.",
    zh: "{left} 与 {right} 不能一起运算，请统一类型。",
  },
  "feel.notComparable": {
    en: "{operator} does not work on {type}; compare a field of it, or use some/every.",
    zh: "{operator} 不能用于 {type}；请比较其字段，或使用 some/every。",
  },
  "feel.notAListedValue": {
    en: "“{value}” never occurs here.[ Did you mean “{suggestion}”?] Possible values: {values}.",
    zh: "此处不会出现“{value}”。[是否为“{suggestion}”？]可能的值：{values}。",
  },
  "feel.nullNotAllowed": {
    en: "null can't be written in a policy: what isn't known is unknown by itself.",
    zh: "政策中不能写 null：未知的事实自动按未知处理。",
  },
  "feel.asksWhetherKnown": {
    en: "A policy may not ask whether a fact is known ({what}): an answer could flip when the fact arrives. State the condition itself.",
    zh: "政策不得询问事实是否已知（{what}），否则补充事实会使结论反转；请直接写条件本身。",
  },
  "feel.divisionOutsideRounding": {
    en: "Division is exact only inside a rounding: write round half up(a / b, 2), floor(a / b) or ceiling(a / b).",
    zh: "除法只能写在取整函数内：round half up(a / b, 2)、floor(a / b) 或 ceiling(a / b)。",
  },
  "feel.divisionByZero": { en: "This divides by 0; change the divisor.", zh: "除数为 0，请修改。" },
  "feel.notConstant": {
    en: "{what} needs a value written out here, not one computed from facts.",
    zh: "{what} 此处须直接写出数值，不能由事实计算。",
  },
  "feel.numberTooLarge": {
    en: "This number may need more than {digits} digits and would not be exact; use fewer factors, or round before.",
    zh: "该数可能超过 {digits} 位而不精确；请减少因子或先取整。",
  },
  "feel.scaleTooSmall": {
    en: "The result may have {scale} digits after the point, {allowed} are allowed; round it, e.g. round half up(…, {allowed}).",
    zh: "结果可能有 {scale} 位小数，只允许 {allowed} 位；请取整，例如 round half up(…, {allowed})。",
  },
  "feel.notADate": {
    en: '“{text}” is not a day of the calendar; write date("2024-01-31").',
    zh: '“{text}”不是有效日期，请写成 date("2024-01-31")。',
  },
  "feel.notADuration": {
    en: '“{text}” is not a duration of years and months or of days; write duration("P3Y6M") or duration("P30D").',
    zh: '“{text}”不是以年月或天计的时长，请写成 duration("P3Y6M") 或 duration("P30D")。',
  },
  "feel.notExpressible": {
    en: "{what} can't be used in a policy: not every engine can compute it with the same meaning.",
    zh: "政策中不能使用 {what}：并非每个引擎都能以同样含义计算。",
  },
};

/** Why a source is refused and what to do, in the reader's language, without the place. */
export function describeFault(fault: FeelFault, language: Language): string {
  const { params } = fault;
  const given = (name: string): string => String(params[name] ?? "");
  return messages[fault.code][language]
    .replaceAll(/\[([^\]]*?\{(\w+)\}[^\]]*)\]/g, (_, inside: string, name: string) =>
      given(name) === "" ? "" : inside,
    )
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => given(name));
}
