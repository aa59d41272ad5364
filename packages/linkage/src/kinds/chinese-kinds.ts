import { quoteText } from "../sql.ts";
import { bothValues, DIFFERENT, type Kind, type Level, SAME, type Side, type Stage } from "./kind.ts";
import { likeness } from "./text-kinds.ts";

const FULL_WIDTH =
  "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９（）";
const HALF_WIDTH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789()";

const SEPARATORS = String.raw`\s·•.,，。、''’"_-`;

/** Most values hold nothing to replace: one look at them is enough. */
const lettersOnly = (at: Side): readonly Stage[] => [
  { odd: `regexp_matches(${at("raw")}, '[${FULL_WIDTH}a-z${SEPARATORS}]')` },
  {
    letters: `CASE WHEN ${at("odd")} THEN regexp_replace(upper(translate(${at("raw")}, ${quoteText(FULL_WIDTH)}, ${quoteText(HALF_WIDTH)})), '[${SEPARATORS}]+', '', 'g')
      ELSE ${at("raw")} END`,
  },
];

const POSITIONS = [1, 2, 3, 4];

/** A name by its first four places: edit distances of DuckDB count bytes, and a character has three. */
export const personNameKind: Kind = {
  words: { zh: "姓名", en: "person's name" },
  perValue: true,
  stages: lettersOnly,
  characters: "sounds",
  later: (at) => [{ value: `nullif(${at("simple")}, '')` }, { size: `CAST(length(${at("value")}) AS TINYINT)` }],
  missing: bothValues,
  levels: [
    SAME,
    { id: "sameSound", words: { zh: "读音相同，字不同", en: "the same sound, other characters" } },
    {
      id: "oneCharacter",
      words: { zh: "只差一字、缺一字或两字颠倒", en: "one character apart, missing, or two swapped" },
    },
    { id: "sameSurname", words: { zh: "只有姓相同", en: "only the surname is the same" } },
    { id: "sameGiven", words: { zh: "只有名相同", en: "only the given name is the same" } },
    DIFFERENT,
  ],
  compare: compareNames,
  keys: {
    value: (side) => side("value"),
    sound: (side) => side("sound"),
    surname: (side) => side("c1"),
    given: (side) => `${side("value")}[2:]`,
  },
};

function compareNames(l: Side, r: Side): string {
  const same = (place: number) => `${l(`c${place}`)} IS NOT DISTINCT FROM ${r(`c${place}`)}`;
  const is = (left: number, right: number) => `${l(`c${left}`)} = ${r(`c${right}`)}`;
  const agreeing = POSITIONS.map((place) => `CAST(${same(place)} AS TINYINT)`).join(" + ");
  const [longer, shorter] = [`greatest(${l("size")}, ${r("size")})`, `least(${l("size")}, ${r("size")})`];
  const dropped = (a: Side, b: Side) =>
    `(${a("c1")} = ${b("c1")} AND (${a("c2")} = ${b("c2")} OR ${a("c3")} = ${b("c2")}) AND ${a("size")} = 3 AND ${b("size")} = 2)`;
  return `CASE WHEN ${l("value")} = ${r("value")} THEN 0
    WHEN ${l("sound")} = ${r("sound")} THEN 1
    WHEN ${longer} > 4 THEN CASE WHEN ${likeness(l("value"), r("value"), 0)} = 0 THEN 2 ELSE 5 END
    WHEN ${longer} = ${shorter} AND ${longer} >= 3 AND ${agreeing} = 3 THEN 2
    WHEN ${is(1, 1)} AND ${is(2, 3)} AND ${is(3, 2)} THEN 2
    WHEN ${longer} = 2 AND ${shorter} = 2 AND ${is(1, 2)} AND ${is(2, 1)} THEN 2
    WHEN ${dropped(l, r)} OR ${dropped(r, l)} THEN 2
    WHEN ${is(1, 1)} THEN 3
    WHEN ${is(2, 2)} AND ${same(3)} AND ${same(4)} THEN 4 ELSE 5 END`;
}

/** What says where and of which legal form, but not who: taken off the ends until the core is left. */
const LEGAL_FORM =
  "((集团|控股)?(股份)?(有限责任公司|有限公司|股份公司|总公司|分公司|公司).*|集团|厂|事务所|经营部|合作社)$";
const PLACE =
  "^(中国|浙江|江苏|上海|北京|广东|杭州|宁波|绍兴|温州|台州|嘉兴|湖州|金华)(省|市)?([一-龥]{2}(区|县|市))?|^[一-龥]{2}(省|市|区|县)";

const LIKE_NAMES: readonly Level[] = [
  SAME,
  { id: "sameCore", words: { zh: "去掉地名和公司形式后相同", en: "the same without place and legal form" } },
  { id: "contained", words: { zh: "一个包含另一个", en: "one holds the other" } },
  { id: "sameStart", words: { zh: "字号开头相同", en: "the core begins alike" } },
  DIFFERENT,
];

export const organisationKind: Kind = {
  words: { zh: "单位名称", en: "organisation's name" },
  perValue: true,
  stages: lettersOnly,
  characters: "simplified",
  later: (at) => [
    { value: `nullif(regexp_replace(${at("simple")}, '[()]', '', 'g'), '')` },
    { bare: `regexp_replace(regexp_replace(${at("value")}, '${LEGAL_FORM}', ''), '${PLACE}', '')` },
    { core: `CASE WHEN length(${at("bare")}) >= 2 THEN ${at("bare")} ELSE ${at("value")} END` },
    { start: `${at("core")}[1:2]` },
  ],
  missing: bothValues,
  levels: LIKE_NAMES,
  compare: (l, r) =>
    `CASE WHEN ${l("value")} = ${r("value")} THEN 0 WHEN ${l("core")} = ${r("core")} THEN 1
      WHEN contains(${l("core")}, ${r("core")}) OR contains(${r("core")}, ${l("core")}) THEN 2
      WHEN ${l("start")} = ${r("start")} THEN 3 ELSE 4 END`,
  keys: { value: (side) => side("value"), core: (side) => side("core"), start: (side) => side("start") },
};

/** An address or another longer text in Chinese. */
export const chineseTextKind: Kind = {
  words: { zh: "中文文字", en: "Chinese text" },
  perValue: true,
  stages: lettersOnly,
  characters: "simplified",
  later: (at) => [
    { value: `nullif(${at("simple")}, '')` },
    { end: `right(${at("value")}, 6)`, start: `${at("value")}[1:6]` },
  ],
  missing: bothValues,
  levels: [
    SAME,
    { id: "contained", words: { zh: "一个包含另一个", en: "one holds the other" } },
    { id: "sameEnd", words: { zh: "结尾相同", en: "they end alike" } },
    { id: "sameStart", words: { zh: "开头相同", en: "they begin alike" } },
    DIFFERENT,
  ],
  compare: (l, r) =>
    `CASE WHEN ${l("value")} = ${r("value")} THEN 0
      WHEN contains(${l("value")}, ${r("value")}) OR contains(${r("value")}, ${l("value")}) THEN 1
      WHEN ${l("end")} = ${r("end")} THEN 2 WHEN ${l("start")} = ${r("start")} THEN 3 ELSE 4 END`,
  keys: { value: (side) => side("value"), start: (side) => side("start"), end: (side) => side("end") },
};
