import type { QuotaOrder } from "../envelope/stacking-rules.ts";
import { sha256 } from "./sha256.ts";

/** Somebody who is entitled and has asked for a place. */
export type QuotaCandidate = {
  /** Unique among the candidates. Of a lottery it is published: the lot is drawn with it. */
  readonly key: string;
  /** When they confirmed: the smaller number did before (an instant, or a running number). */
  readonly confirmed: number;
  /** What the order asks for: rank, points, or tickets; null where it is unknown. First come needs none. */
  readonly value?: number | null;
  /** Whose places are asked for, where they are counted apart (each employer's). */
  readonly of?: string;
  /** For each of the quota's reserves whether they meet it; unknown (null) is not proved. */
  readonly reserved?: readonly (boolean | null)[];
};

/** `known`: their place in the order is certain. `lot`: what a lottery drew for them. */
export type OrderedCandidate = { readonly candidate: QuotaCandidate; readonly known: boolean; readonly lot?: string };

/** More tickets than these count as so many: a lot costs one digest a ticket. */
const TICKETS_MAX = 1_000;

/**
 * The candidates in the order of a quota, whatever the order they come in: equal ranks and points by who confirmed first, then by
 * key. Who has no known rank, points or tickets stands behind all others. A lottery needs its seed.
 */
export function orderCandidates(
  order: QuotaOrder,
  candidates: readonly QuotaCandidate[],
  seed?: string,
): readonly OrderedCandidate[] {
  const drawn = candidates.map((candidate) => placeIn(order, candidate, seed));
  const sorted = drawn.toSorted((a, b) => Number(b.known) - Number(a.known) || compareIn(order, a, b));
  for (const [index, { candidate }] of sorted.entries()) {
    if (sorted[index + 1]?.candidate.key === candidate.key)
      throw new Error(`two candidates have the key ${candidate.key}`);
  }
  return sorted;
}

/**
 * The lot of one candidate: the smallest of the SHA-256 digests of "seed|key|1", "seed|key|2", … one for each ticket. The smaller
 * lot comes first, so that the chance to be first is that of one's tickets among all. Null without a ticket.
 */
function drawLot(seed: string, key: string, tickets: number): string | null {
  let smallest: string | null = null;
  for (let ticket = 1; ticket <= Math.min(Math.floor(tickets), TICKETS_MAX); ticket += 1) {
    const digest = sha256(`${seed}|${key}|${ticket}`);
    if (smallest === null || digest < smallest) smallest = digest;
  }
  return smallest;
}

function placeIn(order: QuotaOrder, candidate: QuotaCandidate, seed: string | undefined): OrderedCandidate {
  if (order.kind === "firstCome") return { candidate, known: true };
  const value = order.kind === "lottery" && order.weight === undefined ? 1 : (candidate.value ?? null);
  if (value === null || Number.isNaN(value)) return { candidate, known: false };
  if (order.kind !== "lottery") return { candidate, known: true };
  if (seed === undefined) throw new Error("a lottery is drawn with a seed");
  return { candidate, known: true, lot: drawLot(seed, candidate.key, value) ?? NO_TICKET };
}

/** Behind every digest. */
const NO_TICKET = "g";

function compareIn(order: QuotaOrder, a: OrderedCandidate, b: OrderedCandidate): number {
  return (
    compareBy(order, a, b) ||
    a.candidate.confirmed - b.candidate.confirmed ||
    compareText(a.candidate.key, b.candidate.key)
  );
}

function compareBy(order: QuotaOrder, a: OrderedCandidate, b: OrderedCandidate): number {
  if (!a.known || !b.known || order.kind === "firstCome") return 0;
  if (order.kind === "lottery") return compareText(a.lot ?? "", b.lot ?? "");
  const [one, other] = [a.candidate.value ?? 0, b.candidate.value ?? 0];
  return order.kind === "rank" ? one - other : other - one;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
