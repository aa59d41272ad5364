import { bothValues, DIFFERENT, type Kind, SAME } from "./kind.ts";

/**
 * A day as typed (1990-01-31, 1990/1/31, 1990年1月31日, 19900131), kept as its eight digits even where the calendar lacks it:
 * a typing mistake in a date is what two records are compared for.
 */
export const dateKind: Kind = {
  words: { zh: "日期", en: "date" },
  perValue: true,
  stages: (at) => [
    { value: `${digitsOf(at("raw"))}` },
    {
      y: `TRY_CAST(${at("value")}[1:4] AS SMALLINT)`,
      m: `TRY_CAST(${at("value")}[5:6] AS TINYINT)`,
      d: `TRY_CAST(${at("value")}[7:8] AS TINYINT)`,
    },
  ],
  missing: bothValues,
  levels: [
    SAME,
    { id: "oneDigit", words: { zh: "错一位数字，或月日颠倒", en: "one digit apart, or month and day swapped" } },
    { id: "twoOfThree", words: { zh: "年、月、日中有两项相同", en: "two of year, month and day agree" } },
    { id: "sameYear", words: { zh: "同年，或仅年份不同", en: "the same year" } },
    DIFFERENT,
  ],
  compare: (l, r) => {
    const same = (part: string) => `${l(part)} = ${r(part)}`;
    return `CASE WHEN ${same("value")} THEN 0
      WHEN hamming(${l("value")}, ${r("value")}) <= 1 OR (${same("y")} AND ${l("m")} = ${r("d")} AND ${l("d")} = ${r("m")}) THEN 1
      WHEN CAST(${same("y")} AS TINYINT) + CAST(${same("m")} AS TINYINT) + CAST(${same("d")} AS TINYINT) = 2 THEN 2
      WHEN ${same("y")} THEN 3 ELSE 4 END`;
  },
  keys: {
    value: (side) => side("value"),
    year: (side) => side("y"),
    monthDay: (side) => `(${side("m")}::INTEGER * 100 + ${side("d")})`,
    yearMonth: (side) => `(${side("y")}::INTEGER * 100 + ${side("m")})`,
  },
};

const DATED = "'^([0-9]{4})[^0-9]+([0-9]{1,2})[^0-9]+([0-9]{1,2})'";

/** The two usual shapes without taking the text apart. */
function digitsOf(raw: string): string {
  const part = (group: number) => `lpad(regexp_extract(${raw}, ${DATED}, ${group}), 2, '0')`;
  return `CASE WHEN regexp_full_match(${raw}, '[0-9]{8}') THEN ${raw}
    WHEN regexp_full_match(${raw}, '[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}') THEN ${raw}[1:4] || ${raw}[6:7] || ${raw}[9:10]
    WHEN regexp_matches(${raw}, ${DATED}) THEN regexp_extract(${raw}, ${DATED}, 1) || ${part(2)} || ${part(3)} END`;
}
