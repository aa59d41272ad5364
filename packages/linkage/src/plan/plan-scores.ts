import type { LinkageConfig } from "../config/linkage-config.ts";
import { sqlDouble } from "../sql.ts";
import { bitsOfProbability, type LinkageModel, levelBits } from "../train/linkage-model.ts";
import { exactLevel, LEVEL_BITS, type PlannedField, planFields } from "./plan-fields.ts";

/** By field and level number: bits, where a frequent field's exact level leaves out u (the pair's rarity stands for it). */
function patternWeights(config: LinkageConfig, model: LinkageModel): readonly (readonly number[])[] {
  return planFields(config).map((field) => {
    const levels = model.fields[field.place]?.levels ?? [];
    return [0, ...levels.map((level, index) => (byRarity(field, index + 1) ? Math.log2(level.m) : levelBits(level)))];
  });
}

/** Is the level weighed by how rare the pair's value is, and not by how rare agreement is on the whole? */
function byRarity(field: PlannedField, level: number): boolean {
  return field.config.termFrequency && level === exactLevel(field);
}

/** Bits of a pattern without its pair's rarity, the prior included. `pattern` is a column. */
export function patternBitsSql(config: LinkageConfig, model: LinkageModel): string {
  const mask = (1 << LEVEL_BITS) - 1;
  const terms = patternWeights(config, model).map((weights, place) => {
    const cases = weights.map((bits, level) => (level === 0 ? "" : `WHEN ${level} THEN ${sqlDouble(bits)}`));
    return `CASE (pattern >> ${place * LEVEL_BITS}) & ${mask} ${cases.join(" ")} ELSE 0 END`;
  });
  return [sqlDouble(bitsOfProbability(model.prior)), ...terms].join(" + ");
}

/** Does a pattern hold a level at which records never merge by themselves? */
export function forbiddenSql(config: LinkageConfig): string {
  const mask = (1 << LEVEL_BITS) - 1;
  const conditions = planFields(config).flatMap(({ place, levels }) =>
    levels.flatMap(({ forbidsAutomatic }, index) =>
      forbidsAutomatic ? [`((pattern >> ${place * LEVEL_BITS}) & ${mask}) = ${index + 1}`] : [],
    ),
  );
  return conditions.length === 0 ? "FALSE" : conditions.join(" OR ");
}
