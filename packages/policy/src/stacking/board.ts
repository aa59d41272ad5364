import { type Day, partsOfDay } from "@wutong/kernel";
import type { Grant, GrantInstalment, LostGrant, TakenBenefit } from "./grant.ts";
import { deducts, ends, samePerson, toppedUpTogether, whyApart } from "./relations.ts";
import type { Board, Pool, Seat, Standing, Sum } from "./seats.ts";
import { whyBarred } from "./why-barred.ts";

/** `grants` stand in the order of their clauses. */
export function layBoard(grants: readonly Grant[], taken: readonly TakenBenefit[], asOf: Day): Board {
  const standing = taken.map((each, place) => standingOf(each, place, { taken, asOf }));
  const barred = new Map<Grant, LostGrant>();
  const seats: Seat[] = [];
  for (const grant of grants) {
    const seat = seatOf(grant, seats.length, { standing, taken, asOf });
    const why = whyBarred(seat, standing);
    if (why) barred.set(grant, why);
    else seats.push(seat);
  }
  relateAll(seats);
  return { seats, barred, standing, pools: poolsOf(seats, standing, asOf) };
}

/** How many more of the policy the year has room for; the register and the commitments tell of the same ones. */
function yearRoomOf(grant: Grant, taken: readonly TakenBenefit[], asOf: Day): number {
  const limit = grant.stacking.perYear;
  if (!limit) return Number.POSITIVE_INFINITY;
  const { year } = partsOfDay(asOf);
  const committed = taken.filter(
    (each) => each.policyId === grant.policyId && samePerson(each, grant) && partsOfDay(each.from).year === year,
  );
  return limit.max - Math.max(grant.alreadyThisYear ?? 0, committed.length);
}

function deductedFrom(grant: Grant, standing: readonly Standing[]): number {
  let sum = 0;
  for (const each of standing) if (deducts(grant, each.taken)) sum += each.paidFen + each.untilToday.fen;
  return sum;
}

type Beside = { readonly standing: readonly Standing[]; readonly taken: readonly TakenBenefit[]; readonly asOf: Day };

function seatOf(grant: Grant, place: number, { standing, taken, asOf }: Beside): Seat {
  const end = endOf(grant, taken);
  const planned = sumOf(grant.instalments, Number.POSITIVE_INFINITY);
  // What was due before today is due today.
  const whole = end === Number.POSITIVE_INFINITY ? planned : end > asOf ? sumOf(grant.instalments, end) : NOTHING;
  const deductFen = standing.length === 0 ? 0 : deductedFrom(grant, standing);
  return {
    ...{ grant, place, whole, end, deductFen },
    plannedFen: planned.fen,
    mostFen: Math.max(0, whole.fen - deductFen),
    apart: [],
    sameYear: [],
    yearRoom: yearRoomOf(grant, taken, asOf),
    endsStanding: standing.filter((each) => ends(grant, each.taken)),
    topsUp: standing.filter((each) => toppedUpTogether(grant, each.taken)),
    pools: [],
    monthlyFen: 0,
    monthRate: 0,
    capFen: Number(grant.jointCap?.capFen ?? 0n),
    monthsMax: grant.stacking.combined?.months ?? Number.POSITIVE_INFINITY,
    chosen: false,
    barredBy: 0,
    dueFen: 0,
    cuts: { monthsUsed: 0, deducted: 0, toppedUp: 0, jointCap: 0 },
  };
}

const NOTHING: Sum = { fen: 0, months: 0 };

function standingOf(benefit: TakenBenefit, place: number, { taken, asOf }: Pick<Beside, "taken" | "asOf">): Standing {
  const end = endOf(benefit, taken);
  return {
    taken: benefit,
    place,
    paidFen: exact(benefit.paidFen),
    whole: sumOf(benefit.instalments, end),
    untilToday: sumOf(benefit.instalments, Math.min(end, asOf)),
    endedBy: 0,
  };
}

