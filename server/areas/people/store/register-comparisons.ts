import type { LinkageModel } from "@wutong/linkage";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

export type ComparisonState = "running" | "finished" | "failed" | "cancelled";
/** Everybody with each other, or who is new since the last comparison with everybody. */
export type ComparisonKind = "everybody" | "newcomers";

/** A comparison of an office's people (信息比对). */
export type RegisterComparison = {
  readonly comparisonId: number;
  readonly officeId: number;
  readonly kind: ComparisonKind;
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
const COLUMNS = sql`comparison_id AS "comparisonId", office_id AS "officeId", kind, state, percent, people, pairs, merged, to_review AS "toReview",
  started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt", milliseconds`;

/** Undefined where one of this office is still running. */
export async function insertComparison(
  tx: Tx,
  given: { readonly officeId: number; readonly kind: ComparisonKind; readonly startedBy: string; readonly now: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ comparison_id: number }>`
    INSERT INTO people.register_comparisons (tenant_id, office_id, kind, state, started_by, started_at)
    VALUES ((SELECT access.current_tenant()), ${given.officeId}, ${given.kind}, 'running', ${given.startedBy}, ${given.now}::timestamptz)
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
  readonly throughPerson: number | null;
  readonly model: LinkageModel | null;
  readonly milliseconds: number;
  readonly now: Date;
};

export async function endComparison(tx: Tx, ended: EndedComparison): Promise<void> {
  await sql`
    UPDATE people.register_comparisons SET state = ${ended.state}, people = ${ended.people}, pairs = ${ended.pairs}, merged = ${ended.merged},
      to_review = ${ended.toReview}, through_person = ${ended.throughPerson}, model = ${ended.model && JSON.stringify(ended.model)}::jsonb, milliseconds = ${ended.milliseconds}, finished_at = ${ended.now}::timestamptz,
      percent = ${ended.state === "finished" ? sql`100` : sql`percent`}
    WHERE ${TENANT} AND comparison_id = ${ended.comparisonId} AND state = 'running'`.execute(tx);
}

/** Those that ran when the server stopped: nobody works on them any more. */
/** Returns those that were placing newcomers. */
export async function failLostComparisons(
  tx: Tx,
  now: Date,
): Promise<readonly Pick<RegisterComparison, "comparisonId" | "officeId">[]> {
  const { rows } = await sql<{ comparison_id: number; office_id: number; kind: ComparisonKind }>`
    UPDATE people.register_comparisons SET state = 'failed', finished_at = ${now}::timestamptz
    WHERE ${TENANT} AND state = 'running' RETURNING comparison_id, office_id, kind`.execute(tx);
  return rows
    .filter(({ kind }) => kind === "newcomers")
    .map((row) => ({ comparisonId: row.comparison_id, officeId: row.office_id }));
}

/** What the last finished comparison of an office leaves to the next. */
export type LastComparison = { readonly throughPerson: number; readonly model: LinkageModel | null };

/** Undefined where none has finished. The model is that of the last comparison of everybody. */
export async function findLastComparison(tx: Tx, officeId: number): Promise<LastComparison | undefined> {
  const { rows } = await sql<{ through: number | null; model: LinkageModel | null }>`
    SELECT max(through_person) AS through,
      (array_agg(model ORDER BY comparison_id DESC) FILTER (WHERE kind = 'everybody'))[1] AS model
    FROM people.register_comparisons WHERE ${TENANT} AND office_id = ${officeId} AND state = 'finished'`.execute(tx);
  const last = rows[0];
  return last?.through == null ? undefined : { throughPerson: last.through, model: last.model };
}

/**
 * The offices whose comparison takes in an office's people, the widest first: itself and those above it, of which one has finished.
 * Asked by a job that sees them all.
 */
export async function listComparingOffices(tx: Tx, officeId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ office_id: number }>`
    WITH RECURSIVE above AS (
      SELECT o.office_id, o.parent_id, 0 AS steps FROM access.offices o WHERE o.${TENANT} AND o.office_id = ${officeId}
      UNION ALL
      SELECT o.office_id, o.parent_id, steps + 1 FROM above JOIN access.offices o ON o.${TENANT} AND o.office_id = above.parent_id
    )
    SELECT office_id FROM above WHERE EXISTS (SELECT FROM people.register_comparisons c WHERE c.${TENANT} AND c.office_id = above.office_id
      AND c.state = 'finished' AND c.through_person IS NOT NULL) ORDER BY steps DESC`.execute(tx);
  return rows.map((row) => row.office_id);
}

/** Whether anybody in sight bears a higher number. */
export async function hasNewcomers(tx: Tx, afterPerson: number): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    SELECT EXISTS (SELECT FROM people.persons WHERE ${TENANT} AND office_id = ANY ((SELECT access.visible_offices())::int[])
      AND person_id > ${afterPerson}) AS some`.execute(tx);
  return rows[0]?.some ?? false;
}
