import type { SqlStep } from "../sql.ts";

/** Rounds of contracting; each at least halves the longest way through a group. */
export const ROUNDS_MAX = 64;

/** Tables of one round: who joins whom, and which links are left between groups. */
export type Round = { readonly links: string; readonly joins: string; readonly left: string };

/**
 * One round over links (l, r): each record joins the smallest of itself and its neighbours (`joins`: node, label), and links
 * are carried over to those labels where they still tie two of them (`left`: l, r).
 */
export function planRound({ links, joins, left }: Round): readonly SqlStep[] {
  return [
    {
      name: joins,
      sql: `CREATE OR REPLACE TABLE ${joins} AS SELECT node, least(node, min(other)) AS label
        FROM (SELECT l AS node, r AS other FROM ${links} UNION ALL SELECT r, l FROM ${links}) GROUP BY node`,
    },
    {
      name: left,
      sql: `CREATE OR REPLACE TABLE ${left} AS SELECT DISTINCT a.label AS l, b.label AS r
        FROM ${links} e JOIN ${joins} a ON a.node = e.l JOIN ${joins} b ON b.node = e.r WHERE a.label <> b.label`,
    },
  ];
}

/** Carries the labels (rid, label) over to a later round's. */
export function relabelSql(labels: string, joins: string): string {
  return `SELECT g.rid, coalesce(j.label, g.label) AS label FROM ${labels} g LEFT JOIN ${joins} j ON j.node = g.label`;
}
