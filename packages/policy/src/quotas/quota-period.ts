import { type Day, day, formatDay, partsOfDay } from "@wutong/kernel";
import { type IntakeWindow, windowAround } from "../envelope/intake.ts";
import type { Quota } from "../envelope/stacking-rules.ts";

/** The span whose places a confirmation takes; `lastDay` is open where the policy states no end. */
export type QuotaPeriod = { readonly key: string; readonly lastDay: Day | null };

/**
 * The calendar year, the round (the intake window that the day lies in, by its first day; all days outside of windows are one
 * round), or the whole policy.
 */
export function quotaPeriod(per: Quota["per"], on: Day, intake: readonly IntakeWindow[] = []): QuotaPeriod {
  if (per === "policy") return { key: "policy", lastDay: null };
  if (per === "year") {
    const { year } = partsOfDay(on);
    return { key: `${year}`, lastDay: day(`${year}-12-31`) };
  }
  const [window] = intake.flatMap((each) => windowAround(each, on) ?? []);
  return window ? { key: formatDay(window.from), lastDay: window.to } : { key: "round", lastDay: null };
}
