import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { SweepSchedule } from "../sweep-schedule.ts";

const TENANT = sql`tenant_id = (SELECT access.current_tenant())`;
const COLUMNS = sql`office_id AS "officeId", active, at_minute AS "atMinute", weekdays, set_by AS "setBy", set_at AS "setAt"`;

/** Those of every office that the session sees. */
export async function listSweepSchedules(tx: Tx): Promise<readonly SweepSchedule[]> {
  const { rows } = await sql<SweepSchedule>`
    SELECT ${COLUMNS} FROM policies.sweep_schedules WHERE ${TENANT} AND active ORDER BY office_id`.execute(tx);
  return rows;
}

export async function findSweepSchedule(tx: Tx, officeId: number): Promise<SweepSchedule | undefined> {
  const { rows } = await sql<SweepSchedule>`
    SELECT ${COLUMNS} FROM policies.sweep_schedules WHERE ${TENANT} AND office_id = ${officeId}`.execute(tx);
  return rows[0];
}

export async function saveSweepSchedule(tx: Tx, given: SweepSchedule): Promise<void> {
  const { officeId, active, atMinute, weekdays, setBy, setAt } = given;
  await sql`
    INSERT INTO policies.sweep_schedules (tenant_id, office_id, active, at_minute, weekdays, set_by, set_at)
    VALUES (access.current_tenant(), ${officeId}, ${active}, ${atMinute}, ${[...weekdays]}::int[], ${setBy}, ${setAt})
    ON CONFLICT (tenant_id, office_id) DO UPDATE SET active = excluded.active, at_minute = excluded.at_minute, weekdays = excluded.weekdays,
      set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx);
}

/** What an office has swept since a moment: whether one runs, has finished or was cancelled by somebody, and how many that began by themselves failed. */
export async function sweptSince(
  tx: Tx,
  officeId: number,
  since: Date,
): Promise<{ readonly done: boolean; readonly failed: number }> {
  const { rows } = await sql<{ done: boolean; failed: number }>`
    SELECT coalesce(bool_or(state <> 'failed'), false) AS done,
      (count(*) FILTER (WHERE scheduled AND state = 'failed'))::int AS failed
    FROM policies.sweeps WHERE ${TENANT} AND office_id = ${officeId} AND started_at >= ${since}`.execute(tx);
  return rows[0] ?? { done: false, failed: 0 };
}
