import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import { findPaidAccount, getOpenOffer } from "../../areas/benefits/index.ts";
import { isWithoutProof, restsOnUnconfirmed } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { freezeAndOpen } from "../confirm-offer/confirm-offer.ts";
import type { MoneyDesk } from "../money/money-desk.ts";

export type WithoutApplication = { readonly offerId: number; readonly policy: CompiledPolicy; readonly today: Day };

/**
 * Opens the case of an offer at once (免申即享) where the policy handles it so and nothing is left to ask of the person: the checker has
 * proved that registers tell every condition and nothing is undertaken or chosen, and money reached the person's account before,
 * unchanged since. The number of the case, and whether it waits for a place (then nothing is published yet); undefined where the person has to confirm after all, and the offer stands as any other.
 */
export async function openWithoutApplication(
  desk: MoneyDesk,
  tx: Tx,
  { offerId, policy, today }: WithoutApplication,
): Promise<{ readonly caseId: number; readonly waits: boolean } | undefined> {
  if (policy.envelope.handling.mode !== "noApplication") return undefined;
  const offer = await getOpenOffer(tx, { offerId, today });
  if (offer.ok && (await restsOnUnconfirmed(tx, offer.value.personId))) return undefined;
  if (offer.ok && (await isWithoutProof(tx, offer.value.personId))) return undefined;
  if (!offer.ok || !(await findPaidAccount(tx, offer.value.personId))) return undefined;
  const given = { offerId, undertakings: [], account: { kind: "known" } } as const;
  const opened = await freezeAndOpen(desk, tx, { offer: offer.value, policy, asked: [], given });
  if (!opened.ok) return undefined;
  const { application, place } = opened.value;
  return { caseId: application.caseId, waits: place?.state === "waiting" };
}
