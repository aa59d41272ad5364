import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { checkOpen, type Offer } from "../model.ts";
import { lockExpired, lockOffer, saveOfferState } from "../store/offers.ts";
import type { Tx } from "../store/storage.ts";

export type EndOffer = { readonly offerId: number; readonly today: Day; readonly now: Date; readonly reason: string };

const EXPIRED_AT_ONCE = 1_000;

/** The person doesn't want it: it isn't pushed again. Problems: `benefits.notFound` and those of `checkOpen`. */
export async function declineOffer(tx: Tx, given: EndOffer): Promise<Result<Offer, Problem>> {
  const offer = await getOpenOffer(tx, given);
  if (offer.ok) await saveOfferState(tx, given.offerId, { ...given, state: "declined" });
  return offer;
}

/** The office takes it back. Problems: `benefits.notFound`, `benefits.offerNotOpen`. */
export async function withdrawOffer(tx: Tx, given: EndOffer): Promise<Result<Offer, Problem>> {
  const offer = await lockOffer(tx, given.offerId);
  if (!offer) return fail(problem("benefits.notFound", { id: given.offerId }));
  if (offer.state !== "open" && offer.state !== "disputed") {
    return fail(problem("benefits.offerNotOpen", { state: offer.state }));
  }
  await saveOfferState(tx, given.offerId, { ...given, state: "withdrawn" });
  return ok(offer);
}

/** Ends the open offers whose last day is past, at most 1,000 at a time. Returns their numbers. */
export async function expireOffers(tx: Tx, today: Day, now: Date): Promise<readonly number[]> {
  const expired = await lockExpired(tx, today, EXPIRED_AT_ONCE);
  for (const { offerId } of expired) await saveOfferState(tx, offerId, { state: "expired", now });
  return expired.map((offer) => offer.offerId);
}

/** An offer on which its person may still act, locked. Problems: `benefits.notFound` and those of `checkOpen`. */
export async function getOpenOffer(
  tx: Tx,
  { offerId, today }: { readonly offerId: number; readonly today: Day },
): Promise<Result<Offer, Problem>> {
  const offer = await lockOffer(tx, offerId);
  if (!offer) return fail(problem("benefits.notFound", { id: offerId }));
  const open = checkOpen(offer, today);
  return open.ok ? ok(offer) : open;
}
