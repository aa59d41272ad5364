import type { LinkageConfig } from "../config/linkage-config.ts";
import type { SqlStep } from "../sql.ts";

export type LinkageMode = "dedupe" | "link";

/**
 * Counts, rule by rule, how many pairs the blocks would make: columns rule, pairs (of blocks within the bound), leftOutKeys,
 * leftOutRecords, leftOutPairs. Costs a pass a rule and makes no pair.
 */
export function estimateSql(config: LinkageConfig, records: string, mode: LinkageMode): string {
  const { blockMax } = config.bounds;
  const each = config.blocking.map(
    (_, rule) => `SELECT ${rule} AS rule, coalesce(sum(pairs) FILTER (n <= ${blockMax}), 0)::DOUBLE AS pairs,
      count(*) FILTER (n > ${blockMax})::DOUBLE AS "leftOutKeys", coalesce(sum(n) FILTER (n > ${blockMax}), 0)::DOUBLE AS "leftOutRecords",
      coalesce(sum(pairs) FILTER (n > ${blockMax}), 0)::DOUBLE AS "leftOutPairs"
      FROM (SELECT ${blockCounts(rule, records, mode)})`,
  );
  return `${each.join(" UNION ALL ")} ORDER BY rule`;
}

const blockCounts = (rule: number, records: string, mode: LinkageMode): string =>
  `count(*)::DOUBLE AS n, ${
    mode === "link"
      ? "(count(*) FILTER (side = 0))::DOUBLE * count(*) FILTER (side = 1)"
      : "count(*)::DOUBLE * (count(*) - 1) / 2"
  } AS pairs FROM ${records} WHERE k${rule} IS NOT NULL GROUP BY k${rule}`;

/** Blocks that are larger than the bound, so that nothing is left out in silence: rule, an example's id, how many records. */
export function largeBlocksSql(config: LinkageConfig, records: string, most: number): string {
  const each = config.blocking.map(
    (_, rule) =>
      `SELECT ${rule} AS rule, count(*)::INTEGER AS records, min(id) AS example FROM ${records} WHERE k${rule} IS NOT NULL
        GROUP BY k${rule} HAVING count(*) > ${config.bounds.blockMax}`,
  );
  return `SELECT * FROM (${each.join(" UNION ALL ")}) ORDER BY records DESC, example LIMIT ${most}`;
}

/** The table (key, rid) of every block that can make a pair; a rule's number is part of its key. */
export function planBlocks(config: LinkageConfig, records: string, into: string): SqlStep {
  const each = config.blocking.map(
    (_, rule) => `SELECT ${rule}::UTINYINT AS rule, k${rule} AS key, rid, side FROM ${records} WHERE k${rule} IN (
      SELECT k${rule} FROM ${records} WHERE k${rule} IS NOT NULL GROUP BY k${rule} HAVING count(*) BETWEEN 2 AND ${config.bounds.blockMax})`,
  );
  return { name: into, sql: `CREATE OR REPLACE TABLE ${into} AS ${each.join(" UNION ALL ")}` };
}
