import type { LinkageConfig } from "../config/linkage-config.ts";
import type { SqlStep } from "../sql.ts";
import type { LinkageMode } from "./plan-blocks.ts";
import { exactLevel, formColumn, frequencyBitsSql, type PlannedField, patternSql, planFields } from "./plan-fields.ts";

/** The tables between steps; `into` of each step is the next one's source. */
export type PairsPlan = { readonly records: string; readonly blocks: string; readonly mode: LinkageMode };

/** Which two records: (l, r, rules), once each, with the rules that brought them together as bits. */
export function candidatesSql({ blocks, mode }: Pick<PairsPlan, "blocks" | "mode">): string {
  const ordered = mode === "link" ? "a.side = 0 AND b.side = 1" : "a.rid < b.rid";
  return `SELECT a.rid AS l, b.rid AS r, bit_or(1::INTEGER << a.rule::INTEGER) AS rules
    FROM ${blocks} a JOIN ${blocks} b ON a.key = b.key AND a.rule = b.rule AND ${ordered} GROUP BY a.rid, b.rid`;
}

/** How rare each value is: `rarity_<place>` beside the records, −log2 of the share of other records that have it. */
export function planRarity(config: LinkageConfig, records: string, into: string): SqlStep {
  const counted = planFields(config).filter(({ config: field }) => field.termFrequency);
  const joins = counted.map((field) => {
    const value = formColumn(field, "value");
    return `LEFT JOIN (SELECT ${value} AS value, CAST(log2(any_value(total.n)) - log2(greatest(1, count(*) - 1)) AS FLOAT) AS rarity
      FROM ${records}, (SELECT count(${value})::DOUBLE AS n FROM ${records}) total WHERE ${value} IS NOT NULL GROUP BY ${value}) t${field.place}
      ON t${field.place}.value = one.${value}`;
  });
  const columns = counted.map(({ place }) => `t${place}.rarity AS rarity_${place}`);
  return {
    name: into,
    sql: `CREATE OR REPLACE TABLE ${into} AS SELECT ${["one.*", ...columns].join(", ")} FROM ${records} one ${joins.join("\n")}`,
  };
}

/** Compares candidates (l, r and whatever else they carry): (…, pattern BIGINT, rarity FLOAT). */
export function comparedSql(config: LinkageConfig, records: string, candidates: string): string {
  const fields = planFields(config);
  const { levels, pattern } = patternSql(fields);
  const rarities = fields.filter((field) => field.config.termFrequency).map(({ place }) => `l.rarity_${place}`);
  return `SELECT * EXCLUDE (${[...fields.map(({ place }) => `level_${place}`), ...rarities.map((each) => each.slice(2))].join(", ")}),
      ${pattern} AS pattern, ${frequencyBitsSql(fields)} AS rarity
    FROM (SELECT ${["c.*", levels, ...rarities].join(", ")} FROM (${candidates}) c
      JOIN ${records} l ON l.rid = c.l JOIN ${records} r ON r.rid = c.r) leveled`;
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
