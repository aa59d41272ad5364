import type { SqlStep } from "../sql.ts";

/** Rounds of spreading the smallest number; each at least doubles how far it has come. */
export const ROUNDS_MAX = 64;

/** Every record that has a link starts as its own group. `links` is a relation of (l, r). */
export function planFirstLabels(links: string, into: string): SqlStep {
  return {
    name: into,
    sql: `CREATE OR REPLACE TABLE ${into} AS SELECT DISTINCT rid, rid AS label FROM (SELECT l AS rid FROM ${links} UNION ALL SELECT r FROM ${links})`,
  };
}

/** One round: each record takes the smallest label of its neighbours, then that label's own label. */
export function planNextLabels(
  links: string,
  { from, into }: { readonly from: string; readonly into: string },
): SqlStep {
  const spread = `SELECT rid, min(label) AS label FROM (
      SELECT rid, label FROM ${from} UNION ALL SELECT e.l, b.label FROM ${links} e JOIN ${from} b ON b.rid = e.r
      UNION ALL SELECT e.r, a.label FROM ${links} e JOIN ${from} a ON a.rid = e.l) GROUP BY rid`;
  return {
    name: into,
    sql: `CREATE OR REPLACE TABLE ${into} AS WITH spread AS MATERIALIZED (${spread})
      SELECT s.rid, least(s.label, t.label) AS label FROM spread s JOIN spread t ON t.rid = s.label`,
  };
}

export function changedLabelsSql(before: string, after: string): string {
  return `SELECT count(*)::INTEGER AS changed FROM ${before} a JOIN ${after} b ON a.rid = b.rid WHERE a.label <> b.label`;
}
