import type { Day } from "@wutong/kernel";
import { openCase } from "../../cases/index.ts";
import { type Application, BENEFIT_CASE, type Offer } from "../model.ts";
import { findApplicationOfOffer, insertApplication } from "../store/applications.ts";
import { type DecisionRecord, insertDecision, insertEvidence } from "../store/evidence.ts";
import { saveOfferState } from "../store/offers.ts";
import type { Tx, Vault } from "../store/storage.ts";
import { homeLock } from "./lock-once.ts";

export type OpenApplication = {
  /** Locked and open. */
  readonly offer: Offer;
  readonly benefit: string;
  readonly region: number;
  readonly certificate: { readonly occupation: string; readonly level: string };
  readonly undertakings: readonly string[];
  readonly couple: boolean;
  /** The number of the home that it is for, as the person gives it. */
  readonly home: string | undefined;
  readonly payeeAccountId: number;
  /** The person's facts as they stand, as JSON text. */
  readonly facts: string;
  /** Where they came from, as JSON text. */
  readonly sources: string;
  readonly decision: DecisionRecord;
  readonly today: Day;
  readonly now: Date;
};

/** A confirmed offer becomes an application with its case; the evidence is frozen, the decision on it noted. */
export async function openApplication(tx: Tx, vault: Vault, given: OpenApplication): Promise<Application> {
  const { offer, now } = given;
  const caseId = await openCase(tx, { ...offer, type: BENEFIT_CASE, now });
  await insertApplication(tx, {
    ...offer,
    ...given.certificate,
    caseId,
    benefit: given.benefit,
    region: given.region,
    undertakings: given.undertakings,
    couple: given.couple,
    homeIndex: given.home === undefined ? null : homeLock(vault, given.home),
    payeeAccountId: given.payeeAccountId,
    confirmedOn: given.today,
    now,
  });
  const application = await findApplicationOfOffer(tx, offer.offerId);
  if (!application) throw new Error("an application is out of the session's scope");
  const { facts, sources, today: asOf } = given;
  await insertEvidence(tx, vault, application, { kind: "confirmation", asOf, facts, sources, now });
  await insertDecision(tx, application, { ...given.decision, now });
  await saveOfferState(tx, offer.offerId, { state: "confirmed", now });
  return application;
}
