import { sql } from "kysely";
import type { Tx, Vault } from "../../../storage/index.ts";

export type EmployerFilter = {
  /** Empty for all kinds. */
  readonly kinds: readonly string[];
  /** The beginning of an industry code; empty for all. */
  readonly industry: string;
  readonly aboveScaleOnly: boolean;
  readonly limit: number;
};

export type SurveyedEmployer = { readonly creditCode: string; readonly name: string };

/** Organisations of the caller's districts that a survey asks, those above scale first. */
export async function listEmployersToSurvey(tx: Tx, filter: EmployerFilter): Promise<readonly SurveyedEmployer[]> {
  const { rows } = await sql<SurveyedEmployer>`
    SELECT credit_code AS "creditCode", name FROM employers.organisations
    WHERE tenant_id = (SELECT access.current_tenant()) AND district = ANY ((SELECT access.visible_offices())::int[])
      AND (${filter.kinds.length} = 0 OR kind = ANY (${[...filter.kinds]}::text[]))
      AND starts_with(coalesce(industry, ''), ${filter.industry}) AND (NOT ${filter.aboveScaleOnly}::boolean OR above_scale)
    ORDER BY above_scale DESC NULLS LAST, credit_code LIMIT ${filter.limit}`.execute(tx);
  return rows;
}

export type Contact = { readonly name: string; readonly phone: string };

/** False where no organisation has the code. */
export async function saveSurveyContact(
  tx: Tx,
  vault: Vault,
  given: Contact & {
    readonly tenantId: number;
    readonly officeId: number;
    readonly creditCode: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const sealed = vault.seal(JSON.stringify({ name: given.name, phone: given.phone }), bindOf(given.tenantId));
  const result = await sql`
    INSERT INTO employers.survey_contacts (tenant_id, office_id, credit_code, sealed_contact, recorded_at)
    SELECT tenant_id, ${given.officeId}, credit_code, ${sealed}, ${given.now} FROM employers.organisations
    WHERE tenant_id = access.current_tenant() AND credit_code = ${given.creditCode}
    ON CONFLICT (tenant_id, office_id, credit_code) DO UPDATE
      SET sealed_contact = excluded.sealed_contact, recorded_at = excluded.recorded_at`.execute(tx);
  return (result.numAffectedRows ?? 0n) === 1n;
}

/** The contacts of an office, by credit code. */
export async function findSurveyContacts(
  tx: Tx,
  vault: Vault,
  asked: { readonly tenantId: number; readonly officeId: number; readonly creditCodes: readonly string[] },
): Promise<ReadonlyMap<string, Contact>> {
  const { rows } = await sql<{ credit_code: string; sealed_contact: Buffer }>`
    SELECT credit_code, sealed_contact FROM employers.survey_contacts
    WHERE tenant_id = access.current_tenant() AND office_id = ${asked.officeId}
      AND credit_code = ANY (${[...asked.creditCodes]}::text[])`.execute(tx);
  return new Map(
    rows.map((row) => [row.credit_code, JSON.parse(vault.open(row.sealed_contact, bindOf(asked.tenantId))) as Contact]),
  );
}

function bindOf(tenantId: number): string {
  return `employers.survey_contacts.sealed_contact:${tenantId}`;
}
