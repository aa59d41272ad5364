import type { FieldKind } from "../kinds/kinds.ts";
import {
  type BlockingRule,
  DEFAULT_BANDS,
  DEFAULT_BOUNDS,
  FIELDS_MAX,
  type FieldConfig,
  type LinkageConfig,
  RULES_MAX,
} from "./linkage-config.ts";

/** A column with some of its values, so that its kind can be guessed. */
export type SampledColumn = { readonly name: string; readonly values: readonly string[] };

type Guess = { readonly header: RegExp; readonly kind: FieldKind; readonly chineseKind?: FieldKind };

/** The first that fits the header; `chineseKind` where the values hold Chinese characters. */
const GUESSES: readonly Guess[] = [
  { header: /身份证|公民身份|证件号|^(resident|identity|id)[ _-]?(id|card|number|no)$/i, kind: "residentId" },
  { header: /信用代码|credit[ _-]?code/i, kind: "creditCode" },
  { header: /e-?mail|邮箱/i, kind: "email" },
  { header: /birth|dob|date|出生|生日|日期/i, kind: "date" },
  { header: /phone|mobile|telephone|手机|电话|联系方式/i, kind: "phone" },
  { header: /^(姓名|名字|name|full[ _-]?name|person)$|姓名$/i, kind: "text", chineseKind: "personName" },
  { header: /employer|company|organi[sz]ation|firm|单位|公司|企业|机构/i, kind: "text", chineseKind: "organisation" },
  { header: /post[ _-]?code|zip|number|邮编|soc[ _-]?sec|ssn|(^|[ _-])(no|nr)$/i, kind: "number" },
  { header: /^(sex|gender|state|country|性别|民族)$/i, kind: "code" },
];

const ID_COLUMN = /^(id|rec[ _-]?id|record[ _-]?id|unique[ _-]?id|row[ _-]?id|编号|序号)$/i;
const NO_FIELD = /^(cluster|label|truth|entity|group)([ _-]?id)?$/i;
const GIVEN = /^(given|first|fore)[ _-]?names?$/i;
const SURNAME = /^(sur|last|family)[ _-]?name$/i;
const FREQUENT: ReadonlySet<FieldKind> = new Set(["text", "personName", "organisation", "phone", "email"]);

/** Fields, and which column names the row, guessed from headers and values. A number that is the id is not compared. */
export function guessFields(columns: readonly SampledColumn[]): Pick<LinkageConfig, "fields" | "idColumn"> {
  const id = columns.find(({ name }) => ID_COLUMN.test(name));
  const compared = columns.filter((column) => column !== id && !NO_FIELD.test(column.name)).slice(0, FIELDS_MAX);
  const given = compared.find(({ name }) => GIVEN.test(name))?.name;
  const surname = compared.find(({ name }) => SURNAME.test(name))?.name;
  const swaps = new Map(
    given && surname
      ? [
          [given, surname],
          [surname, given],
        ]
      : [],
  );
  const fields = compared.map((column): FieldConfig => {
    const kind = kindOfColumn(column);
    const other = swaps.get(column.name);
    return {
      name: fieldName(column.name),
      kind,
      column: column.name,
      termFrequency: FREQUENT.has(kind),
      ...(other === undefined ? {} : { swapsWith: fieldName(other) }),
    };
  });
  return { fields, ...(id ? { idColumn: id.name } : {}) };
}

function kindOfColumn({ name, values }: SampledColumn): FieldKind {
  const chinese = values.some((value) => /\p{Script=Han}/u.test(value));
  const guess = GUESSES.find(({ header }) => header.test(name));
  if (guess) return chinese ? (guess.chineseKind ?? guess.kind) : guess.kind;
  const distinct = new Set(values).size;
  if (distinct <= 40 && distinct * 20 <= values.length) return "code";
  if (values.length > 0 && values.every((value) => /^[\d\s.-]+$/.test(value))) return "number";
  return chinese ? "chineseText" : "text";
}

/** A point separates a field from a form of it. */
const fieldName = (column: string): string => column.replaceAll(".", "_");

/** Keys that name nearly one record each. */
const SHARP: readonly (readonly [FieldKind, string])[] = [
  ["residentId", ""],
  ["creditCode", ""],
  ["phone", ""],
  ["email", ""],
  ["email", ".local"],
  ["number", ""],
  ["date", ""],
  ["personName", ""],
  ["organisation", ""],
  ["text", ""],
  ["chineseText", ""],
];
/** Keys that go in twos, the more telling first. */
const DULL: readonly (readonly [FieldKind, string])[] = [
  ["personName", ".sound"],
  ["text", ""],
  ["date", ".year"],
  ["date", ".monthDay"],
  ["organisation", ".core"],
  ["number", ""],
  ["text", ".start"],
  ["residentId", ".tail"],
  ["personName", ".surname"],
  ["chineseText", ".end"],
];

/** Rules worth trying for such fields; how many pairs each makes must still be counted (see `chooseRules`). */
export function candidateRules(fields: readonly FieldConfig[]): readonly BlockingRule[] {
  const keysOf = (wanted: typeof SHARP) =>
    wanted.flatMap(([kind, form]) => fields.filter((field) => field.kind === kind).map(({ name }) => `${name}${form}`));
  const singles = keysOf(SHARP).map((key) => [key]);
  const dull = keysOf(DULL);
  const twos = dull.flatMap((one, index) =>
    dull.slice(index + 1).flatMap((other) => (one.split(".")[0] === other.split(".")[0] ? [] : [[one, other]])),
  );
  return [...singles, ...twos].slice(0, RULES_MAX * 2);
}

/** Beyond this a file is too large for every record to meet every other. */
const EVERY_PAIR_MAX = 1_000_000;
/** Pairs a record: of one rule, and of all rules together. */
const RULE_PAIRS = 2;
const ALL_PAIRS = 15;
const PAIRS_MIN = 10_000;

type CountedRule = { readonly rule: BlockingRule; readonly pairs: number };

/**
 * Of rules with their counted pairs: those that stay cheap. Of one key first; of two keys those that find the most, but none
 * that a rule of one key already holds. Every pair where there are few.
 */
export function chooseRules(
  counted: readonly CountedRule[],
  { records, possiblePairs }: { readonly records: number; readonly possiblePairs: number },
): readonly BlockingRule[] {
  const ruleMax = Math.max(PAIRS_MIN, records * RULE_PAIRS);
  const cheap = counted.filter(({ pairs }) => pairs > 0 && pairs <= ruleMax);
  const singles = cheap.filter(({ rule }) => rule.length === 1).toSorted((a, b) => a.pairs - b.pairs);
  const alone = new Set(singles.map(({ rule }) => rule[0]));
  const twos = cheap
    .filter(({ rule }) => rule.length === 2 && !rule.some((key) => alone.has(key)))
    .toSorted((a, b) => b.pairs - a.pairs);
  let left = Math.max(PAIRS_MIN * 10, records * ALL_PAIRS);
  const chosen = [...singles, ...twos].filter(({ pairs }) => {
    if (pairs > left) return false;
    left -= pairs;
    return true;
  });
  const every: readonly BlockingRule[] = possiblePairs <= EVERY_PAIR_MAX ? [[]] : [];
  return [...chosen.map(({ rule }) => rule).slice(0, RULES_MAX - 1), ...every];
}

export function guessedConfig(given: Pick<LinkageConfig, "fields" | "idColumn">, oneToOne: boolean): LinkageConfig {
  return { ...given, blocking: [], oneToOne, bands: DEFAULT_BANDS, bounds: DEFAULT_BOUNDS };
}
