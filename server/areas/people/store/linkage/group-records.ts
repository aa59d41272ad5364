import {
  changedLabelsSql,
  groupLinks,
  type Link,
  pairOff,
  planFirstLabels,
  planNextLabels,
  ROUNDS_MAX,
} from "@wutong/linkage";
import type { Analytics } from "../../../../storage/analytics/index.ts";
import { firstRow, RECORDS, rowsOf, SCORED } from "./compare-records.ts";

/** The table (rid, label): records of one group share a label, the smallest rid; who stands alone is not in it. */
export const GROUPS = "linkage_groups";

export type Grouping = {
  readonly analytics: Analytics;
  /** A column of the records that says who somebody certainly is, where there is one. */
  readonly identity: string | undefined;
  /** Evidence from which two records, and then two groups, become one. */
  readonly leastBits: number;
};

/**
 * Joins the records of scored pairs into groups, never two identities into one. Groups whose pairs all speak for them are
 * found by SQL; the others are settled by average linkage over all their compared pairs.
 */
export async function groupRecords(grouping: Grouping): Promise<void> {
  const { analytics, leastBits, identity } = grouping;
  await analytics.run(
    `CREATE OR REPLACE TABLE linkage_links AS SELECT l, r FROM ${SCORED} WHERE bits >= ${leastBits} AND NOT forbidden`,
  );
  await connect(analytics, "linkage_links");
  const identities = identity === undefined ? "0" : `count(DISTINCT one.${identity})`;
  await analytics.run(`CREATE OR REPLACE TABLE linkage_unsettled AS
    SELECT rid, label FROM ${GROUPS} WHERE label IN (SELECT label FROM
      (SELECT label, count(*) AS n, ${identities} AS identities FROM ${GROUPS} JOIN ${RECORDS} one USING (rid) GROUP BY label HAVING n > 2 OR identities > 1)
      JOIN (SELECT label, count(*) AS pairs FROM linkage_links JOIN ${GROUPS} ON rid = l GROUP BY label) USING (label)
      WHERE pairs < n * (n - 1) / 2 OR identities > 1)`);
  await settle(grouping);
}

async function connect(analytics: Analytics, links: string): Promise<void> {
  await analytics.run(planFirstLabels(links, "linkage_labels_0").sql);
  let last = 0;
  for (let changed = 1; changed > 0 && last < ROUNDS_MAX; last += 1) {
    const [from, into] = [`linkage_labels_${last}`, `linkage_labels_${last + 1}`];
    await analytics.run(planNextLabels(links, { from, into }).sql);
    changed = firstRow(await analytics.columns(changedLabelsSql(from, into)))["changed"] ?? 0;
    await analytics.run(`DROP TABLE ${from}`);
  }
  await analytics.run(`CREATE OR REPLACE TABLE ${GROUPS} AS FROM linkage_labels_${last}`);
  await analytics.run(`DROP TABLE linkage_labels_${last}`);
}

async function settle({ analytics, identity, leastBits }: Grouping): Promise<void> {
  const columns = await analytics.columns(`SELECT s.l, s.r, s.bits, a.label FROM ${SCORED} s
    JOIN linkage_unsettled a ON a.rid = s.l JOIN linkage_unsettled b ON b.rid = s.r AND a.label = b.label ORDER BY a.label, s.l, s.r`);
  const links = rowsOf(columns).map(
    ({ l, r, bits }): Link => ({ left: Number(l), right: Number(r), bits: Number(bits) }),
  );
  if (links.length === 0) return;
  const identities = new Map<number, string>();
  if (identity !== undefined) {
    const who = await analytics.columns(
      `SELECT rid, ${identity}::VARCHAR AS who FROM ${RECORDS} JOIN linkage_unsettled USING (rid) WHERE ${identity} IS NOT NULL`,
    );
    for (const [row, rid] of (who["rid"] ?? []).entries()) identities.set(Number(rid), String(who["who"]?.[row]));
  }
  const groups = groupLinks(links, (record) => identities.get(record), leastBits);
  await analytics.run(`DELETE FROM ${GROUPS} WHERE rid IN (SELECT rid FROM linkage_unsettled)`);
  await insertRows(
    analytics,
    GROUPS,
    [...groups].map(([rid, label]) => `(${rid}, ${label})`),
  );
}

const ROWS_AT_ONCE = 10_000;

async function insertRows(analytics: Analytics, table: string, rows: readonly string[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await analytics.run(`INSERT INTO ${table} VALUES ${rows.slice(from, from + ROWS_AT_ONCE).join(", ")}`);
  }
}

/** The table (l, r) of links of which each record has at most one, the surest, among pairs of at least `leastBits`. */
export async function pairRecords(analytics: Analytics, leastBits: number, into: string): Promise<void> {
  const eligible = `(SELECT l, r, bits FROM ${SCORED} WHERE bits >= ${leastBits} AND NOT forbidden)`;
  const contested = `SELECT *, count(*) OVER (PARTITION BY l) AS lefts, count(*) OVER (PARTITION BY r) AS rights FROM ${eligible}`;
  await analytics.run(`CREATE OR REPLACE TABLE linkage_eligible AS ${contested}`);
  await analytics.run(
    `CREATE OR REPLACE TABLE ${into} AS SELECT l, r FROM linkage_eligible WHERE lefts = 1 AND rights = 1`,
  );
  const found = rowsOf(
    await analytics.columns("SELECT l, r, bits FROM linkage_eligible WHERE lefts > 1 OR rights > 1 ORDER BY l, r"),
  ).map(({ l, r, bits }): Link => ({ left: Number(l), right: Number(r), bits: Number(bits) }));
  await insertRows(
    analytics,
    into,
    pairOff(found).map(({ left, right }) => `(${left}, ${right})`),
  );
}
