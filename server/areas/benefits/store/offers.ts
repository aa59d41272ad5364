import type { Day, Fen } from "@wutong/kernel";
import { type RawBuilder, sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { Offer, OfferState, PlannedInstalment } from "../model.ts";

export type NewOffer = Omit<Offer, "offerId" | "state"> & { readonly now: Date };

/** Undefined where an open one for the same person, policy and certificate is there already. */
export async function insertOffer(tx: Tx, offer: NewOffer): Promise<number | undefined> {
  const plan = offer.plan.map((each) => ({
    number: each.number,
    dueOn: each.dueOn,
    ...(each.earnedOn === undefined ? {} : { earnedOn: each.earnedOn }),
    amountFen: String(each.amountFen),
  }));
  const { rows } = await sql<{ offer_id: number }>`
    INSERT INTO benefits.offers (tenant_id, office_id, person_id, policy, version, certificate_key, sweep_id, amount_fen, plan_fen, plan,
      state_at, pushed_by, pushed_on, expires_on)
    VALUES (access.current_tenant(), ${offer.officeId}, ${offer.personId}, ${offer.policy}, ${offer.version}, ${offer.certificateKey},
      ${offer.sweepId}, ${offer.amountFen}, ${offer.planFen}, ${JSON.stringify(plan)}::jsonb, ${offer.now}, ${offer.pushedBy},
      ${dayParameter(offer.pushedOn)}::date, ${dayParameter(offer.expiresOn)}::date)
    ON CONFLICT (tenant_id, person_id, policy, certificate_key) WHERE state IN ('open', 'disputed') DO NOTHING
    RETURNING offer_id`.execute(tx);
  return rows[0]?.offer_id;
}

export async function lockOffer(tx: Tx, offerId: number): Promise<Offer | undefined> {
  return (await readOffers(tx, sql`o.offer_id = ${offerId} FOR UPDATE`))[0];
}

export async function findOffer(tx: Tx, offerId: number): Promise<Offer | undefined> {
  return (await readOffers(tx, sql`o.offer_id = ${offerId}`))[0];
}

export async function saveOfferState(
  tx: Tx,
  offerId: number,
  change: { readonly state: OfferState; readonly now: Date; readonly reason?: string },
): Promise<void> {
  await sql`
    UPDATE benefits.offers SET state = ${change.state}, state_at = ${change.now}, decline_reason = coalesce(${change.reason ?? null}, decline_reason)
    WHERE tenant_id = access.current_tenant() AND offer_id = ${offerId}`.execute(tx);
}

/** Offers for the same thing as before, whatever became of them. */
export function listOffersFor(
  tx: Tx,
  of: { readonly personId: number; readonly policy: string; readonly certificateKey: string },
): Promise<readonly Offer[]> {
  return readOffers(
    tx,
    sql`o.person_id = ${of.personId} AND o.policy = ${of.policy} AND o.certificate_key = ${of.certificateKey} ORDER BY o.offer_id LIMIT 100`,
  );
}

/** Open offers whose last day is past, locked. */
export function lockExpired(tx: Tx, today: Day, limit: number): Promise<readonly Offer[]> {
  return readOffers(
    tx,
    sql`o.state = 'open' AND o.expires_on < ${dayParameter(today)}::date ORDER BY o.offer_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
}

export type OfferFilter = {
  readonly state: OfferState | undefined;
  readonly policy: string | undefined;
  readonly personIds: readonly number[] | undefined;
  readonly beforeId: number | null;
  readonly limit: number;
};

/** The newest first. */
export function listOffers(tx: Tx, filter: OfferFilter): Promise<readonly Offer[]> {
  return readOffers(
    tx,
    sql`(${filter.state ?? null}::text IS NULL OR o.state = ${filter.state ?? null})
      AND (${filter.policy ?? null}::text IS NULL OR o.policy = ${filter.policy ?? null})
      AND (${filter.personIds ? [...filter.personIds] : null}::int[] IS NULL OR o.person_id = ANY (${filter.personIds ? [...filter.personIds] : null}::int[]))
      AND (${filter.beforeId}::int IS NULL OR o.offer_id < ${filter.beforeId})
      ORDER BY o.offer_id DESC LIMIT ${filter.limit}`,
  );
}

export async function countOffers(tx: Tx): Promise<readonly { readonly state: OfferState; readonly offers: number }[]> {
  const { rows } = await sql<{ state: OfferState; offers: number }>`
    SELECT state, count(*)::int AS offers FROM benefits.offers
    WHERE tenant_id = access.current_tenant() GROUP BY state ORDER BY state`.execute(tx);
  return rows;
}

async function readOffers(tx: Tx, where: RawBuilder<unknown>): Promise<readonly Offer[]> {
  const { rows } = await sql<OfferRow>`
    SELECT o.offer_id, o.office_id, o.person_id, o.policy, o.version, o.certificate_key, o.sweep_id, o.amount_fen, o.plan_fen, o.plan,
      o.state, o.pushed_by, o.pushed_on, o.expires_on
    FROM benefits.offers o WHERE o.tenant_id = access.current_tenant() AND ${where}`.execute(tx);
  return rows.map((row) => ({
    offerId: row.offer_id,
    officeId: row.office_id,
    personId: row.person_id,
    policy: row.policy,
    version: row.version,
    certificateKey: row.certificate_key,
    sweepId: row.sweep_id,
    amountFen: row.amount_fen,
    planFen: row.plan_fen,
    plan: row.plan.map((each) => ({ ...each, amountFen: BigInt(each.amountFen) as Fen })),
    state: row.state,
    pushedBy: row.pushed_by,
    pushedOn: row.pushed_on,
    expiresOn: row.expires_on,
  }));
}

type OfferRow = {
  offer_id: number;
  office_id: number;
  person_id: number;
  policy: string;
  version: number;
  certificate_key: string;
  sweep_id: number;
  amount_fen: Fen;
  plan_fen: Fen;
  plan: readonly (Omit<PlannedInstalment, "amountFen"> & { readonly amountFen: string })[];
  state: OfferState;
  pushed_by: number;
  pushed_on: Day;
  expires_on: Day;
};
