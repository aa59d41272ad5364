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
