import type { TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import { type Database, inSession, type Token, type Tx } from "../../../storage/index.ts";

export type AccountToSignIn = {
  /** Null where no open account has this login. */
  readonly accountId: number | null;
  readonly passwordHash: string | null;
  readonly lockedUntil: Date | null;
};

type Login = { readonly tenantId: TenantId; readonly login: string };

export async function findAccountToSignIn(database: Database, { tenantId, login }: Login): Promise<AccountToSignIn> {
  const { rows } = await sql<{ account_id: number | null; password_hash: string | null; locked_until: Date | null }>`
    SELECT * FROM access.find_account_to_sign_in(${tenantId}, ${login})`.execute(database.kysely);
  const row = rows[0];
  return {
    accountId: row?.account_id ?? null,
    passwordHash: row?.password_hash ?? null,
    lockedUntil: row?.locked_until ?? null,
  };
}

/** Counts a wrong password for a login, whether or not an account has it. */
export async function noteFailedSignIn(
  database: Database,
  { tenantId, login }: Login,
): Promise<{ readonly attempts: number; readonly lockedUntil: Date | null }> {
  const { rows } = await sql<{ attempts: number; locked_until: Date | null }>`
    SELECT * FROM access.note_failed_sign_in(${tenantId}, ${login})`.execute(database.kysely);
  return { attempts: rows[0]?.attempts ?? 0, lockedUntil: rows[0]?.locked_until ?? null };
}

export type AccountRow = {
  readonly account_id: number;
  readonly login: string;
  readonly display_name: string;
  readonly roles: readonly ("clerk" | "reviewer" | "finance" | "leader" | "auditor")[];
  readonly office_id: number;
  readonly office_name: string;
  readonly state: "open" | "locked" | "closed";
  readonly last_sign_in: Date | null;
};

/** Accounts of the offices within the session's scope. */
export function listAccounts(database: Database, token: Token): Promise<readonly AccountRow[]> {
  return inSession(
    database,
    token,
    async (tx) => (await sql<AccountRow>`SELECT * FROM access.list_accounts()`.execute(tx)).rows,
  );
}

/** The new account's id, 0 where the login is taken, null where the office is out of scope. */
export async function insertAccount(
  tx: Tx,
  account: {
    readonly login: string;
    readonly name: string;
    readonly officeId: number;
    readonly roles: readonly string[];
    readonly passwordHash: string;
  },
): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    SELECT access.open_account(${account.login}, ${account.name}, ${account.officeId}, ${[...account.roles]}, ${account.passwordHash}) AS id`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

export async function unlockAccount(tx: Tx, accountId: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`SELECT access.unlock_account(${accountId}) AS found`.execute(tx);
  return rows[0]?.found ?? false;
}

export async function closeAccount(tx: Tx, accountId: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`SELECT access.close_account(${accountId}) AS found`.execute(tx);
  return rows[0]?.found ?? false;
}

export async function findOwnPasswordHash(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ hash: string | null }>`SELECT access.own_password_hash() AS hash`.execute(tx);
  return rows[0]?.hash ?? null;
}

export async function setOwnPassword(tx: Tx, passwordHash: string): Promise<void> {
  await sql`SELECT access.set_own_password(${passwordHash})`.execute(tx);
}
