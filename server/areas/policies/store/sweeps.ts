import { type Day, formatDay } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

export type SweepState = "running" | "finished" | "failed" | "cancelled";

export type Sweep = {
  readonly sweepId: number;
  readonly officeId: number;
  readonly asOf: Day;
  readonly state: SweepState;
  readonly percent: number;
  readonly people: number | null;
  readonly policies: number;
  readonly snapshotId: string | null;
  readonly comparedWith: number | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly milliseconds: number | null;
};

const COLUMNS = sql`sweep_id AS "sweepId", office_id AS "officeId", as_of AS "asOf", state, percent, people, policies,
  snapshot_id AS "snapshotId", compared_with AS "comparedWith", started_by AS "startedBy", started_at AS "startedAt",
  finished_at AS "finishedAt", milliseconds`;

/** Sweeps of the offices in sight, and of those above the caller's own, which swept its people too. */
const IN_SIGHT = sql`tenant_id = (SELECT access.current_tenant()) AND (office_id = ANY ((SELECT access.visible_offices())::int[])
  OR (SELECT (access.context()).office_id) = ANY (access.offices_below(tenant_id, office_id)))`;

export type NewSweep = {
  readonly officeId: number;
  readonly asOf: Day;
  readonly policies: number;
  readonly startedBy: string;
  readonly scheduled?: boolean;
  readonly now: Date;
};

/** Undefined where a sweep of this office is still running. */
export async function insertSweep(tx: Tx, given: NewSweep): Promise<number | undefined> {
  const { rows } = await sql<{ sweep_id: number }>`
    INSERT INTO policies.sweeps (tenant_id, office_id, as_of, state, policies, started_by, started_at, scheduled, compared_with)
    VALUES ((SELECT access.current_tenant()), ${given.officeId}, ${formatDay(given.asOf)}::date, 'running', ${given.policies},
      ${given.startedBy}, ${given.now}::timestamptz, ${given.scheduled ?? false},
      (SELECT max(sweep_id) FROM policies.sweeps WHERE tenant_id = (SELECT access.current_tenant())
        AND office_id = ${given.officeId} AND state = 'finished'))
    ON CONFLICT (tenant_id, office_id) WHERE state = 'running' DO NOTHING RETURNING sweep_id`.execute(tx);
  return rows[0]?.sweep_id;
}

export async function findSweep(tx: Tx, sweepId: number): Promise<Sweep | undefined> {
  const { rows } = await sql<Sweep>`
    SELECT ${COLUMNS} FROM policies.sweeps WHERE ${IN_SIGHT} AND sweep_id = ${sweepId}`.execute(tx);
  return rows[0];
}

/** The newest first, those before a given one. */
export async function listSweepRows(
  tx: Tx,
  page: { readonly before: number; readonly limit: number },
): Promise<readonly Sweep[]> {
  const { rows } = await sql<Sweep>`
    SELECT ${COLUMNS} FROM policies.sweeps WHERE ${IN_SIGHT} AND sweep_id < ${page.before}
    ORDER BY sweep_id DESC LIMIT ${page.limit}`.execute(tx);
  return rows;
}

export async function noteProgress(tx: Tx, sweepId: number, percent: number): Promise<void> {
  await sql`UPDATE policies.sweeps SET percent = ${percent} WHERE tenant_id = (SELECT access.current_tenant())
    AND sweep_id = ${sweepId} AND state = 'running'`.execute(tx);
}

export type EndedSweep = {
  readonly sweepId: number;
  readonly state: Exclude<SweepState, "running">;
  readonly people: number | null;
  readonly snapshotId: string | null;
  readonly identity: string | null;
  readonly milliseconds: number;
  readonly fault: string | null;
  readonly now: Date;
};

/** Ends a sweep that is running; false where it has ended already. */
export async function endSweep(tx: Tx, ended: EndedSweep): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE policies.sweeps SET state = ${ended.state}, people = ${ended.people}, snapshot_id = ${ended.snapshotId},
      identity = ${ended.identity}, milliseconds = ${ended.milliseconds}, fault = ${ended.fault},
      finished_at = ${ended.now}::timestamptz, percent = ${ended.state === "finished" ? sql`100` : sql`percent`}
    WHERE tenant_id = (SELECT access.current_tenant()) AND sweep_id = ${ended.sweepId} AND state = 'running'`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** Sweeps that ran when the server stopped: nobody works on them any more. Returns their ids. */
export async function failLostSweeps(tx: Tx, now: Date): Promise<readonly number[]> {
  const { rows } = await sql<{ sweep_id: number }>`
    UPDATE policies.sweeps SET state = 'failed', fault = 'the server stopped', finished_at = ${now}::timestamptz
    WHERE tenant_id = (SELECT access.current_tenant()) AND state = 'running' RETURNING sweep_id`.execute(tx);
  return rows.map((row) => row.sweep_id);
}
