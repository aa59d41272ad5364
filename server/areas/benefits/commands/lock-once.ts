import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type Application, lockScopes, type OnceLimits } from "../model.ts";
import { HOME_LOCK_BIND, ONCE_LOCK_BIND, takeLock } from "../store/once-locks.ts";
import type { Tx, Vault } from "../store/storage.ts";

/** What the spouse's documents are locked by; computed while they are signed in, because nobody else may open their numbers. */
export function spouseLocks(vault: Vault, documentNumbers: readonly string[]): readonly Buffer[] {
  return documentNumbers.map((number) => vault.blindIndex(number, ONCE_LOCK_BIND));
}

/** What a home is locked by: the same for every tenant and however it is typed. */
export function homeLock(vault: Vault, property: string): Buffer {
  return vault.blindIndex(property.replaceAll(/\s/g, "").toUpperCase(), HOME_LOCK_BIND);
}

/**
 * Locks what a policy grants only once (or so often a year) by every document number of the person and their spouse, and by the
 * home, across person ids and tenants, until the application is ended unpaid. Problem: `benefits.alreadyTaken`.
 */
export async function lockOnce(
  tx: Tx,
  vault: Vault,
  given: {
    readonly application: Application;
    readonly limits: OnceLimits;
    readonly documentNumbers: readonly string[];
    /** Of the spouse, where a couple is the beneficiary. */
    readonly spouseDocuments: readonly Buffer[];
    readonly year: number;
    readonly now: Date;
  },
): Promise<Result<null, Problem>> {
  const { application, now } = given;
  const own = given.documentNumbers.map((number) => vault.blindIndex(number, ONCE_LOCK_BIND));
  const documents = [...own, ...given.spouseDocuments.filter((each) => !own.some((mine) => mine.equals(each)))];
  if (own.length === 0) throw new Error(`person ${application.personId} has no document to lock by`);
  for (const places of lockScopes(given.limits, { ...application, year: given.year })) {
    if (!(await takeOne(tx, { places, documents, application, now }))) return fail(problem("benefits.alreadyTaken"));
  }
  const { homeIndex } = application;
  if (given.limits.oncePerHome && homeIndex) {
    const places = [`${given.limits.benefit}:home`];
    if (!(await takeOne(tx, { places, documents: [homeIndex], application, now })))
      return fail(problem("benefits.alreadyTaken"));
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
