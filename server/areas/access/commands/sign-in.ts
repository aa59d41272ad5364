import { hash, verify } from "@node-rs/argon2";
import { fail, ok, type Problem, problem, type Result, type TenantId } from "@wutong/kernel";
import type { Database, Token } from "../../../storage/index.ts";
import { findAccountToSignIn, noteFailedSignIn } from "../store/accounts.ts";
import { openStaffSession } from "../store/sessions.ts";

export type SignIn = { readonly tenantId: TenantId; readonly login: string; readonly password: string };

const ATTEMPTS_MAX = 5;
/** Verified against where the login is unknown, so that the answer takes as long; a hash of nobody's password. */
const DECOY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$JxVbPaNRfsIe0m3bYgWgZQhKPUcM1oZ8xXqz0v9hYtE";

/** argon2id with the library's defaults (19 MiB, 2 passes), the minimum of OWASP's password storage sheet. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export function passwordFits(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

/**
 * Opens a staff session. An unknown login costs as much time as a wrong password, is counted as one and is told the
 * same (`access.signInFailed`); the fifth wrong password locks the login for 15 minutes (`access.lockedOut`).
 */
export async function signIn(database: Database, given: SignIn): Promise<Result<Token, Problem>> {
  const account = await findAccountToSignIn(database, given);
  const barred = findLock(account);
  if (barred) return fail(barred);
  const fits = await passwordFits(account.passwordHash ?? DECOY_HASH, given.password);
  if (fits && account.accountId !== null)
    return ok(await openStaffSession(database, given.tenantId, account.accountId));
  const failed = await noteFailedSignIn(database, given);
  return fail(
    findLock(failed) ?? problem("access.signInFailed", { attemptsLeft: Math.max(ATTEMPTS_MAX - failed.attempts, 0) }),
  );
}

/** `access.lockedOut` while too many wrong passwords bar the login. */
export function findLock({ lockedUntil }: { readonly lockedUntil: Date | null }): Problem | undefined {
  const left = lockedUntil ? lockedUntil.getTime() - Date.now() : 0;
  return left > 0 ? problem("access.lockedOut", { minutes: Math.max(Math.ceil(left / 60_000), 1) }) : undefined;
}
