import { startedBySchedule } from "@wutong/contracts";
import { formatDay, ok, type Problem, type Result } from "@wutong/kernel";
import { openJobSession } from "../../areas/access/index.ts";
import {
  findSweepSchedule,
  lastDue,
  listSweepSchedules,
  type SweepSchedule,
  saveSweepSchedule,
  sweptSince,
} from "../../areas/policies/index.ts";
import { inSession, type Token } from "../../storage/index.ts";
import { startSweep } from "./start-sweep.ts";
import type { SweepDesk } from "./sweep-desk.ts";

/** A sweep that fails so often after one due moment is left to a person until the next. */
const ATTEMPTS_MAX = 3;
const JOB_MINUTES = 10;

/**
 * Begins the sweeps that are due: of each office the last one that was due and has not run, once, however many were missed while
 * nothing ran. `token` sees all offices whose schedules are asked; how many began.
 */
export async function startDueSweeps(desk: SweepDesk, token: Token): Promise<number> {
  const now = desk.now();
  const due = await inSession(desk.database, token, async (tx) => {
    const found: { readonly officeId: number; readonly moment: Date; readonly failed: number }[] = [];
    for (const schedule of await listSweepSchedules(tx)) {
      const moment = lastDue(schedule, now);
      if (moment === undefined) continue;
      const { done, failed } = await sweptSince(tx, schedule.officeId, moment);
      if (!done && failed < ATTEMPTS_MAX) found.push({ officeId: schedule.officeId, moment, failed });
    }
    return found;
  });
  let began = 0;
  for (const { officeId, moment, failed } of due) {
    const job = { tenantId: desk.tenantId, officeId, purpose: "scheduled sweep", minutesMax: JOB_MINUTES };
    const started = await startSweep(desk, {
      token: await openJobSession(desk.database, job),
      // The same moment and attempt twice is one sweep.
      key: `scheduledSweep ${officeId} ${moment.toISOString()} ${failed}`,
      ...{ officeId, asOf: desk.today(), startedBy: startedBySchedule, scheduled: true },
    });
    if (started.ok) began += 1;
    else if (!WAITS.has(started.error.code)) throw new Error(`a scheduled sweep of ${officeId}: ${started.error.code}`);
  }
  return began;
}

/** Nothing is wrong: another runs, or there is nothing to sweep for yet. */
const WAITS: ReadonlySet<string> = new Set(["policies.sweepRunning", "policies.nothingInForce"]);

/** Sets when the office sweeps by itself, or switches it off. From the next due moment on: nothing is made up. */
export function setSweepSchedule(
  desk: SweepDesk,
  caller: { readonly token: Token; readonly key: string },
  given: Omit<SweepSchedule, "setAt">,
): Promise<Result<SweepSchedule, Problem>> {
  const { officeId, active, atMinute, weekdays, setBy } = given;
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b);
  const input = { officeId, active, atMinute, weekdays: days };
  const saved = desk.run({ ...caller, command: "setSweepSchedule", input }, async (tx) => {
    const before = await findSweepSchedule(tx, officeId);
    await saveSweepSchedule(tx, { officeId, active, atMinute, weekdays: days, setBy, setAt: desk.now() });
    const told = ({ active, atMinute, weekdays }: Pick<SweepSchedule, "active" | "atMinute" | "weekdays">) => ({
      ...{ active, atMinute, weekdays: [...weekdays] },
    });
    return ok({
      reply: { officeId },
      subject: { kind: "sweepSchedule", id: officeId },
      officeId,
      ...(before ? { before: told(before) } : {}),
      after: { ...told({ active, atMinute, weekdays: days }), from: formatDay(desk.today()) },
    });
  });
  return saved.then(async (done) => {
    if (!done.ok) return done;
    const schedule = await inSession(desk.database, caller.token, (tx) => findSweepSchedule(tx, officeId));
    if (!schedule) throw new Error("a schedule that was saved is not there");
    return ok(schedule);
  });
}
