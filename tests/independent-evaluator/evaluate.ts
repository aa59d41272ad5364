import type { Facts } from "./facts.ts";
import { rent } from "./rent.ts";
import { settlement } from "./settlement.ts";
import { skill } from "./skill.ts";
import type { Verdict } from "./verdict.ts";
import { voucher } from "./voucher.ts";

/** All verdicts on one person: one for each of three policies, and one for each certificate by the fourth. */
export function evaluate(facts: Facts, asOf: string): readonly Verdict[] {
  return [settlement(facts, asOf), rent(facts, asOf), voucher(facts, asOf), ...skill(facts, asOf)];
}
