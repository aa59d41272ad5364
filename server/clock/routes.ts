import { addWorkingDays, isCalendarPublished, isWorkingDay } from "@wutong/codes";
import * as contract from "@wutong/contracts";
import { day, fail, formatDay, ok, problem } from "@wutong/kernel";
import { implement, type Route } from "../areas/access/index.ts";
import { type CommandRunner, type Database, isDatabaseUp } from "../storage/index.ts";
import type { Clock, DemoClock } from "./clock.ts";

export type ClockRoutes = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly clock: Clock | DemoClock;
  readonly version: string;
  /** What falls due on the way (notices, offers) is done before the reply of a moved clock. */
  readonly settleDue: () => Promise<void>;
};

export function clockRoutes({ database, run, clock, version, settleDue }: ClockRoutes): readonly Route[] {
  return [
    implement(contract.getClock, async () => ok(describeClock(clock))),
    implement(contract.moveClock, async ({ caller, key, body }) => {
      if (!isDemo(clock)) return fail(problem("clock.notDemo"));
      const from = clock.today();
      const to = body.to === "nextWorkingDay" ? addWorkingDays(from, 1).day : day(body.to);
      if (to < from) return fail(problem("clock.backwards", { today: formatDay(from) }));
      const noted = await run({ token: caller.token, key, command: "moveClock", input: body }, async () => {
        clock.moveTo(to);
        const subject = { kind: "clock", id: formatDay(to) };
        return ok({ reply: { moved: formatDay(to) }, subject, before: formatDay(from), after: formatDay(to) });
      });
      if (!noted.ok) return noted;
      await settleDue();
      return ok(describeClock(clock));
    }),
    implement(contract.health, async () => {
      const up = await isDatabaseUp(database);
      return ok({
        status: up ? ("ok" as const) : ("degraded" as const),
        version,
        database: up ? ("up" as const) : ("down" as const),
        demo: isDemo(clock),
      });
    }),
  ];
}

function describeClock(clock: Clock | DemoClock) {
  const today = clock.today();
  return {
    demo: isDemo(clock),
    today: formatDay(today),
    now: clock.now().toISOString(),
    workingDay: isWorkingDay(today),
    nextWorkingDay: formatDay(addWorkingDays(today, 1).day),
    provisional: !isCalendarPublished(today),
  };
}

function isDemo(clock: Clock | DemoClock): clock is DemoClock {
  return "moveTo" in clock;
}
