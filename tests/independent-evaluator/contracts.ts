import { type Facts, listOf } from "./facts.ts";
import { type Answer, all, any, is, some } from "./kleene.ts";

const YEARS_MIN = 3;

/** `contract.years ≥ 3`: a labour contract that runs on the day, for three years or more, or without an end. */
export function hasLongContract(facts: Facts, day: string): Answer {
  return some(listOf(facts.contracts), (one) =>
    all([
      one.from === undefined ? null : one.from <= day,
      any([
        is(one.openEnded, true),
        all([one.to === undefined ? null : one.to >= day, one.years === undefined ? null : one.years >= YEARS_MIN]),
      ]),
    ]),
  );
}

/**
 * A fixed term that runs can be prolonged; where no contract runs, there is nothing to prolong. "Within 12 months" is read
 * of what is lacking: a year of contract at most.
 */
export function canBeProlonged(facts: Facts, day: string): boolean {
  const running = listOf(facts.contracts).rows.filter(
    (one) => one.from !== undefined && one.from <= day && one.to !== undefined && one.to >= day,
  );
  return running.some((one) => one.years !== undefined && YEARS_MIN - one.years <= 1);
}
