import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { type Database, dayParameter, type Tx } from "../../../storage/index.ts";

export type NewInvitation = { readonly creditCode: string; readonly employer: string; readonly linkHash: string };

/** `linkHash` in hexadecimal. */
export async function insertInvitations(
  tx: Tx,
  wave: { readonly waveId: number; readonly officeId: number },
  invitations: readonly NewInvitation[],
): Promise<void> {
  await sql`
    INSERT INTO demand.invitations (tenant_id, office_id, wave_id, credit_code, employer, link_hash)
    SELECT access.current_tenant(), ${wave.officeId}, ${wave.waveId}, i."creditCode", i.employer, decode(i."linkHash", 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(invitations)}::jsonb) AS i ("creditCode" text, employer text, "linkHash" text)`.execute(
    tx,
  );
}

/** Whose link it is; asked before there is a session. */
export async function findLink(
  database: Database,
  tenantId: number,
  hash: Buffer,
): Promise<{ readonly invitationId: number; readonly officeId: number } | undefined> {
  const { rows } = await sql<{ invitation_id: number; office_id: number }>`
    SELECT * FROM demand.find_link(${tenantId}, ${hash})`.execute(database.kysely);
  const row = rows[0];
  return row && { invitationId: row.invitation_id, officeId: row.office_id };
}

export type Invitation = {
  readonly invitationId: number;
  readonly waveId: number;
  readonly officeId: number;
  readonly creditCode: string;
  readonly employer: string;
  readonly revision: number;
  readonly sealedContact: Buffer | null;
  readonly contactConsent: boolean;
};

/** With `lock`, two who answer for one employer take turns. */
export async function findInvitation(
  tx: Tx,
  invitationId: number,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    SELECT invitation_id AS "invitationId", wave_id AS "waveId", office_id AS "officeId", credit_code AS "creditCode", employer,
      revision, sealed_contact AS "sealedContact", contact_consent AS "contactConsent"
    FROM demand.invitations WHERE tenant_id = access.current_tenant() AND invitation_id = ${invitationId}
    ${lock ? sql`FOR UPDATE` : sql``}`.execute(tx);
  return rows[0];
}

/** A new revision of the answer; a null contact keeps the one before. */
export async function saveAnswered(
  tx: Tx,
  invitationId: number,
  given: { readonly contact: { readonly sealed: Buffer; readonly consent: boolean } | null; readonly now: Date },
): Promise<void> {
  await sql`
    UPDATE demand.invitations SET revision = revision + 1, answered_at = ${given.now},
      sealed_contact = coalesce(${given.contact?.sealed ?? null}::bytea, sealed_contact),
      contact_consent = coalesce(${given.contact?.consent ?? null}::boolean, contact_consent)
    WHERE tenant_id = access.current_tenant() AND invitation_id = ${invitationId}`.execute(tx);
}

export const REMINDERS_MAX = 3;

/** Marks who has not answered, was reminded less than three times and not today; they are returned. */
export async function takeToRemind(
  tx: Tx,
  waveId: number,
  today: Day,
  creditCodes: readonly string[],
): Promise<readonly { readonly invitationId: number; readonly creditCode: string; readonly reminders: number }[]> {
  const { rows } = await sql<{ invitationId: number; creditCode: string; reminders: number }>`
    UPDATE demand.invitations SET reminders = reminders + 1, reminded_on = ${dayParameter(today)}::date
    WHERE tenant_id = access.current_tenant() AND wave_id = ${waveId} AND answered_at IS NULL AND reminders < ${REMINDERS_MAX}
      AND reminded_on IS DISTINCT FROM ${dayParameter(today)}::date AND credit_code = ANY (${[...creditCodes]}::text[])
    RETURNING invitation_id AS "invitationId", credit_code AS "creditCode", reminders`.execute(tx);
  return rows;
}

export type InvitationRow = {
  readonly invitationId: number;
  readonly creditCode: string;
  readonly employer: string;
  readonly kind: string | null;
  readonly industry: string | null;
  readonly aboveScale: boolean | null;
  readonly answeredAt: Date | null;
  readonly items: number;
  readonly reminders: number;
  readonly hasContact: boolean;
};

export type InvitationFilter = {
  readonly waveId: number;
  readonly answered?: boolean | undefined;
  /** "" for those of which no register says. */
  readonly kind?: string | undefined;
  /** A section of GB/T 4754, or "". */
  readonly industry?: string | undefined;
  readonly after: number;
  readonly limit: number;
};

export async function listInvitations(tx: Tx, filter: InvitationFilter): Promise<readonly InvitationRow[]> {
  const { answered = null, kind = null, industry = null } = filter;
  const { rows } = await sql<InvitationRow>`
    SELECT i.invitation_id AS "invitationId", i.credit_code AS "creditCode", i.employer, o.kind, o.industry,
      o.above_scale AS "aboveScale", i.answered_at AS "answeredAt", i.reminders,
      (SELECT count(*)::int FROM demand.items d WHERE d.tenant_id = i.tenant_id AND d.invitation_id = i.invitation_id
        AND d.state <> 'withdrawn') AS items,
      EXISTS (SELECT FROM employers.survey_contacts c WHERE c.tenant_id = i.tenant_id AND c.office_id = i.office_id
        AND c.credit_code = i.credit_code) AS "hasContact"
    FROM demand.invitations i
    LEFT JOIN employers.organisations o ON o.tenant_id = i.tenant_id AND o.credit_code = i.credit_code
    WHERE i.tenant_id = access.current_tenant() AND i.wave_id = ${filter.waveId} AND i.invitation_id > ${filter.after}
      AND (${answered}::boolean IS NULL OR (i.answered_at IS NOT NULL) = ${answered}::boolean)
      AND (${kind}::text IS NULL OR coalesce(o.kind, '') = ${kind}::text)
      AND (${industry}::text IS NULL OR left(coalesce(o.industry, ''), 1) = ${industry}::text)
    ORDER BY i.invitation_id LIMIT ${filter.limit}`.execute(tx);
  return rows;
}

/** The credit codes of who has not answered a wave yet. */
export async function listSilent(tx: Tx, waveId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ credit_code: string }>`
    SELECT credit_code FROM demand.invitations
    WHERE tenant_id = access.current_tenant() AND wave_id = ${waveId} AND answered_at IS NULL`.execute(tx);
  return rows.map((row) => row.credit_code);
}
