import type { Day, Fen } from "@wutong/kernel";
import { chooseBest } from "./best-set.ts";
import { layBoard } from "./board.ts";
import type { DueStep, Grant, GrantDue, StackedBenefits, TakenBenefit } from "./grant.ts";
import { ends } from "./relations.ts";
import type { Board, Seat } from "./seats.ts";
import { stillPays } from "./share-out.ts";
import { whyLost } from "./why-lost.ts";

/**
 * The lawful set of benefits with the highest value: money already paid (fixed) plus the instalments due under that
 * set, nominal in fen, from the earliest dates; in kind at its stated worth. Of equal values the set that ends fewer
 * running benefits, then the one with the earlier clause. A grant that would bring nothing under the set is left out.
 *
 * What is due under a set is worked out in five steps, in this order: ends, combined months, deduction, top-up, joint cap
 * (`shareOut` tells each). `grants` and `alreadyTaken` may be those of a whole household, told apart by `person`: rules
 * about a person hold within each, rules about the household or a home among all.
 */
export function stack(grants: readonly Grant[], alreadyTaken: readonly TakenBenefit[], asOf: Day): StackedBenefits {
  const ordered = [...grants].sort((a, b) => a.rank - b.rank || compareKeys(a.key, b.key));
  const board = layBoard(ordered, alreadyTaken, asOf);
  const exact = chooseBest(board);
  const chosen = board.seats.filter((seat) => seat.chosen);
  return {
    chosen: chosen.map(({ grant }) => grant.key),
    dues: chosen.map(dueOf),
    valueFen: totalValue(board),
    lost: chosen.length === ordered.length ? [] : lostOf(ordered, board),
    endsRunning: endedRunning(board, chosen, asOf),
    exact,
  };
}

function lostOf(ordered: readonly Grant[], board: Board): StackedBenefits["lost"] {
  const seats = new Map(board.seats.map((seat) => [seat.grant, seat]));
  return ordered.flatMap((grant) => {
    const barred = board.barred.get(grant);
    if (barred) return [barred];
    const seat = seats.get(grant);
    return seat && !seat.chosen ? [whyLost(seat, board)] : [];
  });
}

function dueOf({ grant, plannedFen, whole, dueFen, cuts }: Seat): GrantDue {
  const { monthsUsed, deducted, toppedUp, jointCap } = cuts;
  const steps: readonly (readonly [DueStep, number])[] =
    dueFen === plannedFen
      ? []
      : [
          ["endedBy", plannedFen - whole.fen],
          ["monthsUsed", monthsUsed],
          ["deducted", deducted],
          ["toppedUp", toppedUp],
          ["jointCap", jointCap],
        ];
  return {
    key: grant.key,
    fullFen: BigInt(plannedFen) as Fen,
    dueFen: BigInt(dueFen) as Fen,
    inKind: grant.inKind === true,
    less: steps.flatMap(([why, fen]) => (fen > 0 ? [{ why, fen: BigInt(fen) as Fen }] : [])),
  };
}

function totalValue({ seats, standing }: Board): Fen {
  let value = 0n;
  for (const seat of seats) if (seat.chosen) value += BigInt(seat.dueFen);
  for (const each of standing) value += each.taken.paidFen + BigInt(stillPays(each).fen);
  return value as Fen;
}

function endedRunning(board: Board, chosen: readonly Seat[], asOf: Day): StackedBenefits["endsRunning"] {
  return board.standing.flatMap(({ taken, whole, untilToday }) => {
    const by = chosen.find(({ grant }) => ends(grant, taken));
    return by && whole.fen > untilToday.fen ? [{ key: taken.key, by: by.grant.key, from: asOf }] : [];
  });
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
