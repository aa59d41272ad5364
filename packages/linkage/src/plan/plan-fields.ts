import type { FieldConfig, LinkageConfig } from "../config/linkage-config.ts";
import { type Kind, type Level, SAME, type Side } from "../kinds/kind.ts";
import { kindOf } from "../kinds/kinds.ts";
import { quoteName } from "../sql.ts";

/** A field with its place, its columns' names and all its levels. A level's number in a pattern: 0 is missing, then from 1. */
export type PlannedField = {
  readonly place: number;
  readonly config: FieldConfig;
  readonly kind: Kind;
  readonly levels: readonly Level[];
};

/** Of a pattern: so many bits for each field. */
export const LEVEL_BITS = 3;

const SWAPPED: Level = {
  id: "swapped",
  words: { zh: "两个字段互换后相同", en: "the same once the two fields change places" },
};

export function planFields(config: LinkageConfig): readonly PlannedField[] {
  return config.fields.map((field, place) => {
    const kind = kindOf(field.kind);
    const levels = leads(config, field) ? [...kind.levels, SWAPPED] : kind.levels;
    return { place, config: field, kind, levels };
  });
}

/** Of two fields that may be swapped, the first bears the level; the other is then silent, or it would count twice. */
function leads(config: LinkageConfig, { name, swapsWith }: FieldConfig): boolean {
  const order = config.fields.map((each) => each.name);
  return swapsWith !== undefined && order.indexOf(name) < order.indexOf(swapsWith);
}

/** A form's column in the table of records. */
export function formColumn({ place }: PlannedField, form: string): string {
  return quoteName(`f${place}_${form}`);
}

function sideOf(field: PlannedField, alias: string): Side {
  return (form) => `${alias}.${formColumn(field, form)}`;
}

/** The column of the records that says who somebody certainly is (a valid identity number), where a field does. */
export function identityColumn(config: LinkageConfig): string | undefined {
  const field = planFields(config).find(({ kind }) => kind.identifies);
  return field && formColumn(field, "value");
}

export function exactLevel({ levels }: PlannedField): number {
  return levels.indexOf(SAME) + 1;
}

/** The number of the level at which a pair of records (aliases `l` and `r`) stands in this field. */
function levelSql(field: PlannedField, fields: readonly PlannedField[]): string {
  const [l, r] = [sideOf(field, "l"), sideOf(field, "r")];
  const plain = `CASE WHEN ${field.kind.missing(l, r)} THEN 0 ELSE 1 + (${field.kind.compare(l, r)}) END`;
  const other = fields.find(({ config }) => config.name === field.config.swapsWith);
  if (!other) return plain;
  const [ol, or] = [sideOf(other, "l"), sideOf(other, "r")];
  const swapped = `(${l("value")} = ${or("value")} AND ${ol("value")} = ${r("value")} AND ${l("value")} <> ${r("value")})`;
  const level = field.place < other.place ? field.levels.findIndex(({ id }) => id === "swapped") + 1 : 0;
  return `CASE WHEN ${swapped} THEN ${level} ELSE ${plain} END`;
}

/** All levels of a pair in one number, and what the frequencies of its equal values add (bits, without the average). */
export function patternSql(fields: readonly PlannedField[]): { readonly levels: string; readonly pattern: string } {
  const levels = fields.map((field) => `CAST(${levelSql(field, fields)} AS BIGINT) AS level_${field.place}`);
  const packed = fields.map(({ place }) => `(level_${place} << ${place * LEVEL_BITS})`);
  return { levels: levels.join(", "), pattern: packed.join(" | ") };
}

/** −log2 of the frequency of values that agree, summed over the fields whose frequencies count. */
export function frequencyBitsSql(fields: readonly PlannedField[]): string {
  const counted = fields.filter(({ config }) => config.termFrequency);
  const terms = counted.map(
    (field) => `CASE WHEN level_${field.place} = ${exactLevel(field)} THEN rarity_${field.place} ELSE 0 END`,
  );
  return terms.length === 0 ? "0::FLOAT" : `CAST(${terms.join(" + ")} AS FLOAT)`;
}

export function levelIn(pattern: bigint | number, place: number): number {
  return Number((BigInt(pattern) >> BigInt(place * LEVEL_BITS)) & 7n);
}
