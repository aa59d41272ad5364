import { DIFFERENT, type Kind, type Level, SAME, type Side, type Stage } from "./kind.ts";
import { oneOff } from "./text-kinds.ts";

/** GB 11643-1999, annex: weights of ISO 7064 MOD 11-2, and the check character for each remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

/** Digits by division instead of by letters: a tenth of the time. */
const checkOf = (first17: string): string => {
  const terms = WEIGHTS.map((weight, place) => `${weight} * ((${first17} // ${10 ** (16 - place)}) % 10)`);
  return `'${CHECKS}'[1 + CAST((${terms.join(" + ")}) % 11 AS INTEGER)]`;
};

/** Letters and digits only, in upper case; what is long enough and plain ASCII already is not taken apart. */
const clean = (raw: string): string =>
  `CASE WHEN strlen(${raw}) IN (15, 18) AND length(${raw}) = strlen(${raw}) AND NOT contains(${raw}, ' ') THEN upper(${raw})
    ELSE upper(regexp_replace(translate(${raw}, '０１２３４５６７８９Ｘｘ＊', '0123456789XX*'), '[^0-9A-Za-z*]', '', 'g')) END`;
const MASKED_AGREES: Level = {
  id: "maskedAgrees",
  words: { zh: "打码号码显示的数字一致", en: "a masked number agrees where it shows digits" },
};
const MASKED_DIFFERS: Level = {
  id: "maskedDiffers",
  words: { zh: "打码号码显示的数字不一致", en: "a masked number disagrees where it shows digits" },
};

/**
 * `value` is a valid number's eighteen characters (fifteen digits are made eighteen), and nothing else ever is; `typed` is
 * what fails the check, `shown` the pattern of a masked one, which is never compared as a text.
 */
function residentStages(at: Side): readonly Stage[] {
  const [typed, n] = [at("typed"), at("n")];
  const part = (from: number, size: number) => `((${n} // ${from}) % ${size})::VARCHAR`;
  return [
    { typed: clean(at("raw")) },
    { masked: `contains(${typed}, '*')` },
    {
      n: `CASE WHEN ${at("masked")} THEN NULL WHEN strlen(${typed}) = 18 THEN TRY_CAST(${typed}[1:17] AS BIGINT)
        WHEN strlen(${typed}) = 15 THEN TRY_CAST(${typed}[1:6] || '19' || ${typed}[7:15] AS BIGINT) END`,
    },
    {
      mark: checkOf(n),
      dated: `TRY_CAST(${part(10_000_000, 10_000)} || '-' || ${part(100_000, 100)} || '-' || ${part(1_000, 100)} AS DATE) IS NOT NULL`,
    },
    {
      value: `CASE WHEN ${at("dated")} AND ${n} >= 10000000000000000 AND (strlen(${typed}) = 15 OR ${typed}[18:18] = ${at("mark")}) THEN ${n} END`,
    },
    {
      whole: `CASE WHEN ${at("value")} IS NOT NULL THEN ${n}::VARCHAR || ${at("mark")} WHEN NOT ${at("masked")} AND strlen(${typed}) >= 15 THEN ${typed} END`,
      shown: `CASE WHEN ${at("masked")} AND strlen(replace(${typed}, '*', '')) >= 4 THEN regexp_replace(${typed}, '[*]+', '%', 'g') END`,
    },
    { head: `split_part(${at("shown")}, '%', 1)`, end: `split_part(${at("shown")}, '%', -1)` },
    { tail: `CASE WHEN NOT contains(right(${typed}, 4), '*') THEN right(coalesce(${at("whole")}, ${typed}), 4) END` },
  ];
}

const either = (side: Side): string => `coalesce(${side("whole")}, ${side("shown")})`;

/** Two masked numbers: what both show at the front and at the back must be the same. */
function bothMasked(l: Side, r: Side): string {
  const [front, back] = [[l("head"), r("head")] as const, [l("end"), r("end")] as const];
  const agree = (test: string, [a, b]: readonly [string, string]) => `(${test}(${a}, ${b}) OR ${test}(${b}, ${a}))`;
  return `${agree("starts_with", front)} AND ${agree("ends_with", back)}`;
}

export const residentIdKind: Kind = {
  words: { zh: "身份证号码", en: "resident identity number" },
  perValue: false,
  stages: residentStages,
  missing: (l, r) => `${either(l)} IS NULL OR ${either(r)} IS NULL`,
  levels: [
    SAME,
    {
      id: "oneOff",
      words: { zh: "其中一个校验不符，只差一位或相邻颠倒", en: "one fails its check and is one digit off" },
    },
    MASKED_AGREES,
    MASKED_DIFFERS,
    {
      id: "invalidDiffers",
      words: { zh: "不同，且至少一个校验不符", en: "different, and at least one fails its check" },
    },
    {
      id: "twoNumbers",
      words: { zh: "两个都有效且不同：不会自动合并", en: "two different valid numbers: never merged automatically" },
      forbidsAutomatic: true,
    },
  ],
  compare: (l, r) => {
    const [a, b] = [l("whole"), r("whole")];
    return `CASE WHEN ${l("value")} = ${r("value")} THEN 0
      WHEN ${l("value")} IS NOT NULL AND ${r("value")} IS NOT NULL THEN 5
      WHEN ${a} IS NULL AND ${b} IS NULL THEN CASE WHEN ${bothMasked(l, r)} THEN 2 ELSE 3 END
      WHEN ${a} IS NULL THEN CASE WHEN ${b} LIKE ${l("shown")} THEN 2 ELSE 3 END
      WHEN ${b} IS NULL THEN CASE WHEN ${a} LIKE ${r("shown")} THEN 2 ELSE 3 END
      WHEN ${a} = ${b} OR ${oneOff(a, b)} THEN 1 ELSE 4 END`;
  },
  keys: { value: (side) => side("value"), tail: (side) => side("tail") },
  identifies: true,
  exactFloor: 1e-9,
};

/** A unified social credit code (GB 32100-2015) or another register's number of an organisation. */
export const creditCodeKind: Kind = {
  words: { zh: "统一社会信用代码", en: "unified social credit code" },
  perValue: false,
  stages: (at) => [{ value: `nullif(${clean(at("raw"))}, '')` }],
  missing: (l, r) => `${l("value")} IS NULL OR ${r("value")} IS NULL`,
  levels: [SAME, { id: "oneOff", words: { zh: "只差一位或相邻颠倒", en: "one character off" } }, DIFFERENT],
  compare: (l, r) =>
    `CASE WHEN ${l("value")} = ${r("value")} THEN 0 WHEN ${oneOff(l("value"), r("value"))} THEN 1 ELSE 2 END`,
  keys: { value: (side) => side("value") },
  exactFloor: 1e-9,
};