/** The first day from which a taken benefit stops this one. */
function endOf(benefit: Grant | TakenBenefit, taken: readonly TakenBenefit[]): number {
  let end = Number.POSITIVE_INFINITY;
  for (const each of taken) if (each.from < end && ends(each, benefit)) end = each.from;
  return end;
}

function sumOf(instalments: readonly GrantInstalment[], before: number): Sum {
  let [fen, months] = [0, 0];
  for (const each of instalments) {
    if ((each.earned ?? each.due) >= before) continue;
    fen += exact(each.amountFen);
    months += each.months ?? 0;
  }
  return { fen, months };
}

/** A benefit of more than ninety thousand billion yuan is a mistake, not a benefit. */
function exact(fen: bigint): number {
  const number = Number(fen);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${fen} fen are too many to be stacked`);
  return number;
}

function relateAll(seats: readonly Seat[]): void {
  for (const [place, seat] of seats.entries()) {
    for (let next = place + 1; next < seats.length; next += 1) {
      const other = seats[next];
      if (other && whyApart(seat.grant, other.grant) !== null) {
        seat.apart.push(other);
        other.apart.push(seat);
      }
    }
  }
  const limited = new Set(seats.flatMap(({ grant }) => (grant.stacking.perYear ? [grant.policyId] : [])));
  for (const seat of limited.size === 0 ? [] : seats) {
    if (!limited.has(seat.grant.policyId)) continue;
    const { policyId } = seat.grant;
    seat.sameYear.push(
      ...seats.filter(
        (other) => other !== seat && other.grant.policyId === policyId && samePerson(other.grant, seat.grant),
      ),
    );
  }
}

/** Months count within one person; on a home that is not known yet, a cap holds for all of the group on such homes. */
function poolsOf(seats: readonly Seat[], standing: readonly Standing[], asOf: Day): readonly Pool[] {
  const pools = new Map<string, Pool>();
  const enter = (seat: Seat, kind: Pool["kind"], key: string) => {
    const pool = pools.get(key) ?? { kind, place: pools.size, seats: [], standing: [], queue: [] };
    pools.set(key, pool);
    pool.seats.push(seat);
    seat.pools.push(pool);
  };
  for (const seat of seats) {
    const { stacking, jointCap } = seat.grant;
    if (stacking.combined) enter(seat, "months", monthsKey(seat.grant, stacking.combined.group));
    if (jointCap) enter(seat, "cap", capKey(seat.grant, jointCap.group));
  }
  if (pools.size === 0) return [];
  for (const each of standing) {
    const { combined, jointCap } = each.taken.stacking;
    if (combined) pools.get(monthsKey(each.taken, combined.group))?.standing.push(each);
    if (jointCap) pools.get(capKey(each.taken, jointCap.group))?.standing.push(each);
  }
  const all = [...pools.values()];
  for (const pool of all) if (pool.kind === "months") lineUp(pool, asOf);
  return all;
}

function monthsKey({ person }: Grant | TakenBenefit, group: string): string {
  return `months ${person ?? ""} ${group}`;
}

function capKey({ home }: Grant | TakenBenefit, group: string): string {
  return home === undefined ? `cap ${group}` : `cap ${group} of ${home}`;
}

/** The instalments in the order of their days; of the same day the earlier clause first. */
function lineUp({ seats, queue }: Pool, asOf: Day): void {
  for (const seat of seats) {
    for (const { due, earned, amountFen, months } of seat.grant.instalments) {
      const day = Math.max(earned ?? due, asOf);
      if (!months || day >= seat.end) continue;
      queue.push({ seat, due: day, fen: Number(amountFen), months });
      seat.monthlyFen += Number(amountFen);
      seat.monthRate = Math.max(seat.monthRate, Number(amountFen) / months);
    }
  }
  queue.sort((a, b) => a.due - b.due || a.seat.place - b.seat.place);
  seats.sort((a, b) => b.monthRate - a.monthRate || a.place - b.place);
}
