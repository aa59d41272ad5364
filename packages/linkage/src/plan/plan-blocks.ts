import type { LinkageConfig } from "../config/linkage-config.ts";
import type { SqlStep } from "../sql.ts";

export type LinkageMode = "dedupe" | "link";

/** The table (rule, key, records, pairs) of every key that two records or more have. Costs a pass a rule and makes no pair. */
export function planKeys(
  config: LinkageConfig,
  records: string,
  { mode, into }: { readonly mode: LinkageMode; readonly into: string },
): SqlStep {
  const pairs = mode === "link" ? "lefts * (records - lefts)" : "records * (records - 1) / 2";
  const each = config.blocking.map(
    (_, rule) => `SELECT ${rule}::UTINYINT AS rule, k${rule} AS key, count(*)::DOUBLE AS records,
      ${mode === "link" ? "(count(*) FILTER (side = 0))::DOUBLE" : "0"} AS lefts FROM ${records} WHERE k${rule} IS NOT NULL GROUP BY k${rule} HAVING records > 1`,
  );
  return {
    name: into,
    sql: `CREATE OR REPLACE TABLE ${into} AS SELECT rule, key, records, ${pairs} AS pairs FROM (${each.join(" UNION ALL ")}) WHERE pairs > 0`,
  };
}

/** By rule: pairs (of blocks within the bound), leftOutKeys, leftOutRecords, leftOutPairs. A rule without a pair has no row. */
export function estimateSql(config: LinkageConfig, keys: string): string {
  const { blockMax } = config.bounds;
  const [within, beyond] = [`FILTER (records <= ${blockMax})`, `FILTER (records > ${blockMax})`];
  return `SELECT rule::INTEGER AS rule, coalesce(sum(pairs) ${within}, 0) AS pairs, (count(*) ${beyond})::DOUBLE AS "leftOutKeys",
    coalesce(sum(records) ${beyond}, 0) AS "leftOutRecords", coalesce(sum(pairs) ${beyond}, 0) AS "leftOutPairs"
    FROM ${keys} GROUP BY rule ORDER BY rule`;
}

/** Blocks larger than the bound, so that nothing is left out in silence: (rule, records, example), the largest first. */
export function largeBlocksSql(
  config: LinkageConfig,
  { keys, records, most }: { readonly keys: string; readonly records: string; readonly most: number },
): string {
  const each = config.blocking.map(
    (_, rule) => `SELECT b.rule::INTEGER AS rule, any_value(b.records)::INTEGER AS records, min(one.id) AS example
      FROM ${keys} b JOIN ${records} one ON b.rule = ${rule} AND b.key = one.k${rule} WHERE b.records > ${config.bounds.blockMax} GROUP BY b.rule, b.key`,
  );
  return `SELECT * FROM (${each.join(" UNION ALL ")}) ORDER BY records DESC, example LIMIT ${most}`;
}

/** The table (rule, key, rid, side) of every block that makes a pair and is within the bound. */
export function planBlocks(
  config: LinkageConfig,
  { keys, records, into }: { readonly keys: string; readonly records: string; readonly into: string },
): SqlStep {
  const each = config.blocking.map(
    (_, rule) => `SELECT b.rule, b.key, one.rid, one.side FROM ${records} one
      JOIN ${keys} b ON b.rule = ${rule} AND b.key = one.k${rule} AND b.records <= ${config.bounds.blockMax}`,
  );
  return { name: into, sql: `CREATE OR REPLACE TABLE ${into} AS ${each.join(" UNION ALL ")}` };
}
