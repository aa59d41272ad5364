import type { FunctionDoc } from "./function-entry.ts";

/** Functions that the language itself defines: they take lists of any type, exact quotients, or truth. */
export type FormName =
  | "not"
  | "count"
  | "sum"
  | "min"
  | "max"
  | "list contains"
  | "abs"
  | "floor"
  | "ceiling"
  | "round half up"
  | "round up"
  | "round down"
  | "date"
  | "duration";

const rounding = (name: string, en: string, zh: string, examples: FunctionDoc["examples"]): FunctionDoc => ({
  name,
  parameters: [
    { name: "n", type: "number" },
    { name: "scale", type: "integer", optional: true },
  ],
  returns: "number",
  en: `${en} \`scale\` (digits after the point, 0 where left out) is written as a number. Division may stand inside.`,
  zh: `${zh}scale（小数位数，缺省 0）须写成数字。除法只能写在取整函数之内。`,
  examples,
});

const aggregate = (name: string, en: string, zh: string, examples: FunctionDoc["examples"]): FunctionDoc => ({
  name,
  parameters: [{ name: "list", type: "list", rest: true }],
  returns: name === "count" || name === "sum" ? "number" : "as the elements",
  en: `${en} Strict: an incomplete list or an unknown element makes it unknown.`,
  zh: `${zh}严格：列表不完整或有未知元素时结果未知。`,
  examples,
});

export const formDocs: Readonly<Record<FormName, FunctionDoc>> = {
  not: {
    name: "not",
    parameters: [{ name: "negand", type: "boolean" }],
    returns: "boolean",
    en: "The opposite; unknown stays unknown.",
    zh: "取反；未知仍为未知。",
    examples: [{ expression: "not(1 > 2)", gives: true }],
  },
  count: aggregate("count", "How many elements the list has.", "列表的元素个数。", [
    { expression: "count([1, 2, 2])", gives: 3 },
  ]),
  sum: aggregate("sum", "The sum of a list of numbers, 0 when it is empty.", "数字列表之和，空列表为 0。", [
    { expression: "sum([1.5, 2.5])", gives: 4 },
    { expression: "sum([1, 2, 3][item > 5])", gives: 0 },
  ]),
  min: aggregate(
    "min",
    "The least number, date or text (by code point); unknown when there is none.",
    "最小的数、日期或文本（按码点）；没有元素时未知。",
    [
      { expression: "min(3, 1, 2)", gives: 1 },
      { expression: 'min([date("2024-02-01"), date("2023-12-31")])', gives: "2023-12-31" },
    ],
  ),
  max: aggregate(
    "max",
    "The greatest number, date or text (by code point); unknown when there is none.",
    "最大的数、日期或文本（按码点）；没有元素时未知。",
    [{ expression: 'max("a", "b")', gives: "b" }],
  ),
  "list contains": {
    name: "list contains",
    parameters: [
      { name: "list", type: "list" },
      { name: "element", type: "any" },
    ],
    returns: "boolean",
    en: "Whether an element equals the value. Kleene: one known match is enough; without one, an incomplete list or an unknown element makes it unknown.",
    zh: "列表中是否有等于该值的元素。Kleene：有一个已知相等即为真；否则列表不完整或有未知元素时未知。",
    examples: [{ expression: 'list contains(["a", "b"], "b")', gives: true }],
  },
  abs: {
    name: "abs",
    parameters: [{ name: "n", type: "number" }],
    returns: "number",
    en: "The number without its sign.",
    zh: "绝对值。",
    examples: [{ expression: "abs(-2.5)", gives: 2.5 }],
  },
  floor: rounding("floor", "The greatest number of the scale that is not above n.", "不大于 n 的最大数。", [
    { expression: "floor(-1.5)", gives: -2 },
    { expression: "floor(7 / 2)", gives: 3 },
  ]),
  ceiling: rounding("ceiling", "The least number of the scale that is not below n.", "不小于 n 的最小数。", [
    { expression: "ceiling(-1.5)", gives: -1 },
    { expression: "ceiling(7 / 2)", gives: 4 },
  ]),
  "round half up": rounding(
    "round half up",
    "The nearest number of the scale; halves go away from 0.",
    "四舍五入（一半远离 0）。",
    [
      { expression: "round half up(100 / 3, 2)", gives: 33.33 },
      { expression: "round half up(-2.5)", gives: -3 },
    ],
  ),
  "round up": rounding("round up", "Away from 0.", "向远离 0 的方向取整。", [
    { expression: "round up(-1.01, 1)", gives: -1.1 },
  ]),
  "round down": rounding("round down", "Towards 0.", "向 0 的方向取整。", [
    { expression: "round down(-1.09, 1)", gives: -1 },
  ]),
  date: {
    name: "date",
    parameters: [{ name: "from", type: "string" }],
    returns: "date",
    en: 'A calendar day, written `date("2024-01-31")`, `@"2024-01-31"` or `date(2024, 1, 31)`; only with literals.',
    zh: '日历日，写作 `date("2024-01-31")`、`@"2024-01-31"` 或 `date(2024, 1, 31)`；参数只能是字面量。',
    examples: [{ expression: 'date(2024, 1, 31) = @"2024-01-31"', gives: true }],
  },
  duration: {
    name: "duration",
    parameters: [{ name: "from", type: "string" }],
    returns: "months duration or days duration",
    en: 'A duration of years and months (`duration("P3Y6M")`) or of days (`duration("P30D")`), only with a literal; added to a date.',
    zh: '以年月（`duration("P3Y6M")`）或天（`duration("P30D")`）计的时长，参数只能是字面量；与日期相加减。',
    examples: [{ expression: 'date("2024-01-31") + duration("P1M")', gives: "2024-02-29" }],
  },
};
