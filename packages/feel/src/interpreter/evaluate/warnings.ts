import type { Language } from "../../faults/describe-fault.ts";

type Message = { readonly zh: string; readonly en: string };

const messages = {
  "feel.unknownName": { en: "There is nothing named “{name}” here.", zh: "此处没有名为“{name}”的值。" },
  "feel.unknownEntry": { en: "A {kind} has no “{name}”.", zh: "{kind} 没有“{name}”。" },
  "feel.unknownFunction": { en: "There is no function “{name}”.", zh: "没有函数“{name}”。" },
  "feel.unknownType": { en: "There is no type “{name}”.", zh: "没有类型“{name}”。" },
  "feel.notAFunction": { en: "A {kind} can't be called.", zh: "{kind} 不能作为函数调用。" },
  "feel.wrongArguments": {
    en: "{name} can't be called with ({given}); it takes ({expected}).",
    zh: "{name} 不能以（{given}）调用，其参数为（{expected}）。",
  },
  "feel.wrongArgumentValue": { en: "{name} has no result for this: {reason}.", zh: "{name} 对此没有结果：{reason}。" },
  "feel.wrongOperands": {
    en: "“{operator}” doesn't go with {left} and {right}.",
    zh: "“{operator}”不能用于 {left} 与 {right}。",
  },
  "feel.wrongType": { en: "Here a {expected} is needed, not a {found}.", zh: "此处需要 {expected}，而不是 {found}。" },
  "feel.divisionByZero": { en: "Nothing can be divided by 0.", zh: "不能除以 0。" },
  "feel.notANumber": {
    en: "The result isn't a number of at most 34 digits and an exponent within ±6144.",
    zh: "结果不是 34 位以内、指数在 ±6144 之间的数。",
  },
  "feel.outOfCalendar": {
    en: "The result lies outside the calendar, years -999999999 to 999999999.",
    zh: "结果超出历法范围（-999999999 年至 999999999 年）。",
  },
  "feel.notTemporal": { en: "“{text}” is no date, time or duration.", zh: "“{text}”不是日期、时间或时长。" },
  "feel.duplicateName": { en: "“{name}” stands twice in one context.", zh: "“{name}”在同一上下文中出现两次。" },
  "feel.listIndex": {
    en: "There is no item {index} in a list of {length}.",
    zh: "列表有 {length} 项，没有第 {index} 项。",
  },
  "feel.noRange": {
    en: "Both ends of a range must be of one type that has an order.",
    zh: "区间两端须为同一可排序类型。",
  },
  "feel.noClock": { en: "{name}() needs a clock, and none is given.", zh: "{name}() 需要时钟，但未提供。" },
  "feel.externalFunction": {
    en: "A function kept outside of the model is not run.",
    zh: "不运行模型之外的函数。",
  },
  "feel.limit.steps": {
    en: "The evaluation was stopped here after {max} steps.",
    zh: "求值到此已超过 {max} 步，已中止。",
  },
  "feel.limit.depth": {
    en: "The evaluation was stopped here: more than {max} expressions and calls inside one another.",
    zh: "求值到此嵌套超过 {max} 层，已中止。",
  },
  "feel.limit.size": {
    en: "The evaluation was stopped here: a value of more than {max} parts.",
    zh: "求值到此已中止：值的组成部分超过 {max} 个。",
  },
  "feel.limit.valueDepth": {
    en: "The evaluation was stopped here: more than {max} lists and contexts inside one another.",
    zh: "求值到此已中止：列表与上下文嵌套超过 {max} 层。",
  },
  "feel.limit.stack": {
    en: "The evaluation was stopped here: it needs more memory for calls inside one another than there is.",
    zh: "求值到此已中止：嵌套调用所需内存超过可用内存。",
  },
  "feel.limit.characters": {
    en: "The evaluation was stopped here: a text of {characters} characters; at most {max} are allowed.",
    zh: "求值到此已中止：文本有 {characters} 个字符，最多 {max} 个。",
  },
} as const satisfies Readonly<Record<string, Message>>;

/** Why a value is null, or why an evaluation was stopped (`feel.limit.…`). */
export type WarningCode = keyof typeof messages;

export function describeWarning(
  warning: { readonly code: WarningCode; readonly params: Readonly<Record<string, string | number>> },
  language: Language,
): string {
  return messages[warning.code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(warning.params[name] ?? "?"),
  );
}
