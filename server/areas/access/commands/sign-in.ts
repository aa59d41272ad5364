import { hash, verify } from "@node-rs/argon2";
import { fail, ok, type Problem, problem, type Result, type TenantId } from "@wutong/kernel";
import type { Database, Token } from "../../../storage/index.ts";
import { findAccountToSignIn, noteFailedSignIn } from "../store/accounts.ts";
import { openStaffSession } from "../store/sessions.ts";

export type SignIn = { readonly tenantId: TenantId; readonly login: string; readonly password: string };

/** argon2id with the library's defaults (19 MiB, 2 passes), the minimum of OWASP's password storage sheet. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/**
 * Opens a staff session. An unknown login costs as much time as a wrong password and says the same (`access.signInFailed`);
 * the fifth wrong password locks the account for 15 minutes (`access.lockedOut`).
 */
export async function signIn(database: Database, given: SignIn, now: () => Date): Promise<Result<Token, Problem>> {
  const account = await findAccountToSignIn(database, given);
  if (account?.lockedUntil && account.lockedUntil > now()) return locked(account.lockedUntil, now());
  const right = await verify(account?.passwordHash ?? (await decoy), given.password);
  if (!account || account.disabled) return fail(problem("access.signInFailed"));
  if (!right) {
    const lockedUntil = await noteFailedSignIn(database, given.tenantId, account.accountId);
    return lockedUntil && lockedUntil > now() ? locked(lockedUntil, now()) : fail(problem("access.signInFailed"));
  }
  return ok(await openStaffSession(database, given.tenantId, account.accountId));
}

/** Verified against where the login is unknown, so that the answer takes as long. */
const decoy = hash("no account has this password");

function locked(until: Date, now: Date): Result<never, Problem> {
  return fail(problem("access.lockedOut", { minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000) }));
}
