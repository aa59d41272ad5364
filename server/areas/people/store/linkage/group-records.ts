import { groupLinks, type Link, pairOff, planRound, ROUNDS_MAX, relabelSql } from "@wutong/linkage";
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

/** Groups of records that any chain of links ties together. */
async function connect(analytics: Analytics, links: string): Promise<void> {
  const table = (round: number) => `linkage_left_${round}`;
  let from = links;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    for (const { sql } of planRound({ links: from, joins: "linkage_joins", left: table(round) }))
      await analytics.run(sql);
    if (round === 0)
      await analytics.run(`CREATE OR REPLACE TABLE ${GROUPS} AS SELECT node AS rid, label FROM linkage_joins`);
    // Who joined somebody may see that one join another: labels follow until they rest.
    await analytics.run(`CREATE OR REPLACE TABLE linkage_relabelled AS ${relabelSql(GROUPS, "linkage_joins")}`);
    await analytics.run(`CREATE OR REPLACE TABLE ${GROUPS} AS FROM linkage_relabelled`);
    if (from !== links) await analytics.run(`DROP TABLE ${from}`);
    from = table(round);
    if (firstRow(await analytics.columns(`SELECT count(*) AS n FROM ${from}`))["n"] === 0) break;
  }
  await analytics.run(`DROP TABLE ${from}`);
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
  const before = new Map(
    links.flatMap(({ left, right }, row) => [left, right].map((rid) => [rid, Number(columns["label"]?.[row])])),
  );
  const moved = [...groupLinks(links, (record) => identities.get(record), leastBits)].filter(
    ([rid, label]) => before.get(rid) !== label,
  );
  if (moved.length === 0) return;
  await analytics.run("CREATE OR REPLACE TABLE linkage_moved (rid INTEGER, label INTEGER)");
  await insertRows(
    analytics,
    "linkage_moved",
    moved.map(([rid, label]) => `(${rid}, ${label})`),
  );
  await analytics.run(`UPDATE ${GROUPS} SET label = m.label FROM linkage_moved m WHERE m.rid = ${GROUPS}.rid`);
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
