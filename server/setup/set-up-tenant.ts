import type { Role } from "@wutong/contracts";
import pg from "pg";
import { hashPassword } from "../areas/access/index.ts";

export type OfficeToSetUp = {
  readonly officeId: number;
  readonly parentId: number | null;
  readonly zh: string;
  readonly en: string;
};

export type AccountToSetUp = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly officeId: number;
  readonly roles: readonly Exclude<Role, "talent">[];
};

export type TenantToSetUp = {
  readonly tenantId: number;
  readonly zh: string;
  readonly en: string;
  /** Parents before their children. */
  readonly offices: readonly OfficeToSetUp[];
  readonly accounts: readonly AccountToSetUp[];
};

/**
 * Enters a tenant with its offices and first accounts, as the owner role: the one thing that no session may do.
 * What is already there stays as it is, so that it can run at every start.
 */
export async function setUpTenant(ownerUrl: string, tenant: TenantToSetUp): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      "INSERT INTO access.tenants (tenant_id, name_zh, name_en) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      [tenant.tenantId, tenant.zh, tenant.en],
    );
    for (const office of tenant.offices) {
      await client.query(
        "INSERT INTO access.offices (tenant_id, office_id, parent_id, name_zh, name_en) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        [tenant.tenantId, office.officeId, office.parentId, office.zh, office.en],
      );
    }
    for (const account of await missingAccounts(client, tenant)) {
      await client.query(
        "INSERT INTO access.accounts (tenant_id, office_id, login, display_name, roles, password_hash) VALUES ($1, $2, $3, $4, $5, $6)",
        [
          tenant.tenantId,
          account.officeId,
          account.login,
          account.name,
          account.roles,
          await hashPassword(account.password),
        ],
      );
    }
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

/** The tenant that the database holds, where it is one; undefined where there is none, a thrown error where several. */
export async function findOnlyTenant(ownerUrl: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant_id: number }>("SELECT tenant_id FROM access.tenants LIMIT 2");
    if (rows.length > 1) throw new Error("the database holds several tenants; one server serves one");
    return rows[0]?.tenant_id;
  } finally {
    await client.end();
  }
}

/** Hashing a password is slow on purpose, so a second start doesn't do it again. */
async function missingAccounts(client: pg.Client, tenant: TenantToSetUp): Promise<readonly AccountToSetUp[]> {
  const { rows } = await client.query<{ login: string }>("SELECT login FROM access.accounts WHERE tenant_id = $1", [
    tenant.tenantId,
  ]);
  const known = new Set(rows.map((row) => row.login));
  return tenant.accounts.filter((account) => !known.has(account.login));
}
