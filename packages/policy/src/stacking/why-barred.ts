import type { Grant, LostGrant, LostReason, TakenBenefit } from "./grant.ts";
import { conflictBetween, deducts, ends } from "./relations.ts";
import type { Seat, Standing } from "./seats.ts";

/** Why a grant can't be taken whatever else is chosen, or undefined when it is open to choice. */
export function whyBarred(seat: Seat, standing: readonly Standing[]): LostGrant | undefined {
  const { grant } = seat;
  for (const { taken } of grant.instalments.length === 0 ? [] : standing) {
    const why = conflictBetween(grant, taken);
    if (why) return lostTo(grant, why, taken);
  }
  if (seat.yearRoom < 1) return lostTo(grant, "yearLimit", undefined);
  if (seat.mostFen > 0) return undefined;
  if (seat.plannedFen === 0) return lostTo(grant, "nothingLeft", undefined);
  const why = seat.whole.fen === 0 ? "endedBy" : "deducted";
  const by = standing.find(({ taken }) => (why === "endedBy" ? ends(taken, grant) : deducts(grant, taken)));
  return lostTo(grant, why, by?.taken);
}

export function lostTo(grant: Grant, why: LostReason, to: Grant | TakenBenefit | undefined): LostGrant {
  return { key: grant.key, toPolicy: to?.policyId ?? null, toKey: to?.key ?? null, why };
}
