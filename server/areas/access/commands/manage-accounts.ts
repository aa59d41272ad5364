import { fail, ok, type Problem, problem, type Result, type TenantId } from "@wutong/kernel";
import type { CommandRunner, Database, Token } from "../../../storage/index.ts";
import {
  closeAccount,
  findAccountToSignIn,
  findOwnPasswordHash,
  insertAccount,
  noteFailedSignIn,
  setOwnPassword,
  unlockAccount,
} from "../store/accounts.ts";
import { findLock, hashPassword, passwordFits } from "./sign-in.ts";

type Asked = { readonly token: Token; readonly key: string };
const DONE = { done: true } as const;

/** Problems: `access.passwordWeak`, `access.accountTaken`, `access.officeOutOfScope`. */
export async function openAccount(
  run: CommandRunner,
  asked: Asked,
  account: {
    readonly login: string;
    readonly name: string;
    readonly officeId: number;
    readonly roles: readonly string[];
    readonly password: string;
  },
): Promise<Result<{ readonly accountId: number }, Problem>> {
  const weak = findWeakness(account.password, account.login);
  if (weak) return fail(weak);
  const passwordHash = await hashPassword(account.password);
  const { password: _, ...described } = account;
  return run({ ...asked, command: "openAccount", input: described }, async (tx) => {
    const accountId = await insertAccount(tx, { ...account, passwordHash });
    if (accountId === null) return fail(problem("access.officeOutOfScope", { officeId: account.officeId }));
    if (accountId === 0) return fail(problem("access.accountTaken", { account: account.login }));
    const subject = { kind: "account", id: accountId };
    return ok({ reply: { accountId }, subject, officeId: account.officeId, after: { ...described } });
  });
}

export function unlock(
  run: CommandRunner,
  asked: Asked,
  change: { readonly accountId: number; readonly reason: string },
) {
  return run({ ...asked, command: "unlockAccount", input: change }, async (tx) => {
    if (!(await unlockAccount(tx, change.accountId))) return fail(problem("http.notFound"));
    return ok({ reply: DONE, subject: { kind: "account", id: change.accountId }, after: { unlocked: change.reason } });
  });
}

/** Ends the account's sessions too. Problem: `access.closingOneself`. */
export function close(
  run: CommandRunner,
  asked: Asked,
  change: { readonly accountId: number; readonly reason: string; readonly ownAccountId: number | null },
) {
  const { ownAccountId, ...input } = change;
  return run({ ...asked, command: "closeAccount", input }, async (tx) => {
    if (ownAccountId === change.accountId) return fail(problem("access.closingOneself"));
    if (!(await closeAccount(tx, change.accountId))) return fail(problem("http.notFound"));
    return ok({ reply: DONE, subject: { kind: "account", id: change.accountId }, after: { closed: change.reason } });
  });
}

/**
 * Signs out every other session of the account. A wrong present password counts like one at the door, so that a session
 * left open is no place to guess it. Problems: `access.passwordWeak`, `.passwordSame`, `.passwordWrong`, `.lockedOut`.
 */
export async function changePassword(
  {
    database,
    tenantId,
    run,
  }: { readonly database: Database; readonly tenantId: TenantId; readonly run: CommandRunner },
  asked: Asked,
  change: {
    readonly login: string;
    readonly accountId: number | null;
    readonly current: string;
    readonly next: string;
  },
): Promise<Result<{ readonly done: true }, Problem>> {
  const weak = findWeakness(change.next, change.login);
  if (weak) return fail(weak);
  if (change.next === change.current) return fail(problem("access.passwordSame"));
  const login = { tenantId, login: change.login };
  const barred = findLock(await findAccountToSignIn(database, login));
  if (barred) return fail(barred);
  const nextHash = await hashPassword(change.next);
  const changed = await run(
    { ...asked, command: "changePassword", input: { accountId: change.accountId } },
    async (tx) => {
      const currentHash = await findOwnPasswordHash(tx);
      if (!currentHash || !(await passwordFits(currentHash, change.current)))
        return fail(problem("access.passwordWrong"));
      await setOwnPassword(tx, nextHash);
      return ok({ reply: DONE, subject: { kind: "account", id: change.accountId ?? 0 } });
    },
  );
  if (changed.ok || changed.error.code !== "access.passwordWrong") return changed;
  const lock = findLock(await noteFailedSignIn(database, login));
  return lock ? fail(lock) : changed;
}

/** Length is the contract's rule; a password that holds the login, or one character again and again, is refused here. */
function findWeakness(password: string, login: string): Problem | undefined {
  if (password.toLowerCase().includes(login.toLowerCase())) return problem("access.passwordWeak", { fault: login });
  return new Set(password).size < 5
    ? problem("access.passwordWeak", { fault: password.slice(0, 1).repeat(3) })
    : undefined;
}
