import { type LineCheck, readLineChecks } from "../store/ledger.ts";
import type { Tx } from "../store/storage.ts";

/** What doesn't add up on a line, in words for a log. */
export type LedgerFault = { readonly lineId: number; readonly fault: string };

/**
 * Whether the books balance in what the session can see: on each line every account's balance adds up to zero with the others,
 * agrees with the line's figures and with the payments on it, and nothing is overspent. Empty when all is well.
 */
export async function checkLedger(tx: Tx): Promise<readonly LedgerFault[]> {
  return (await readLineChecks(tx)).flatMap(faultsOf);
}

export async function ledgerBalances(tx: Tx): Promise<boolean> {
  return (await checkLedger(tx)).length === 0;
}

function faultsOf({ lineId, balances, figures, payments }: LineCheck): readonly LedgerFault[] {
  const { grant, available, committed, inTransit, paid } = balances;
  const checks: readonly (readonly [string, boolean])[] = [
    ["the accounts do not add up to zero", grant + available + committed + inTransit + paid === 0n],
    ["more was spent than granted", available >= 0n && committed >= 0n && inTransit >= 0n && paid >= 0n],
    ["the budget differs from what was granted", figures.budgetFen === -grant],
    ["committed differs from its postings", figures.committedFen === committed + inTransit],
    ["in transit differs from its postings", figures.inTransitFen === inTransit],
    ["paid differs from its postings", figures.paidFen === paid],
    ["committed differs from its payments", payments.committedFen === committed],
    ["in transit differs from its payments", payments.inTransitFen === inTransit],
    ["paid differs from its payments", payments.paidFen === paid],
  ];
  return checks.filter(([, holds]) => !holds).map(([fault]) => ({ lineId, fault }));
}
