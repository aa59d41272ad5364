import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type Application, lockScopes, type OnceLimits } from "../model.ts";
import { ONCE_LOCK_BIND, takeLock } from "../store/once-locks.ts";
import type { Tx, Vault } from "../store/storage.ts";

/**
 * Locks what a policy grants only once (or so often a year) by every document number of the person, across person ids and
 * tenants, until the application is ended unpaid. Problem: `benefits.alreadyTaken`.
 */
export async function lockOnce(
  tx: Tx,
  vault: Vault,
  given: {
    readonly application: Application;
    readonly limits: OnceLimits;
    readonly documentNumbers: readonly string[];
    readonly year: number;
    readonly now: Date;
  },
): Promise<Result<null, Problem>> {
  const { application, now } = given;
  const documents = given.documentNumbers.map((number) => vault.blindIndex(number, ONCE_LOCK_BIND));
  if (documents.length === 0) throw new Error(`person ${application.personId} has no document to lock by`);
  for (const places of lockScopes(given.limits, { ...application, year: given.year })) {
    if (!(await takeOne(tx, { places, documents, application, now }))) return fail(problem("benefits.alreadyTaken"));
  }
  return ok(null);
}

async function takeOne(
  tx: Tx,
  lock: {
    readonly places: readonly string[];
    readonly documents: readonly Buffer[];
    readonly application: Application;
    readonly now: Date;
  },
): Promise<boolean> {
  for (const scope of lock.places) if (await takeLock(tx, { ...lock, scope })) return true;
  return false;
}
