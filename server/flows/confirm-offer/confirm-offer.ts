import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy, GivenFacts, GivenList } from "@wutong/policy";
import {
  type Application,
  checkUndertakings,
  declineOffer as decline,
  getOpenOffer,
  nameAccount,
  type Offer,
  openApplication,
  type Place,
  type WaitsFor,
} from "../../areas/benefits/index.ts";
import { holdCase } from "../../areas/cases/index.ts";
import { findPersonCard, readFacts, readSources } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { decideOn } from "../decide-again/decide-again.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { refuseOthers } from "../money/only-the-person.ts";
import { takePlace } from "../take-place/take-place.ts";
import { showWaiting } from "../take-place/why-waiting.ts";

export type ConfirmOffer = {
  readonly offerId: number;
  readonly undertakings: readonly string[];
  /** The number of the home that it is for, where the policy grants one for one home. */
  readonly home?: string | undefined;
  readonly account:
    | { readonly kind: "known" }
    | { readonly kind: "new"; readonly bank: string; readonly number: string };
};

export type Confirmed = {
  readonly caseId: number;
  readonly state: "confirmed";
  readonly held: boolean;
  /** The policy's places or its money of the year are gone: which of them, and the place in the queue. */
  readonly waiting: { readonly for: WaitsFor; readonly place: number | null } | null;
};

/**
 * The person confirms once: every undertaking is made, the account named, the evidence frozen as of now and decided on; a case
 * opens, with a place where the policy has only so many, or in its queue. An account that needs a look holds the case. Talents only, for offers of their own. Problems: those of `getOpenOffer`,
 * `checkUndertakings`, `nameAccount`; `benefits.noLongerEntitled` where the facts have changed since the offer.
 */
export function confirmOffer(
  desk: MoneyDesk,
  caller: Caller,
  given: ConfirmOffer,
): Promise<Result<Confirmed, Problem>> {
  const input = {
    offerId: given.offerId,
    undertakings: given.undertakings,
    account: accountForInput(desk, given.account),
    home: given.home === undefined ? null : desk.vault.blindIndex(given.home, "confirmOffer.homes").toString("hex"),
  };
  return desk.run({ ...caller, command: "confirmOffer", input }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const now = desk.now();
    const today = todayOf(now);
    const offer = await getOpenOffer(tx, { offerId: given.offerId, today });
    if (!offer.ok) return offer;
    const policy = await getPolicy(desk, tx, offer.value.policy, offer.value.version);
    const asked = policy.envelope.undertakings.map((each) => each.id);
    const promised = checkUndertakings(asked, given.undertakings);
    if (!promised.ok) return promised;
    const opened = await freezeAndOpen(desk, tx, { offer: offer.value, policy, asked, given });
    if (!opened.ok) return opened;
    const { application, held, place } = opened.value;
    const waiting = showWaiting(place);
    return ok({
      reply: { caseId: application.caseId, state: "confirmed", held, waiting },
      subject: { kind: "case", id: application.caseId },
      officeId: application.officeId,
      personId: application.personId,
      before: { offer: "open" },
      after: {
        offer: "confirmed",
        case: "confirmed",
        held,
        undertakings: application.undertakings,
        account: application.payeeAccountId,
        ...(place ? { place: place.state, waiting } : {}),
      },
    });
  });
}

/** The person doesn't want it; it isn't pushed again. Problems: those of `getOpenOffer`. */
export function declineOffer(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly offerId: number; readonly reason: string },
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "declineOffer", input: given }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const now = desk.now();
    const offer = await decline(tx, { ...given, today: todayOf(now), now });
    if (!offer.ok) return offer;
    const { officeId, personId } = offer.value;
    const subject = { kind: "offer", id: given.offerId };
    return ok({
      reply: { done: true },
      subject,
      officeId,
      personId,
      before: { offer: "open" },
      after: { offer: "declined" },
    });
  });
}

type Opening = {
  readonly offer: Offer;
  readonly policy: CompiledPolicy;
  readonly asked: readonly string[];
  readonly given: ConfirmOffer;
};

type Opened = { readonly application: Application; readonly held: boolean; readonly place: Place | undefined };

/**
 * Decides on the facts as they stand, freezes them and opens the case, with a place or in the queue; an account that needs a look holds it.
 * Problems: `benefits.noLongerEntitled`, those of `nameAccount`.
 */
export async function freezeAndOpen(
  desk: MoneyDesk,
  tx: Tx,
  { offer, policy, asked, given }: Opening,
): Promise<Result<Opened, Problem>> {
  const now = desk.now();
  const today = todayOf(now);
  const person = await findPersonCard(tx, desk.vault, offer.personId);
  const read = await readFacts(tx, offer.personId, today);
  if (!person || !read) return fail(problem("benefits.notFound", { id: offer.offerId }));
  const decided = decideOn({ policy, certificateKey: offer.certificateKey }, { facts: read.facts, asOf: today });
  if (decided.outcome !== "entitled")
    return fail(problem("benefits.noLongerEntitled", { conditions: decided.failed.join(", ") }));
  const { officeId, personId } = offer;
  const named = await nameAccount(tx, desk.vault, {
    personId,
    officeId,
    verifiedName: person.name,
    account: given.account,
    now,
  });
  if (!named.ok) return named;
  const sources = await readSources(tx, { personId, facts: read.facts, asOf: today });
  const application = await openApplication(tx, desk.vault, {
    offer,
    benefit: policy.envelope.benefit,
    region: policy.envelope.office,
    certificate: certificateIn(read.facts, offer.certificateKey),
    undertakings: asked,
    couple: policy.envelope.beneficiary.who === "couple",
    home: policy.envelope.stacking.oncePerHome ? given.home : undefined,
    payeeAccountId: named.value.payeeAccountId,
    facts: JSON.stringify(read.facts),
    sources: JSON.stringify(sources),
    decision: { ...decided, madeAt: "confirmation", basis: "frozen", decidedOn: today },
    today,
    now,
  });
  const reasons = named.value.openReasons;
  if (reasons.length > 0) {
    const why = problem("benefits.accountInReview", { reasons: reasons.join(", ") });
    const held = await holdCase(tx, application.caseId, { kind: "accountReview", since: today, problem: why }, now);
    if (!held.ok) return held;
  }
  const place = await takePlace(desk, tx, { application, policy, facts: read.facts });
  return ok({ application, held: reasons.length > 0, place });
}

function certificateIn(facts: GivenFacts, key: string): { readonly occupation: string; readonly level: string } {
  const list = facts["certificates"] as GivenList | undefined;
  const row = list?.rows.find((each) => each["key"] === key);
  return { occupation: String(row?.["occupation"] ?? ""), level: String(row?.["level"] ?? "") };
}

/** Of the number only its blind index goes into the digest of what was asked. */
function accountForInput(desk: MoneyDesk, account: ConfirmOffer["account"]): string {
  if (account.kind === "known") return "known";
  return desk.vault.blindIndex(`${account.bank} ${account.number}`, "confirmOffer.accounts").toString("hex");
}
