import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

export type ComparisonState = "running" | "finished" | "failed" | "cancelled";

/** A comparison of an office's people (信息比对). */
export type RegisterComparison = {
  readonly comparisonId: number;
  readonly officeId: number;
  readonly state: ComparisonState;
  readonly percent: number;
  readonly people: number | null;
  readonly pairs: number | null;
  readonly merged: number | null;
  readonly toReview: number | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly milliseconds: number | null;
};

const TENANT = sql`tenant_id = (SELECT access.current_tenant())`;
const COLUMNS = sql`comparison_id AS "comparisonId", office_id AS "officeId", state, percent, people, pairs, merged, to_review AS "toReview",
  started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt", milliseconds`;

/** Undefined where one of this office is still running. */
export async function insertComparison(
  tx: Tx,
  given: { readonly officeId: number; readonly startedBy: string; readonly now: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ comparison_id: number }>`
    INSERT INTO people.register_comparisons (tenant_id, office_id, state, started_by, started_at)
    VALUES ((SELECT access.current_tenant()), ${given.officeId}, 'running', ${given.startedBy}, ${given.now}::timestamptz)
    ON CONFLICT (tenant_id, office_id) WHERE state = 'running' DO NOTHING RETURNING comparison_id`.execute(tx);
  return rows[0]?.comparison_id;
}

export async function findComparison(tx: Tx, comparisonId: number): Promise<RegisterComparison | undefined> {
  const { rows } = await sql<RegisterComparison>`
    SELECT ${COLUMNS} FROM people.register_comparisons WHERE ${TENANT} AND comparison_id = ${comparisonId}`.execute(tx);
  return rows[0];
}

/** The newest first. */
export async function listComparisons(
  tx: Tx,
  page: { readonly before: number; readonly limit: number },
): Promise<readonly RegisterComparison[]> {
  const { rows } = await sql<RegisterComparison>`
    SELECT ${COLUMNS} FROM people.register_comparisons WHERE ${TENANT} AND comparison_id < ${page.before}
    ORDER BY comparison_id DESC LIMIT ${page.limit}`.execute(tx);
  return rows;
}

export async function noteComparisonProgress(tx: Tx, comparisonId: number, percent: number): Promise<void> {
  await sql`UPDATE people.register_comparisons SET percent = ${percent} WHERE ${TENANT} AND comparison_id = ${comparisonId}
    AND state = 'running'`.execute(tx);
}

export type EndedComparison = {
  readonly comparisonId: number;
  readonly state: Exclude<ComparisonState, "running">;
  readonly people: number | null;
  readonly pairs: number | null;
  readonly merged: number | null;
  readonly toReview: number | null;
  readonly milliseconds: number;
  readonly now: Date;
};

export async function endComparison(tx: Tx, ended: EndedComparison): Promise<void> {
  await sql`
    UPDATE people.register_comparisons SET state = ${ended.state}, people = ${ended.people}, pairs = ${ended.pairs}, merged = ${ended.merged},
      to_review = ${ended.toReview}, milliseconds = ${ended.milliseconds}, finished_at = ${ended.now}::timestamptz,
      percent = ${ended.state === "finished" ? sql`100` : sql`percent`}
    WHERE ${TENANT} AND comparison_id = ${ended.comparisonId} AND state = 'running'`.execute(tx);
}

/** Those that ran when the server stopped: nobody works on them any more. */
export async function failLostComparisons(tx: Tx, now: Date): Promise<void> {
  await sql`UPDATE people.register_comparisons SET state = 'failed', finished_at = ${now}::timestamptz
    WHERE ${TENANT} AND state = 'running'`.execute(tx);
}
