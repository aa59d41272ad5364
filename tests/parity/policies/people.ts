import { day } from "@wutong/kernel";
import { parityScope } from "../feel-scope.ts";
import type { Random } from "../random.ts";
import { type Person, randomPerson } from "../random-people.ts";

/** The day of decision of every run: sweeps write it into their queries. */
export const AS_OF = day("2024-06-15");

/** A fifth of each person's facts unknown, a quarter of the lists incomplete, lists within lists. */
export function randomPeople(count: number, random: Random): readonly Person[] {
  return Array.from({ length: count }, () => ({ ...randomPerson(parityScope, random), asOf: AS_OF }));
}
