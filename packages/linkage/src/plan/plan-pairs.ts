import type { LinkageConfig } from "../config/linkage-config.ts";
import type { LinkageMode } from "./plan-blocks.ts";
import { exactLevel, formColumn, frequencyBitsSql, type PlannedField, patternSql, planFields } from "./plan-fields.ts";

/** Which two records: (l, r, rules), once each, with the rules that brought them together as bits. */
export function candidatesSql(blocks: string, mode: LinkageMode): string {
  const ordered = mode === "link" ? "a.side = 0 AND b.side = 1" : "a.rid < b.rid";
  return `SELECT a.rid AS l, b.rid AS r, bit_or(1::INTEGER << a.rule::INTEGER)::INTEGER AS rules
    FROM ${blocks} a JOIN ${blocks} b ON a.key = b.key AND a.rule = b.rule AND ${ordered} GROUP BY a.rid, b.rid`;
}

/** Newcomers (r) beside the records (l) that share a block with them; blocks larger than the bound are left out. */
export function newcomersSql(
  config: LinkageConfig,
  { records, newcomers, keys }: { readonly records: string; readonly newcomers: string; readonly keys: string },
): string {
  const large = (rule: number) =>
    `SELECT key FROM ${keys} WHERE rule = ${rule} AND records > ${config.bounds.blockMax}`;
  const each = config.blocking.map(
    (
      _,
      rule,
    ) => `SELECT one.rid AS l, n.rid AS r, ${2 ** rule}::INTEGER AS rule FROM ${records} one JOIN ${newcomers} n ON one.k${rule} = n.k${rule}
      WHERE n.k${rule} NOT IN (${large(rule)})`,
  );
  return `SELECT l, r, bit_or(rule) AS rules FROM (${each.join(" UNION ALL ")}) GROUP BY l, r`;
}

/**
 * Compares candidates (l, r and whatever else they carry): (…, pattern BIGINT, rarity FLOAT). Best given as a table: DuckDB then
 * knows that they are fewer than the records, and keeps them, not the records, in memory.
 */
export function comparedSql(
  config: LinkageConfig,
  records: string | { readonly left: string; readonly right: string },
  candidates: string,
): string {
  const { left, right } = typeof records === "string" ? { left: records, right: records } : records;
  const fields = planFields(config);
  const { levels, pattern } = patternSql(fields);
  const rarities = fields.filter((field) => field.config.termFrequency).map(({ place }) => `l.rarity_${place}`);
  return `SELECT * EXCLUDE (${[...fields.map(({ place }) => `level_${place}`), ...rarities.map((each) => each.slice(2))].join(", ")}),
      ${pattern} AS pattern, ${frequencyBitsSql(fields)} AS rarity
    FROM (SELECT ${["c.*", levels, ...rarities].join(", ")} FROM (${candidates}) c
      JOIN ${left} l ON l.rid = c.l JOIN ${right} r ON r.rid = c.r) leveled`;
}

export type RandomPairs = {
  readonly pairs: number;
  readonly seed: number;
  /** How many records there are: those of the left come first. */
  readonly lefts: number;
  readonly records: number;
};

/** Random pairs of records: the same ones for the same seed. */
export function randomPairsSql(mode: LinkageMode, { pairs, seed, lefts, records }: RandomPairs): string {
  const drawn = (place: number, count: number) => `(hash(i * 2 + ${place}, ${seed}) % ${count})::INTEGER`;
  const draw =
    mode === "link"
      ? `${drawn(0, lefts)} AS l, ${lefts} + ${drawn(1, records - lefts)} AS r`
      : `${drawn(0, records)} AS l, ${drawn(1, records)} AS r`;
  return `SELECT * FROM (SELECT ${draw} FROM range(${pairs}) t(i)) WHERE l <> r`;
}

/** For each field, how many pairs of all possible ones agree exactly: (place, agreeing, known). */
export function agreementsSql(config: LinkageConfig, records: string, mode: LinkageMode): string {
  return planFields(config)
    .map((field) => agreementsOf(field, records, mode))
    .join(" UNION ALL ");
}

function agreementsOf(field: PlannedField, records: string, mode: LinkageMode): string {
  const value = formColumn(field, "value");
  const [agreeing, known] =
    mode === "link"
      ? ["sum(lefts * rights)", "sum(lefts) * sum(rights)"]
      : ["sum(n * (n - 1) / 2)", "sum(n) * (sum(n) - 1) / 2"];
  return `SELECT ${field.place} AS place, ${exactLevel(field)} AS level, coalesce(${agreeing}, 0)::DOUBLE AS agreeing, coalesce(${known}, 0)::DOUBLE AS known FROM (
    SELECT count(*)::DOUBLE AS n, (count(*) FILTER (side = 0))::DOUBLE AS lefts, (count(*) FILTER (side = 1))::DOUBLE AS rights
    FROM ${records} WHERE ${value} IS NOT NULL GROUP BY ${value})`;
}
