import { addWorkingDays, isWorkingDay } from "@wutong/codes";
import { type Day, dayInChina, MS_PER_DAY } from "@wutong/kernel";

const CHINA_OFFSET_MS = 8 * 3_600_000;
const OPENS_AT_HOUR = 9;
const CLOSES_AT_HOUR = 17;

/** When a message may leave: at once within office hours (working days 9:00–17:00 in China), else at the next opening. */
export function nextOfficeHour(now: Date): Date {
  const today = dayInChina(now.getTime());
  if (isWorkingDay(today)) {
    if (now < hourOf(today, OPENS_AT_HOUR)) return hourOf(today, OPENS_AT_HOUR);
    if (now < hourOf(today, CLOSES_AT_HOUR)) return now;
  }
  return hourOf(addWorkingDays(today, 1).day, OPENS_AT_HOUR);
}

function hourOf(day: Day, hour: number): Date {
  return new Date(day * MS_PER_DAY + hour * 3_600_000 - CHINA_OFFSET_MS);
}
