import { bitsOfProbability, doubtfulSql, identityColumn, type LinkageConfig, type LinkageMode } from "@wutong/linkage";
import type { Analytics } from "../../../../storage/analytics/index.ts";
import { RECORDS, SCORED } from "./compare-records.ts";
import { GROUPS, groupRecords, pairRecords } from "./group-records.ts";

/** The table (l, r, pattern, bits, band) of pairs from the review band up; a band is `automatic` or `review`. */
export const BANDED = "linkage_banded";

/**
 * Settles which records belong together (`GROUPS`), from `leastBits` of evidence up, and puts every pair into its band. Automatic
 * is only a pair that is sure in itself and whose records came together.
 */
export async function joinRecords(
  analytics: Analytics,
  {
    config,
    mode,
    leastBits,
  }: { readonly config: LinkageConfig; readonly mode: LinkageMode; readonly leastBits: number },
): Promise<void> {
  if (mode === "link" && config.oneToOne) {
    await pairRecords(analytics, leastBits, "linkage_one_to_one");
    await analytics.run(
      `CREATE OR REPLACE TABLE ${GROUPS} AS SELECT l AS rid, l AS label FROM linkage_one_to_one UNION ALL SELECT r, l FROM linkage_one_to_one`,
    );
  } else {
    await groupRecords({ analytics, identity: identityColumn(config), leastBits });
  }
  const [automatic, review] = [bitsOfProbability(config.bands.automatic), bitsOfProbability(config.bands.review)];
  await analytics.run(`CREATE OR REPLACE TABLE ${BANDED} AS SELECT s.l, s.r, s.pattern, s.bits,
      CASE WHEN s.bits >= ${automatic} AND NOT s.forbidden AND NOT (${doubtfulSql(config)}) AND a.label IS NOT DISTINCT FROM b.label AND a.label IS NOT NULL THEN 'automatic' ELSE 'review' END AS band
    FROM ${SCORED} s LEFT JOIN ${GROUPS} a ON a.rid = s.l LEFT JOIN ${GROUPS} b ON b.rid = s.r WHERE s.bits >= ${review}`);
}

/** Pairs (l, r) of records that came together: across the two registers, or within the one. */
export function joinedPairsSql(mode: LinkageMode): string {
  const ordered = mode === "link" ? "x.side = 0 AND y.side = 1" : "x.rid < y.rid";
  const sided = `(SELECT g.rid, g.label, one.side FROM ${GROUPS} g JOIN ${RECORDS} one USING (rid))`;
  return `SELECT x.rid AS l, y.rid AS r FROM ${sided} x JOIN ${sided} y ON x.label = y.label AND ${ordered}`;
}
