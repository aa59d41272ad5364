import { DEFAULT_BANDS, DEFAULT_BOUNDS, type LinkageConfig, type LinkageModel, planFields } from "@wutong/linkage";
import type { ComparedField } from "./links.ts";

/**
 * How people of the registers are compared with each other. Document numbers are not among it: equal ones are one person already, and
 * two different valid ones are looked at apart (`numbersClash`), by the blind index and the kind alone. `document` is a pseudonym of
 * the last four characters, for the sake of masked numbers.
 */
export const PEOPLE_LINKAGE: LinkageConfig = {
  fields: [
    { name: "name", kind: "personName", column: "name", termFrequency: true },
    { name: "birth", kind: "date", column: "birth", termFrequency: false },
    { name: "sex", kind: "code", column: "sex", termFrequency: false },
    { name: "phone", kind: "phone", column: "phone", termFrequency: false },
    { name: "employer", kind: "code", column: "employer", termFrequency: true },
    { name: "school", kind: "chineseText", column: "school", termFrequency: true },
    { name: "residence", kind: "code", column: "residence", termFrequency: true },
    { name: "nativePlace", kind: "code", column: "nativePlace", termFrequency: true },
    { name: "certificate", kind: "code", column: "certificate", termFrequency: false },
    { name: "document", kind: "code", column: "document", termFrequency: false },
  ],
  blocking: [
    ["name.sound", "birth.value"],
    ["name.sound", "employer.value"],
    ["name.sound", "school.value"],
    ["name.value", "residence.value"],
    ["name.value", "sex.value", "birth.year"],
    ["birth.value", "employer.value"],
    ["phone.value"],
    ["certificate.value"],
    ["name.sound", "document.value"],
  ],
  oneToOne: false,
  bands: DEFAULT_BANDS,
  bounds: { ...DEFAULT_BOUNDS, pairsMax: 100_000_000 },
};

export const FIELD_NAMES: readonly string[] = PEOPLE_LINKAGE.fields.map(({ name }) => name);

/** How often a level of a field stood in pairs that people found to be one person. */
export type LevelCount = { readonly field: string; readonly level: number; readonly pairs: number };

/** Decisions from which on they count: fewer say more of chance than of the registers. */
const DECISIONS_MIN = 20;
/** A model's own m counts for as many pairs as this. */
const OWN_PAIRS = 50;

/** The chance of each level among matches, learnt on from what people decided; the chances among others stay as the data gives them. */
export function recalibrated(model: LinkageModel, decided: readonly LevelCount[]): LinkageModel {
  const countOf = (name: string, level: number) =>
    decided.find((one) => one.field === name && one.level === level)?.pairs ?? 0;
  return {
    prior: model.prior,
    fields: model.fields.map(({ name, levels }) => {
      const seen = levels.map((_, index) => countOf(name, index + 1));
      const total = seen.reduce((sum, count) => sum + count, 0);
      if (total < DECISIONS_MIN) return { name, levels };
      return {
        name,
        levels: levels.map((level, index) => ({
          ...level,
          m: (level.m * OWN_PAIRS + (seen[index] ?? 0)) / (OWN_PAIRS + total),
        })),
      };
    }),
  };
}

/**
 * For a town too small to learn from (a few thousand people hold a handful of pairs): how often records of one person differ, by
 * reasoning; how often two people's agree, by China's common names, calendars and places. Levels as `planFields` has them.
 */
export function modelBeforeData(people: number): LinkageModel {
  return {
    prior: Math.min(0.01, 2 / Math.max(100, people)),
    fields: planFields(PEOPLE_LINKAGE).map(({ config, levels }) => {
      const [first, ...others] = EXPECTED[config.name] ?? [];
      const chances = first ? [first, ...others] : [];
      return {
        name: config.name,
        levels: levels.map(({ id }, index) => {
          const [m, u] = chances[index] ?? [0.01, 0.1];
          return { id, m, u };
        }),
      };
    }),
  };
}

/** By level: the chance among records of one person, and among records of two. */
const EXPECTED: Readonly<Record<string, readonly (readonly [m: number, u: number])[]>> = {
  name: [
    [0.86, 0.0005],
    [0.05, 0.0005],
    [0.05, 0.004],
    [0.02, 0.06],
    [0.01, 0.01],
    [0.01, 0.925],
  ],
  birth: [
    [0.93, 0.0001],
    [0.04, 0.003],
    [0.015, 0.03],
    [0.005, 0.03],
    [0.01, 0.937],
  ],
  sex: [
    [0.99, 0.5],
    [0.01, 0.5],
  ],
  phone: [
    [0.75, 0.00002],
    [0.02, 0.0005],
    [0.03, 0.0002],
    [0.2, 0.99928],
  ],
  employer: [
    [0.75, 0.01],
    [0.25, 0.99],
  ],
  school: [
    [0.8, 0.02],
    [0.05, 0.01],
    [0.03, 0.05],
    [0.02, 0.05],
    [0.1, 0.87],
  ],
  residence: [
    [0.75, 0.1],
    [0.25, 0.9],
  ],
  nativePlace: [
    [0.9, 0.1],
    [0.1, 0.9],
  ],
  certificate: [
    [0.98, 0.000001],
    [0.02, 0.999999],
  ],
  document: [
    [0.97, 0.0001],
    [0.03, 0.9999],
  ],
};

/** The last characters of document numbers are weighed by reasoning, see `withDocuments`. */
export const DOCUMENT = "document";

/**
 * A model with the chances of `document` as reasoning has them. Nothing learns them: among whole numbers, records of one person never
 * agree in theirs (they would be one record), and that says nothing of how well a masked number fits a whole one.
 */
export function withDocuments(model: LinkageModel): LinkageModel {
  return changedDocuments(model, (index) => EXPECTED[DOCUMENT]?.[index] ?? [1, 1]);
}

/** For two whole and valid numbers, which are looked at apart: that their ends differ says nothing more. */
export function withoutDocuments(model: LinkageModel): LinkageModel {
  return changedDocuments(model, () => [1, 1]);
}

function changedDocuments(model: LinkageModel, chances: (index: number) => readonly [number, number]): LinkageModel {
  const fields = model.fields.map((field) => {
    if (field.name !== DOCUMENT) return field;
    const levels = field.levels.map(({ id }, index) => {
      const [m, u] = chances(index);
      return { id, m, u };
    });
    return { ...field, levels };
  });
  return { ...model, fields };
}

const DOCUMENT_WORDS: readonly { readonly zh: string; readonly en: string }[] = [
  { zh: "末四位相同", en: "the last four are the same" },
  { zh: "末四位不同", en: "the last four differ" },
];

/** What one pair's levels weigh, field by field, in bits; fields of which a side says nothing are left out. */
export function weighFields(
  model: LinkageModel,
  levels: readonly number[],
  rarities: readonly (number | null)[],
): readonly ComparedField[] {
  return planFields(PEOPLE_LINKAGE).flatMap((field): readonly ComparedField[] => {
    const level = levels[field.place] ?? 0;
    const said = field.levels[level - 1];
    const chances = model.fields[field.place]?.levels[level - 1];
    if (!said || !chances) return [];
    const rarity = field.config.termFrequency && said.exact ? rarities[field.place] : null;
    const weight = rarity == null ? Math.log2(chances.m) - Math.log2(chances.u) : Math.log2(chances.m) + rarity;
    const { zh, en } = (field.config.name === DOCUMENT && DOCUMENT_WORDS[level - 1]) || said.words;
    return [{ field: field.config.name, level, weight: Math.round(weight * 100) / 100, zh, en }];
  });
}
