import { overstated } from "./overstated.ts";
import { type Part, partsOf } from "./parts.ts";
import type { Board, Seat, Standing } from "./seats.ts";
import { shareOut, stillPays } from "./share-out.ts";

/** 16 benefits that touch each other have 131,071 sets and beginnings of sets; beyond, the bound must do. */
const NODES_MAX = 200_000;

/**
 * Chooses the seats of the lawful set of highest value, and leaves each seat's `dueFen` and each standing benefit's
 * `endedBy` as they are under it. False when the search was given up, with the best set found until then.
 *
 * Of sets of the same value the one that ends fewer running benefits is taken, then the one with the earlier clause (the
 * first place at which two sets differ decides). What doesn't touch each other is searched apart: values add up, and
 * each part's best is the whole's best.
 */
export function chooseBest(board: Board): boolean {
  let exact = true;
  for (const part of partsOf(board)) {
    const [seat] = part.seats;
    // Alone and touching nothing: it is taken as it is.
    if (seat && part.seats.length === 1 && part.standing.length + part.pools.length === 0) take(seat);
    else exact = searchPart(part) && exact;
  }
  return exact;
}

type Search = Part & {
  /** No seat's sum depends on others: what it may pay at most is what it pays. */
  readonly plain: boolean;
  /** At most, of the chosen and the standing; and of those not decided yet that still may join. */
  sureFen: number;
  openFen: number;
  running: number;
  bestFen: number;
  bestRunning: number;
  best: readonly Seat[];
  nodes: number;
};

function take(seat: Seat): void {
  seat.chosen = true;
  seat.dueFen = seat.mostFen;
}

function searchPart(part: Part): boolean {
  const search: Search = {
    ...part,
    plain: part.pools.length === 0 && part.seats.every((seat) => seat.topsUp.length === 0),
    sureFen: part.standing.reduce((sum, each) => sum + each.whole.fen, 0),
    openFen: part.seats.reduce((sum, seat) => sum + seat.mostFen, 0),
    running: 0,
    bestFen: part.standing.reduce((sum, each) => sum + each.whole.fen, 0),
    bestRunning: 0,
    best: [],
    nodes: 0,
  };
  if (!search.plain) beginWithGuess(search);
  descend(search, 0);
  for (const seat of search.best) {
    seat.chosen = true;
    for (const each of seat.endsStanding) each.endedBy += 1;
  }
  shareOut(search.seats, search.pools);
  return search.nodes < NODES_MAX;
}

/** Includes before it leaves out, so that of equal sets the one with the earlier clauses is met first and kept. */
function descend(search: Search, index: number): void {
  search.nodes += 1;
  if (search.nodes >= NODES_MAX) return;
  if (!betterThanBest(search, mostOf(search, index))) return;
  const seat = search.seats[index];
  if (!seat) {
    weigh(search);
    return;
  }
  const open = seat.barredBy === 0;
  if (open) search.openFen -= seat.mostFen;
  if (open && yearHasRoom(seat)) {
    join(search, seat);
    descend(search, index + 1);
    leave(search, seat);
  }
  descend(search, index + 1);
  if (open) search.openFen += seat.mostFen;
}

/** The most that a set beginning so can be worth: later steps only take off. */
function mostOf({ seats, pools, sureFen, openFen }: Search, index: number): number {
  if (pools.length === 0) return sureFen + openFen;
  const from = seats[index]?.place ?? Number.POSITIVE_INFINITY;
  const mayPay = (seat: Seat) => seat.chosen || (seat.place >= from && seat.barredBy === 0);
  return sureFen + openFen - overstated(pools, mayPay);
}

/** Adds what brings most, as long as anything does: the search then needs to look at better ones only. */
function beginWithGuess(search: Search): void {
  const guessed: Seat[] = [];
  let guess = search.bestFen;
  for (let added: Seat | undefined; ; added = undefined) {
    for (const seat of search.seats) {
      if (seat.chosen || seat.barredBy > 0 || !yearHasRoom(seat)) continue;
      join(search, seat);
      const value = worthOf(search);
      leave(search, seat);
      if (value <= guess) continue;
      guess = value;
      added = seat;
    }
    if (!added) break;
    join(search, added);
    guessed.push(added);
  }
  for (const seat of guessed.toReversed()) leave(search, seat);
  if (guess === search.bestFen) return;
  // A fen less: one of the same worth may be the better by its clauses, and the search meets it.
  search.bestFen = guess - 1;
  search.best = guessed;
}

function betterThanBest(search: Search, fen: number): boolean {
  return fen > search.bestFen || (fen === search.bestFen && search.running < search.bestRunning);
}

function weigh(search: Search): void {
  const value = worthOf(search);
  if (!betterThanBest(search, value)) return;
  search.bestFen = value;
  search.bestRunning = search.running;
  search.best = search.seats.filter((seat) => seat.chosen);
}

/** What the set is worth; nothing when one of it brings nothing. */
function worthOf(search: Search): number {
  if (search.plain) return search.sureFen;
  shareOut(search.seats, search.pools);
  let value = 0;
  for (const each of search.standing) value += stillPays(each).fen;
  for (const seat of search.seats) {
    if (!seat.chosen) continue;
    if (seat.dueFen === 0) return -1;
    value += seat.dueFen;
  }
  return value;
}

function yearHasRoom(seat: Seat): boolean {
  if (seat.sameYear.length === 0) return seat.yearRoom >= 1;
  let [count, room] = [1, seat.yearRoom];
  for (const other of seat.sameYear) {
    if (!other.chosen) continue;
    count += 1;
    room = Math.min(room, other.yearRoom);
  }
  return count <= room;
}

function join(search: Search, seat: Seat): void {
  seat.chosen = true;
  search.sureFen += seat.mostFen;
  for (const other of seat.apart) {
    if (other.barredBy === 0 && other.place > seat.place) search.openFen -= other.mostFen;
    other.barredBy += 1;
  }
  for (const each of seat.endsStanding) {
    if (each.endedBy === 0) end(search, each, -1);
    each.endedBy += 1;
  }
}

function leave(search: Search, seat: Seat): void {
  seat.chosen = false;
  search.sureFen -= seat.mostFen;
  for (const other of seat.apart) {
    other.barredBy -= 1;
    if (other.barredBy === 0 && other.place > seat.place) search.openFen += other.mostFen;
  }
  for (const each of seat.endsStanding) {
    each.endedBy -= 1;
    if (each.endedBy === 0) end(search, each, 1);
  }
}

function end(search: Search, { whole, untilToday }: Standing, sign: 1 | -1): void {
  const lostFen = whole.fen - untilToday.fen;
  search.sureFen += sign * lostFen;
  if (lostFen > 0) search.running -= sign;
}
