import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { checkAccountNumber } from "../model.ts";
import {
  findAccount,
  findLatestAccount,
  findReviewReasons,
  insertAccount,
  type PayeeAccount,
} from "../store/payee-accounts.ts";
import type { Tx, Vault } from "../store/storage.ts";

export type NameAccount = {
  readonly personId: number;
  readonly officeId: number;
  /** The name that the registers verified: the account is held by nobody else. */
  readonly verifiedName: string;
  readonly account:
    | { readonly kind: "known" }
    | { readonly kind: "new"; readonly bank: string; readonly number: string };
  readonly now: Date;
};

/**
 * The account that a person wants to be paid to: the one named last, or a new one, sealed. One that somebody else has named, or
 * that differs from the person's last, is flagged for review. Problems: `benefits.accountInvalid`, `benefits.accountUnknown`.
 */
export async function nameAccount(tx: Tx, vault: Vault, given: NameAccount): Promise<Result<PayeeAccount, Problem>> {
  if (given.account.kind === "known") {
    const known = await findLatestAccount(tx, given.personId);
    return known ? ok(known) : fail(problem("benefits.accountUnknown"));
  }
  const number = checkAccountNumber(given.account.number);
  if (!number.ok) return number;
  const reasons = await findReviewReasons(tx, vault, { personId: given.personId, number: number.value });
  const payeeAccountId = await insertAccount(tx, vault, {
    officeId: given.officeId,
    personId: given.personId,
    bank: given.account.bank,
    number: number.value,
    holder: given.verifiedName,
    reasons,
    now: given.now,
  });
  const account = await findAccount(tx, payeeAccountId);
  if (!account) throw new Error("a payee account is out of the session's scope");
  return ok(account);
}
