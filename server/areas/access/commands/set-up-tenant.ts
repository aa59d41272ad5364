import type { TenantToSetUp } from "../model.ts";
import { asOwner, insertFirstAccount, insertOffice, insertTenant, listLogins, listTenants } from "../store/set-up.ts";
import { hashPassword } from "./sign-in.ts";

/** Enters a tenant with its offices and first accounts, as the owner role. What is already there stays as it is. */
export function setUpTenant(ownerUrl: string, tenant: TenantToSetUp): Promise<void> {
  return asOwner(ownerUrl, async (tx) => {
    await insertTenant(tx, tenant);
    for (const office of tenant.offices) await insertOffice(tx, tenant.tenantId, office);
    // Hashing a password is slow on purpose, so a second start doesn't do it again.
    const known = await listLogins(tx, tenant.tenantId);
    for (const { password, ...account } of tenant.accounts) {
      if (known.has(account.login)) continue;
      await insertFirstAccount(tx, tenant.tenantId, { ...account, passwordHash: await hashPassword(password) });
    }
  });
}

/** The tenant that the database holds, where it is one; undefined where there is none, a thrown error where several. */
export async function findOnlyTenant(ownerUrl: string): Promise<number | undefined> {
  const [first, second] = await asOwner(ownerUrl, listTenants);
  if (second !== undefined) throw new Error("the database holds several tenants; one server serves one");
  return first;
}
