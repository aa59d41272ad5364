import type { Pool, Seat, Standing } from "./seats.ts";

/**
 * What each chosen seat pays under the set, into its `dueFen`, and what each step took off, into its `cuts`.
 *
 * The steps, in this order, each on what the one before it left:
 * 1. *ends* (停发): instalments due from the day on which another benefit ends it are gone (done when the seats were laid);
 * 2. *combined months* (合并计算期限): in the order of their due days, while the group's months last; months that taken
 *    benefits had, or will still have under the set, go first; an instalment that fits in part pays its part, half up;
 * 3. *deduction* (先租后购，扣除已领): what the deducted benefits have paid, or pay before today;
 * 4. *top-up* (就高补差): what taken benefits of the group have paid, or will still pay under the set;
 * 5. *joint cap* (合计封顶): the earlier clause first, what the cap leaves over beside taken benefits and those before it.
 */
export function shareOut(seats: readonly Seat[], pools: readonly Pool[]): void {
  for (const seat of seats) if (seat.chosen) begin(seat);
  for (const pool of pools) if (pool.kind === "months") cutMonths(pool);
  for (const seat of seats) {
    if (!seat.chosen) continue;
    takeOff(seat, "deducted", seat.deductFen);
    if (seat.topsUp.length > 0) takeOff(seat, "toppedUp", paidByAll(seat.topsUp));
  }
  for (const pool of pools) if (pool.kind === "cap") cutToCap(pool);
}

/** What a taken benefit still pays under the set. */
export function stillPays({ endedBy, whole, untilToday }: Standing): Standing["whole"] {
  return endedBy > 0 ? untilToday : whole;
}

function begin(seat: Seat): void {
  seat.dueFen = seat.whole.fen;
  const { cuts } = seat;
  cuts.monthsUsed = 0;
  cuts.deducted = 0;
  cuts.toppedUp = 0;
  cuts.jointCap = 0;
}

function takeOff(seat: Seat, why: keyof Seat["cuts"], fen: number): void {
  const cut = Math.min(seat.dueFen, fen);
  seat.dueFen -= cut;
  seat.cuts[why] += cut;
}

function paidByAll(standing: readonly Standing[]): number {
  let sum = 0;
  for (const each of standing) sum += each.paidFen + stillPays(each).fen;
  return sum;
}

function cutMonths(pool: Pool): void {
  let used = 0;
  for (const each of pool.standing) used += (each.taken.paidMonths ?? 0) + stillPays(each).months;
  let [wanted, least, most] = [used, Number.POSITIVE_INFINITY, 0];
  for (const seat of pool.seats) {
    if (!seat.chosen) continue;
    wanted += seat.whole.months;
    least = Math.min(least, seat.monthsMax);
    most = Math.max(most, seat.monthsMax);
  }
  if (wanted <= least) return;
  for (const seat of pool.seats) if (seat.chosen) seat.dueFen -= seat.monthlyFen;
  for (const { seat, fen, months } of pool.queue) {
    if (used >= most) break;
    if (!seat.chosen || used >= seat.monthsMax) continue;
    const counted = Math.min(months, seat.monthsMax - used);
    used += counted;
    seat.dueFen += counted === months ? fen : partOf(fen, counted, months);
  }
  for (const seat of pool.seats) if (seat.chosen) seat.cuts.monthsUsed = seat.whole.fen - seat.dueFen;
}

/** Half up; in whole numbers, as fen times months may leave what a number holds exactly. */
function partOf(fen: number, part: number, whole: number): number {
  if (part === 0) return 0;
  return Number((2n * BigInt(fen) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}

function cutToCap(pool: Pool): void {
  let used = paidByAll(pool.standing);
  for (const seat of pool.seats) {
    if (!seat.chosen) continue;
    const room = Math.max(0, seat.capFen - used);
    if (seat.dueFen > room) takeOff(seat, "jointCap", seat.dueFen - room);
    used += seat.dueFen;
  }
}
