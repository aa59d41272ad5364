import type { LinkageConfig } from "../config/linkage-config.ts";
import type { Words } from "../kinds/kind.ts";
import { levelIn, planFields } from "../plan/plan-fields.ts";
import { byRarity } from "../plan/plan-scores.ts";
import { bitsOfProbability, type LinkageModel, levelBits, probabilityOfBits } from "../train/linkage-model.ts";

/** What one field says about a pair. */
export type FieldSays = {
  readonly field: string;
  /** The level's id; `missing` where one side says nothing. */
  readonly level: string;
  readonly words: Words;
  /** For (above 0) or against their being one, in bits; each bit doubles the odds. */
  readonly bits: number;
};

export type PairSays = {
  readonly fields: readonly FieldSays[];
  /** Before any field was looked at: how rarely two records are one. */
  readonly priorBits: number;
  readonly bits: number;
  readonly probability: number;
};

const MISSING: Words = { zh: "一方没有填写", en: "one side says nothing" };

/**
 * A pair's score taken apart, field by field. `rarities`: by field, `rarity_<place>` of the pair's left record, for fields whose
 * frequencies count; without it the average over all values stands in.
 */
export function explainPair(
  config: LinkageConfig,
  model: LinkageModel,
  {
    pattern,
    rarities = {},
  }: { readonly pattern: bigint | number; readonly rarities?: Readonly<Record<string, number>> },
): PairSays {
  const fields = planFields(config).map((field): FieldSays => {
    const number = levelIn(pattern, field.place);
    const level = field.levels[number - 1];
    const chances = model.fields[field.place]?.levels[number - 1];
    const name = field.config.name;
    if (!level || !chances) return { field: name, level: "missing", words: MISSING, bits: 0 };
    const rarity = byRarity(field, number) ? rarities[name] : undefined;
    const bits = rarity === undefined ? levelBits(chances) : Math.log2(chances.m) + rarity;
    return { field: name, level: level.id, words: level.words, bits };
  });
  const priorBits = bitsOfProbability(model.prior);
  const bits = fields.reduce((sum, each) => sum + each.bits, priorBits);
  return { fields, priorBits, bits, probability: probabilityOfBits(bits) };
}
