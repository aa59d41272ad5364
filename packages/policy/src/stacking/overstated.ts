import type { Pool, Seat } from "./seats.ts";

/**
 * By how much the sums of the seats that are chosen, or may still be, overstate what they can pay at most. Never too much,
 * so that no better set is missed: a seat counts months in one pool at most, and is capped in one at most.
 */
export function overstated(pools: readonly Pool[], mayPay: (seat: Seat) => boolean): number {
  let [byMonths, byCap] = [0, 0];
  for (const pool of pools) {
    if (pool.kind === "months") byMonths += overMonths(pool, mayPay);
    else byCap += overCap(pool, mayPay);
  }
  return Math.max(byMonths, byCap);
}

function overCap({ seats, standing }: Pool, mayPay: (seat: Seat) => boolean): number {
  let [most, room] = [0, 0];
  for (const seat of seats) {
    if (mayPay(seat)) most += seat.mostFen;
    room = Math.max(room, seat.capFen);
  }
  for (const { paidFen, untilToday } of standing) room -= paidFen + untilToday.fen;
  return Math.max(0, most - Math.max(0, room));
}

/** Months counted together go to the best paid first, whatever the days. */
function overMonths(pool: Pool, mayPay: (seat: Seat) => boolean): number {
  let room = roomOf(pool);
  let [most, least] = [0, 0];
  for (const seat of pool.seats) {
    if (!mayPay(seat)) continue;
    most += seat.mostFen;
    // As few months as its money could be paid in: its poorer months must not keep a better one out.
    const months = seat.monthRate === 0 ? 0 : Math.min(seat.monthlyFen / seat.monthRate, room);
    room -= months;
    // One fen more for what is rounded up.
    least += seat.whole.fen - seat.monthlyFen + Math.min(seat.monthlyFen, Math.ceil(months * seat.monthRate) + 1);
  }
  return Math.max(0, most - least);
}

/** The months that are left when all running benefits that can be ended are. */
function roomOf({ seats, standing }: Pool): number {
  let most = 0;
  for (const { monthsMax } of seats) most = Math.max(most, monthsMax);
  for (const { taken, untilToday } of standing) most -= (taken.paidMonths ?? 0) + untilToday.months;
  return Math.max(0, most);
}
