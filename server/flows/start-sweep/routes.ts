import * as contract from "@wutong/contracts";
import { fail, ok, parseDay, problem } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { findSweep, findSweepSchedule, nextDue, presentSweep, type SweepSchedule } from "../../areas/policies/index.ts";
import { inSession } from "../../storage/index.ts";
import { setSweepSchedule } from "./scheduled-sweeps.ts";
import { cancelSweep, startSweep } from "./start-sweep.ts";
import type { SweepDesk } from "./sweep-desk.ts";

export function sweepRoutes(desk: SweepDesk): readonly Route[] {
  return [
    implement(contract.getSweepSchedule, async ({ caller: { token, session } }) => {
      const schedule =
        session.officeId === null
          ? undefined
          : await inSession(desk.database, token, (tx) => findSweepSchedule(tx, session.officeId ?? 0));
      return ok({ schedule: schedule ? presentSchedule(schedule, desk.now()) : null });
    }),
    implement(contract.setSweepSchedule, async ({ caller: { token, session }, key, body }) => {
      const { officeId, name } = session;
      if (officeId === null) return fail(problem("http.notFound"));
      const [hours = 0, minutes = 0] = body.at.split(":").map(Number);
      const { active, weekdays } = body;
      const given = { officeId, active, weekdays, atMinute: hours * 60 + minutes, setBy: name };
      const saved = await setSweepSchedule(desk, { token, key }, given);
      return saved.ok ? ok(presentSchedule(saved.value, desk.now())) : saved;
    }),
    implement(contract.startSweep, async ({ caller, key, body }) => {
      const { token, session } = caller;
      const asOf = parseDay(body.asOf);
      if (!asOf.ok || session.officeId === null) return fail(problem("http.badRequest", { field: "asOf" }));
      const given = { token, key, officeId: session.officeId, asOf: asOf.value, startedBy: session.name };
      const started = await startSweep(desk, given);
      if (!started.ok) return started;
      const sweep = await inSession(desk.database, token, (tx) => findSweep(tx, started.value.sweepId));
      return sweep ? ok(presentSweep(sweep)) : fail(problem("http.notFound"));
    }),
    implement(contract.cancelSweep, async ({ caller, key, params: { sweepId } }) => {
      const { token, session } = caller;
      const cancelled = await cancelSweep(desk, { token, key, sweepId, offices: session.visibleOffices });
      if (!cancelled.ok) return cancelled;
      const sweep = await inSession(desk.database, token, (tx) => findSweep(tx, sweepId));
      return sweep ? ok(presentSweep(sweep)) : fail(problem("http.notFound"));
    }),
  ];
}

function presentSchedule(schedule: SweepSchedule, now: Date) {
  const { active, atMinute, weekdays, setBy } = schedule;
  const two = (number: number) => String(number).padStart(2, "0");
  return {
    ...{ active, weekdays: [...weekdays], setBy },
    at: `${two(Math.floor(atMinute / 60))}:${two(atMinute % 60)}`,
    nextAt: nextDue(schedule, now)?.toISOString() ?? null,
  };
}
