import { dayInChina, MS_PER_DAY } from "@wutong/kernel";

/** When an office sweeps by itself: minutes after midnight in China, on these days of the week (1 is Monday). */
export type SweepSchedule = {
  readonly officeId: number;
  readonly active: boolean;
  readonly atMinute: number;
  readonly weekdays: readonly number[];
  readonly setBy: string;
  readonly setAt: Date;
};

const CHINA_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;

/** The last moment up to `now` at which a sweep was due; undefined where none was since the schedule was set. */
export function lastDue(schedule: Omit<SweepSchedule, "officeId" | "setBy">, now: Date): Date | undefined {
  const moment = nearest(schedule, now, -1);
  return moment !== undefined && moment >= schedule.setAt ? moment : undefined;
}

/** The next moment after `now`; undefined while the schedule is not active. */
export function nextDue(schedule: Omit<SweepSchedule, "officeId" | "setBy" | "setAt">, now: Date): Date | undefined {
  return nearest(schedule, now, 1);
}

/** Within the seven days before or after, and that day itself, some day of the week comes round. */
function nearest(
  { active, atMinute, weekdays }: Pick<SweepSchedule, "active" | "atMinute" | "weekdays">,
  now: Date,
  step: 1 | -1,
): Date | undefined {
  if (!active) return undefined;
  const today = dayInChina(now.getTime());
  for (let away = 0; away <= 7; away += 1) {
    const day = today + away * step;
    const moment = new Date(day * MS_PER_DAY - CHINA_MS + atMinute * MINUTE_MS);
    const isOnThatSide = step < 0 ? moment <= now : moment > now;
    if (isOnThatSide && weekdays.includes(weekdayOf(day))) return moment;
  }
  return undefined;
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return ((day + 3) % 7) + 1;
}
