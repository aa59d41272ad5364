import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** Where people work now, by name, for lists. */
export async function listWorkplaceNames(tx: Tx, personIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ person_id: number; name: string }>`
    SELECT w.person_id, coalesce(o.name, w.credit_code) AS name FROM people.workplaces w
    LEFT JOIN employers.organisations o ON o.tenant_id = w.tenant_id AND o.credit_code = w.credit_code
    WHERE w.tenant_id = (SELECT access.current_tenant()) AND w.person_id = ANY (${[...personIds]}::int[]) AND w.open`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.person_id, row.name]));
}

export async function listOfficeNames(tx: Tx): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ office_id: number; name_zh: string }>`
    SELECT office_id, name_zh FROM access.offices WHERE tenant_id = (SELECT access.current_tenant())`.execute(tx);
  return new Map(rows.map((row) => [row.office_id, row.name_zh]));
}

export type CertificateLabel = { readonly occupation: string | null; readonly level: string | null };

export async function listCertificateLabels(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, CertificateLabel>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<CertificateLabel & { certificate_key: string }>`
    SELECT DISTINCT certificate_key, occupation, level FROM people.certificates
    WHERE tenant_id = (SELECT access.current_tenant()) AND certificate_key = ANY (${[...keys]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.certificate_key, row]));
}

/** The offices that the session may look into. */
export async function listVisibleOffices(tx: Tx): Promise<readonly number[]> {
  const { rows } = await sql<{ office: number }>`SELECT unnest(access.visible_offices()) AS office`.execute(tx);
  return rows.map((row) => row.office);
}
