import type { Grant, LostGrant, TakenBenefit } from "./grant.ts";
import { deducts, whyApart } from "./relations.ts";
import type { Board, Pool, Seat } from "./seats.ts";
import { shareOut } from "./share-out.ts";
import { lostTo } from "./why-barred.ts";

/** Why an open seat is not in the best set: what bars it beside the chosen ones, or what its taking would change. */
export function whyLost(seat: Seat, board: Board): LostGrant {
  const { grant } = seat;
  const chosen = board.seats.filter((each) => each.chosen);
  for (const other of chosen) {
    const why = whyApart(grant, other.grant);
    if (why) return lostTo(grant, why, other.grant);
  }
  const sameYear = seat.sameYear.filter((each) => each.chosen);
  if ([seat, ...sameYear].some((each) => sameYear.length + 1 > each.yearRoom)) {
    return lostTo(grant, "yearLimit", sameYear[0]?.grant);
  }
  return (
    whatItWouldStarve(seat, chosen, board) ??
    whomItWouldEnd(seat) ??
    whatTheyShare(seat) ??
    lostTo(grant, "worthLess", undefined)
  );
}

/** Beside the chosen ones, it or one of them would get nothing. */
function whatItWouldStarve(seat: Seat, chosen: readonly Seat[], board: Board): LostGrant | undefined {
  seat.chosen = true;
  for (const each of seat.endsStanding) each.endedBy += 1;
  shareOut(board.seats, board.pools);
  const starved = [seat, ...chosen].find((each) => each.dueFen === 0);
  const why = starved === seat ? lastCut(seat) : starved && sharedWith(seat, starved);
  seat.chosen = false;
  for (const each of seat.endsStanding) each.endedBy -= 1;
  shareOut(board.seats, board.pools);
  if (!starved || !why) return undefined;
  return lostTo(seat.grant, why, starved === seat ? whoTook(seat, why, board) : starved.grant);
}

function sharedWith(seat: Seat, starved: Seat): "monthsUsed" | "jointCap" | undefined {
  const pool = seat.pools.find((each) => starved.pools.includes(each));
  return pool && (pool.kind === "months" ? "monthsUsed" : "jointCap");
}

function lastCut({ cuts }: Seat): keyof Seat["cuts"] | undefined {
  const steps = ["jointCap", "toppedUp", "deducted", "monthsUsed"] as const;
  return steps.find((step) => cuts[step] > 0);
}

function whoTook(seat: Seat, why: keyof Seat["cuts"], board: Board): Grant | TakenBenefit | undefined {
  if (why === "toppedUp") return seat.topsUp[0]?.taken;
  if (why === "deducted") return board.standing.find(({ taken }) => deducts(seat.grant, taken))?.taken;
  return inPool(seat, why === "monthsUsed" ? "months" : "cap");
}

function whomItWouldEnd(seat: Seat): LostGrant | undefined {
  const ended = seat.endsStanding.find(({ whole, untilToday }) => whole.fen > untilToday.fen);
  return ended && lostTo(seat.grant, "wouldEnd", ended.taken);
}

function whatTheyShare(seat: Seat): LostGrant | undefined {
  const months = inPool(seat, "months");
  if (months) return lostTo(seat.grant, "monthsUsed", months);
  const capped = inPool(seat, "cap");
  return capped && lostTo(seat.grant, "jointCap", capped);
}

/** The first chosen one of the pool, or else the first taken one. */
function inPool(seat: Seat, kind: Pool["kind"]): Grant | TakenBenefit | undefined {
  const pool = seat.pools.find((each) => each.kind === kind);
  return pool?.seats.find((each) => each.chosen && each !== seat)?.grant ?? pool?.standing[0]?.taken;
}
