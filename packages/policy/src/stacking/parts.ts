import type { Board, Pool, Seat, Standing } from "./seats.ts";

/** Seats that touch each other, directly or over others, with all that their sums depend on. */
export type Part = { readonly seats: Seat[]; readonly standing: Standing[]; readonly pools: Pool[] };

/** What shares nothing stands in different parts: its value is its own, whatever is chosen in the others. */
export function partsOf({ seats, standing, pools }: Board): readonly Part[] {
  // Seats, standing benefits and pools are numbered through; `above` leads each to the head of its part.
  const above = Array.from({ length: seats.length + standing.length + pools.length }, (_, at) => at);
  const headOf = (at: number): number => {
    let head = at;
    while (above[head] !== head) head = above[head] ?? head;
    return head;
  };
  const unite = (one: number, other: number) => {
    above[headOf(other)] = headOf(one);
  };
  const ofStanding = (each: Standing) => seats.length + each.place;
  const ofPool = (pool: Pool) => seats.length + standing.length + pool.place;
  for (const seat of seats) {
    for (const other of seat.apart) if (other.place > seat.place) unite(seat.place, other.place);
    for (const other of seat.sameYear) if (other.place > seat.place) unite(seat.place, other.place);
    for (const each of seat.endsStanding) unite(seat.place, ofStanding(each));
    for (const each of seat.topsUp) unite(seat.place, ofStanding(each));
    for (const pool of seat.pools) unite(seat.place, ofPool(pool));
  }
  for (const pool of pools) for (const each of pool.standing) unite(ofPool(pool), ofStanding(each));
  const parts = new Map<number, Part>();
  for (const seat of seats) {
    const head = headOf(seat.place);
    const part = parts.get(head);
    if (part) part.seats.push(seat);
    else parts.set(head, { seats: [seat], standing: [], pools: [] });
  }
  for (const each of standing) parts.get(headOf(ofStanding(each)))?.standing.push(each);
  for (const pool of pools) parts.get(headOf(ofPool(pool)))?.pools.push(pool);
  return [...parts.values()];
}
