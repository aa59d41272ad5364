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
export function byRarity(field: PlannedField, level: number): boolean {
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

/** Does a pattern hold a level at which records never come together by themselves (two different valid numbers)? */
export function forbiddenSql(config: LinkageConfig): string {
  const conditions = planFields(config).flatMap((field) =>
    field.levels.flatMap(({ forbidsAutomatic }, index) => (forbidsAutomatic ? [isAt(field, index + 1)] : [])),
  );
  return conditions.length === 0 ? "FALSE" : conditions.join(" OR ");
}

/**
 * Is one valid number borne by two names that have nothing in common? Somebody changed their name, or somebody's number was
 * written down for another: a person must look, whatever the sum says.
 */
export function doubtfulSql(config: LinkageConfig): string {
  const fields = planFields(config);
  const numbers = fields.filter(({ kind }) => kind.identifies).map((field) => isAt(field, exactLevel(field)));
  const names = fields
    .filter((field) => field.config.kind === "personName")
    .map((field) => isAt(field, field.levels.findIndex(({ id }) => id === "different") + 1));
  return numbers.length === 0 || names.length === 0 ? "FALSE" : `(${numbers.join(" OR ")}) AND (${names.join(" OR ")})`;
}

function isAt({ place }: PlannedField, level: number): string {
  return `((pattern >> ${place * LEVEL_BITS}) & ${(1 << LEVEL_BITS) - 1}) = ${level}`;
}
