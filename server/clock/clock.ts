import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Day, dayInChina, MS_PER_DAY } from "@wutong/kernel";

/** The office's clock: everything that is dated asks it, so that demo mode can move time on. */
export type Clock = {
  readonly now: () => Date;
  /** The calendar day in China. */
  readonly today: () => Day;
};

export type DemoClock = Clock & {
  /** Moves to 09:00 of a later day. Returns false, and stays, where that lies in the clock's past. */
  readonly moveTo: (day: Day) => boolean;
};

const NINE_IN_CHINA_MS = 1 * 3_600_000;

export function realClock(): Clock {
  const now = () => new Date();
  return { now, today: () => dayInChina(now().getTime()) };
}

/** Starts at 09:00 of `firstDay` and then runs; its offset from real time is kept in `file` across restarts. */
export function demoClock({ file, firstDay }: { readonly file: string; readonly firstDay: Day }): DemoClock {
  let offsetMs = readOffset(file) ?? nineOf(firstDay) - Date.now();
  const now = () => new Date(Date.now() + offsetMs);
  const save = () => writeFileSync(file, JSON.stringify({ offsetMs }), { mode: 0o600 });
  save();
  return {
    now,
    today: () => dayInChina(now().getTime()),
    moveTo(day) {
      if (nineOf(day) < now().getTime()) return false;
      offsetMs = nineOf(day) - Date.now();
      save();
      return true;
    },
  };
}

function nineOf(day: Day): number {
  return day * MS_PER_DAY + NINE_IN_CHINA_MS;
}

function readOffset(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const { offsetMs } = JSON.parse(readFileSync(file, "utf8")) as { offsetMs?: unknown };
  return typeof offsetMs === "number" && Number.isFinite(offsetMs) ? offsetMs : undefined;
}
