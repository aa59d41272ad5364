import type { TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import type { Database } from "../../../storage/index.ts";

export type AccountToSignIn = {
  readonly accountId: number;
  readonly passwordHash: string;
  readonly lockedUntil: Date | null;
  readonly disabled: boolean;
};

export async function findAccountToSignIn(
  database: Database,
  { tenantId, login }: { readonly tenantId: TenantId; readonly login: string },
): Promise<AccountToSignIn | undefined> {
  const { rows } = await sql<{
    account_id: number;
    password_hash: string;
    locked_until: Date | null;
    disabled: boolean;
  }>`
    SELECT * FROM access.find_account_to_sign_in(${tenantId}, ${login})`.execute(database.kysely);
  const row = rows[0];
  return (
    row && {
      accountId: row.account_id,
      passwordHash: row.password_hash,
      lockedUntil: row.locked_until,
      disabled: row.disabled,
    }
  );
}

/** Counts a wrong password; the answer is until when the account is locked, if it is. */
export async function noteFailedSignIn(
  database: Database,
  tenantId: TenantId,
  accountId: number,
): Promise<Date | null> {
  const { rows } = await sql<{ locked: Date | null }>`
    SELECT access.note_failed_sign_in(${tenantId}, ${accountId}) AS locked`.execute(database.kysely);
  return rows[0]?.locked ?? null;
}
