import type { Quota } from "../envelope/stacking-rules.ts";
import { type OrderedCandidate, orderCandidates, type QuotaCandidate } from "./order-candidates.ts";
import { emptySeating, type Guest, OPEN, type Seating, seat, seatOnLeftOver } from "./seat-people.ts";

/** Places of the same year, round or policy that are gone already; `reserved` has those of each reserve, in the quota's order. */
export type TakenPlaces = { readonly all: number; readonly reserved: readonly number[] };

export type DrawOptions = {
  /** Of a lottery: published before, any text. */
  readonly seed?: string;
  /** Others may still come for reserved places: they are kept. By default the line is the last word, and what is left over falls to others. */
  readonly keepReserves?: boolean;
};

/** `orderUnknown`: rank, points or tickets are not known, and there are not places for all such. */
export type WhyWaiting = "noPlaceLeft" | "orderUnknown";

export type DrawnLine = {
  /** In the order of the quota; `place` counts on from those taken before; `reserve` is the index of the reserve whose place it is. */
  readonly placed: readonly {
    readonly key: string;
    readonly place: number;
    readonly reserve: number | null;
    readonly lot?: string;
  }[];
  /** In the order of the quota, from place 1 of the queue. */
  readonly waiting: readonly {
    readonly key: string;
    readonly place: number;
    readonly why: WhyWaiting;
    readonly lot?: string;
  }[];
  readonly left: number;
};

/**
 * Who gets a place, and who waits in which. Nobody waits who comes before somebody with a place, but for places reserved for what
 * the one who waits does not meet. A person who meets a reserve takes its place rather than an open one, so that a reserve is the
 * least that its people get; where they meet several, the places are shifted so that all get in who can.
 */
export function drawLine(
  quota: Quota,
  candidates: readonly QuotaCandidate[],
  taken: TakenPlaces = { all: 0, reserved: [] },
  options: DrawOptions = {},
): DrawnLine {
  return drawOrdered(quota, orderCandidates(quota.order, candidates, options.seed), taken, options);
}

/** The same for candidates who stand in their order already. */
export function drawOrdered(
  quota: Quota,
  ordered: readonly OrderedCandidate[],
  taken: TakenPlaces,
  options: DrawOptions = {},
): DrawnLine {
  const seats = seatAll(emptySeating(roomsOf(quota, taken)), ordered, options.keepReserves ?? false);
  const placed = ordered.filter(({ candidate }) => seats.has(candidate.key));
  const waiting = ordered.filter(({ candidate }) => !seats.has(candidate.key));
  return {
    placed: placed.map(({ candidate: { key }, lot }, index) => {
      const reserve = seats.get(key) ?? OPEN;
      return { key, place: taken.all + index + 1, reserve: reserve === OPEN ? null : reserve, ...lotOf(lot) };
    }),
    waiting: waiting.map(({ candidate: { key }, known, lot }, index) => ({
      key,
      place: index + 1,
      why: known ? "noPlaceLeft" : "orderUnknown",
      ...lotOf(lot),
    })),
    left: Math.max(0, quota.places - taken.all - placed.length),
  };
}

function lotOf(lot: string | undefined): { readonly lot?: string } {
  return lot === undefined ? {} : { lot };
}

/** How many places are free: open ones, and of each reserve. Reserves never hold more than what is free in all. */
function roomsOf(quota: Quota, taken: TakenPlaces): ReadonlyMap<number, number> {
  let free = Math.max(0, quota.places - taken.all);
  const rooms = new Map<number, number>();
  for (const [index, reserve] of quota.reserved.entries()) {
    const room = Math.min(free, Math.max(0, reserve.places - (taken.reserved[index] ?? 0)));
    rooms.set(index, room);
    free -= room;
  }
  return rooms.set(OPEN, free);
}

/**
 * Seats people one after another; whoever finds no place at first gets what the reserves leave over, in the same order. Those whose
 * order nobody knows come last, and all of them get in, or none.
 */
function seatAll(
  seating: Seating,
  ordered: readonly OrderedCandidate[],
  keepReserves: boolean,
): ReadonlyMap<string, number> {
  seatThese(
    seating,
    ordered.filter((each) => each.known),
    keepReserves,
  );
  const unknown = ordered.filter((each) => !each.known);
  const certain = new Map(seating.seats);
  seatThese(seating, unknown, keepReserves);
  return unknown.every(({ candidate }) => seating.seats.has(candidate.key)) ? seating.seats : certain;
}

function seatThese(seating: Seating, people: readonly OrderedCandidate[], keepReserves: boolean): void {
  const over = people.filter(({ candidate }) => !seat(seating, guestOf(candidate)));
  if (keepReserves) return;
  for (const { candidate } of over) if (!seatOnLeftOver(seating, candidate.key)) return;
}

function guestOf({ key, reserved = [] }: QuotaCandidate): Guest {
  return { key, meets: reserved.flatMap((meets, index) => (meets === true ? [index] : [])) };
}
