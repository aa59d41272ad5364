import { sql } from "kysely";
import { type Database, openDatabase, type Tx } from "../../../storage/index.ts";
import type { AccountToSetUp, OfficeToSetUp } from "../model.ts";

/** Runs `act` in one transaction as the owner role: the one thing that no session may do. */
export async function asOwner<Value>(ownerUrl: string, act: (tx: Tx) => Promise<Value>): Promise<Value> {
  const owner: Database = openDatabase({ url: ownerUrl, connectionsMax: 1 });
  try {
    return await owner.kysely.transaction().execute(act);
  } finally {
    await owner.close();
  }
}

export async function insertTenant(
  tx: Tx,
  tenant: { readonly tenantId: number; readonly zh: string; readonly en: string },
): Promise<void> {
  await sql`INSERT INTO access.tenants (tenant_id, name_zh, name_en) VALUES (${tenant.tenantId}, ${tenant.zh}, ${tenant.en})
    ON CONFLICT DO NOTHING`.execute(tx);
}

export async function insertOffice(tx: Tx, tenantId: number, office: OfficeToSetUp): Promise<void> {
  await sql`INSERT INTO access.offices (tenant_id, office_id, parent_id, name_zh, name_en)
    VALUES (${tenantId}, ${office.officeId}, ${office.parentId}, ${office.zh}, ${office.en}) ON CONFLICT DO NOTHING`.execute(
    tx,
  );
}

export async function insertFirstAccount(
  tx: Tx,
  tenantId: number,
  account: Omit<AccountToSetUp, "password"> & { readonly passwordHash: string },
): Promise<void> {
  await sql`INSERT INTO access.accounts (tenant_id, office_id, login, display_name, roles, password_hash)
    VALUES (${tenantId}, ${account.officeId}, ${account.login}, ${account.name}, ${[...account.roles]}, ${account.passwordHash})`.execute(
    tx,
  );
}

export async function listLogins(tx: Tx, tenantId: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    login: string;
  }>`SELECT login FROM access.accounts WHERE tenant_id = ${tenantId}`.execute(tx);
  return new Set(rows.map((row) => row.login));
}

export async function listTenants(tx: Tx): Promise<readonly number[]> {
  const { rows } = await sql<{ tenant_id: number }>`SELECT tenant_id FROM access.tenants ORDER BY tenant_id`.execute(
    tx,
  );
  return rows.map((row) => row.tenant_id);
}
