import { bothValues, DIFFERENT, type Kind, type Level, SAME, type Side } from "./kind.ts";

const SIMILAR: readonly Level[] = [
  { id: "veryLike", words: { zh: "几乎相同", en: "almost the same" } },
  { id: "like", words: { zh: "相近", en: "alike" } },
  { id: "somewhatLike", words: { zh: "略相近", en: "somewhat alike" } },
];

/** Jaro–Winkler counts bytes, which for Latin letters are letters. Above .9, .8 and .7; computed once. */
export const likeness = (a: string, b: string, from: number): string =>
  `${from} + least(3, CAST(floor((1 - jaro_winkler_similarity(${a}, ${b})) * 10) AS INTEGER))`;

const exactFirst = (l: Side, r: Side, others: string): string =>
  `CASE WHEN ${l("value")} = ${r("value")} THEN 0 ELSE ${others} END`;

/** Words in Latin letters: names of people, streets and towns. */
export const textKind: Kind = {
  words: { zh: "文字", en: "text" },
  perValue: true,
  stages: (at) => [
    { value: `nullif(trim(regexp_replace(lower(strip_accents(${at("raw")})), '[^[:alnum:]]+', ' ', 'g')), '')` },
    { start: `${at("value")}[1:4]` },
  ],
  missing: bothValues,
  levels: [SAME, ...SIMILAR, DIFFERENT],
  compare: (l, r) => exactFirst(l, r, likeness(l("value"), r("value"), 1)),
  keys: { value: (side) => side("value"), start: (side) => side("start") },
};

export const emailKind: Kind = {
  words: { zh: "电子邮箱", en: "e-mail address" },
  perValue: false,
  stages: (at) => [{ value: `nullif(lower(trim(${at("raw")})), '')` }, { local: `split_part(${at("value")}, '@', 1)` }],
  missing: bothValues,
  levels: [SAME, { id: "sameLocal", words: { zh: "@ 之前相同", en: "the same before the @" } }, ...SIMILAR, DIFFERENT],
  compare: (l, r) =>
    `CASE WHEN ${l("value")} = ${r("value")} THEN 0 WHEN ${l("local")} = ${r("local")} THEN 1 ELSE ${likeness(l("value"), r("value"), 2)} END`,
  keys: { value: (side) => side("value"), local: (side) => side("local") },
};

/** A word of a small set (a state, a sex): the same or not. */
export const codeKind: Kind = {
  words: { zh: "代码", en: "code" },
  perValue: false,
  stages: (at) => [{ value: `nullif(upper(trim(${at("raw")})), '')` }],
  missing: bothValues,
  levels: [SAME, DIFFERENT],
  compare: (l, r) => `CAST(${l("value")} <> ${r("value")} AS INTEGER)`,
  keys: { value: (side) => side("value") },
};

const ONE_OFF: Level = {
  id: "oneOff",
  words: { zh: "错一位、缺一位或两位颠倒", en: "one character apart, or two that changed places" },
};

/**
 * One character wrong, missing or too many, or two near ones changed places: then Jaro finds every character, and one
 * transposition. Damerau would say the same at forty times the cost.
 */
export const oneOff = (a: string, b: string): string =>
  `CASE WHEN strlen(${a}) = strlen(${b}) THEN hamming(${a}, ${b}) = 1
      OR (hamming(${a}, ${b}) = 2 AND jaro_similarity(${a}, ${b}) > (3 - 1 / strlen(${a})) / 3 - 0.000001)
    WHEN abs(strlen(${a}) - strlen(${b})) > 1 THEN FALSE
    WHEN left(${a}, 1) <> left(${b}, 1) AND right(${a}, 1) <> right(${b}, 1) THEN FALSE ELSE levenshtein(${a}, ${b}) = 1 END`;

/** Digits that may be mistyped: a postcode, a house number, a membership number. */
export const numberKind: Kind = {
  words: { zh: "编号", en: "number" },
  perValue: false,
  stages: (at) => [{ value: `nullif(upper(regexp_replace(${at("raw")}, '[^0-9A-Za-z]', '', 'g')), '')` }],
  missing: bothValues,
  levels: [SAME, ONE_OFF, DIFFERENT],
  compare: (l, r) =>
    `CASE WHEN ${l("value")} = ${r("value")} THEN 0 WHEN ${oneOff(l("value"), r("value"))} THEN 1 ELSE 2 END`,
  keys: { value: (side) => side("value") },
};

/** A phone: its last eleven digits; one with asterisks is compared by what it shows. */
export const phoneKind: Kind = {
  words: { zh: "电话", en: "phone" },
  perValue: true,
  stages: (at) => [
    {
      digits: `CASE WHEN strlen(${at("raw")}) = 11 AND TRY_CAST(${at("raw")} AS BIGINT) >= 10000000000 THEN ${at("raw")}
        ELSE right(regexp_replace(${at("raw")}, '[^0-9*]', '', 'g'), 11) END`,
    },
    { masked: `contains(${at("digits")}, '*')` },
    {
      shown: `CASE WHEN ${at("masked")} AND strlen(replace(${at("digits")}, '*', '')) >= 4 THEN regexp_replace(${at("digits")}, '[*]+', '%', 'g') END`,
      value: `CASE WHEN NOT ${at("masked")} AND strlen(${at("digits")}) >= 7 THEN ${at("digits")} END`,
    },
  ],
  missing: (l, r) =>
    `coalesce(${l("value")}, ${l("shown")}) IS NULL OR coalesce(${r("value")}, ${r("shown")}) IS NULL OR (${l("value")} IS NULL AND ${r("value")} IS NULL)`,
  levels: [
    SAME,
    { id: "maskedAgrees", words: { zh: "打码号码显示的数字一致", en: "a masked one agrees where it shows digits" } },
    ONE_OFF,
    DIFFERENT,
  ],
  compare: (l, r) => {
    const [a, b] = [l("value"), r("value")];
    return `CASE WHEN ${a} = ${b} THEN 0
      WHEN ${a} IS NULL THEN CASE WHEN ${b} LIKE ${l("shown")} THEN 1 ELSE 3 END
      WHEN ${b} IS NULL THEN CASE WHEN ${a} LIKE ${r("shown")} THEN 1 ELSE 3 END
      WHEN ${oneOff(a, b)} THEN 2 ELSE 3 END`;
  },
  keys: { value: (side) => side("value") },
};
