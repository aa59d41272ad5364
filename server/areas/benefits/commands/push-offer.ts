import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { insertOffer, listOffersFor, type NewOffer } from "../store/offers.ts";
import type { Tx } from "../store/storage.ts";

/**
 * Offers a person what a finding says they are entitled to. Problems: `benefits.alreadyOffered` (open, or confirmed before),
 * `benefits.declinedBefore`.
 */
export async function pushOffer(tx: Tx, offer: NewOffer): Promise<Result<{ readonly offerId: number }, Problem>> {
  const earlier = await listOffersFor(tx, offer);
  if (earlier.some((each) => each.state === "declined")) return fail(problem("benefits.declinedBefore"));
  if (earlier.some((each) => each.state === "confirmed")) return fail(problem("benefits.alreadyOffered"));
  const offerId = await insertOffer(tx, offer);
  return offerId === undefined ? fail(problem("benefits.alreadyOffered")) : ok({ offerId });
}
