import type { Day } from "@wutong/kernel";
import { type Envelope, quotaPeriod } from "@wutong/policy";
import type { PlaceLine } from "../../areas/benefits/index.ts";

/**
 * The line in which a confirmation of today stands; undefined where the policy limits neither places nor money. `of`: whose places
 * are asked for, where they are counted apart.
 */
export function placeLineOf(envelope: Envelope, today: Day, of?: string): PlaceLine | undefined {
  const { quota, budget } = envelope.limits;
  if (!quota && !budget) return undefined;
  const { key, lastDay } = quotaPeriod(quota?.per ?? "policy", today, envelope.intake);
  const ends = [lastDay, envelope.inForce.to ?? null].filter((each) => each !== null);
  return {
    policy: envelope.id,
    period: of === undefined ? key : `${key} ${of}`,
    officeId: envelope.office,
    version: envelope.version,
    lastDay: ends.length === 0 ? null : (Math.min(...ends) as Day),
  };
}
