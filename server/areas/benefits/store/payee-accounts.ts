import { sql } from "kysely";
import type { Tx, Vault } from "../../../storage/index.ts";
import { maskAccount } from "../model.ts";

const BIND = "benefits.payee_accounts";

export type ReviewReason = "shared" | "changed";
export type PayeeAccount = {
  readonly payeeAccountId: number;
  readonly personId: number;
  readonly bank: string;
  readonly numberMasked: string;
  /** Why somebody has to look at it first; empty once cleared, or where nothing speaks against it. */
  readonly openReasons: readonly ReviewReason[];
};

export type NewAccount = {
  readonly officeId: number;
  readonly personId: number;
  readonly bank: string;
  readonly number: string;
  readonly holder: string;
  readonly reasons: readonly ReviewReason[];
  readonly now: Date;
};

export async function insertAccount(tx: Tx, vault: Vault, account: NewAccount): Promise<number> {
  const bind = `${BIND}:${account.personId}`;
  const { rows } = await sql<{ payee_account_id: number }>`
    INSERT INTO benefits.payee_accounts (tenant_id, office_id, person_id, bank, sealed_number, sealed_holder, number_index, number_masked, named_at, review_reasons)
    VALUES (access.current_tenant(), ${account.officeId}, ${account.personId}, ${account.bank}, ${vault.seal(account.number, bind)},
      ${vault.seal(account.holder, bind)}, ${vault.blindIndex(account.number, BIND)}, ${maskAccount(account.number)}, ${account.now},
      ${[...account.reasons]}::text[])
    RETURNING payee_account_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a payee account was not inserted");
  return row.payee_account_id;
}

/** Why an account that a person names should be looked at: another person has named it, or they named another before. */
export async function findReviewReasons(
  tx: Tx,
  vault: Vault,
  { personId, number }: { readonly personId: number; readonly number: string },
): Promise<readonly ReviewReason[]> {
  const index = vault.blindIndex(number, BIND);
  const { rows } = await sql<{ shared: boolean; changed: boolean }>`
    SELECT benefits.account_is_shared(${index}, ${personId}) AS shared,
      EXISTS (SELECT FROM benefits.payee_accounts p WHERE p.tenant_id = access.current_tenant() AND p.person_id = ${personId}
        AND p.number_index <> ${index}) AS changed`.execute(tx);
  const row = rows[0];
  return [...(row?.shared ? (["shared"] as const) : []), ...(row?.changed ? (["changed"] as const) : [])];
}

/** The account that a person named last. */
export async function findLatestAccount(tx: Tx, personId: number): Promise<PayeeAccount | undefined> {
  const { rows } = await sql<AccountRow>`
    SELECT payee_account_id, person_id, bank, number_masked, CASE WHEN cleared_at IS NULL THEN review_reasons ELSE '{}' END AS reasons
    FROM benefits.payee_accounts WHERE tenant_id = access.current_tenant() AND person_id = ${personId}
    ORDER BY payee_account_id DESC LIMIT 1`.execute(tx);
  return rows[0] && toAccount(rows[0]);
}

/**
 * The person's account where money has arrived before: the last that they named, looked at where that was needed, nobody else's, and
 * not returned since. Undefined where there is none such: they must name one.
 */
export async function findPaidAccount(tx: Tx, personId: number): Promise<PayeeAccount | undefined> {
  const latest = await findLatestAccount(tx, personId);
  if (!latest || latest.openReasons.length > 0) return undefined;
  const { rows } = await sql<{ outcome: "paid" | "returned"; shared: boolean }>`
    SELECT i.outcome, benefits.account_is_shared(p.number_index, p.person_id) AS shared
    FROM benefits.payee_accounts p JOIN funds.batch_items i ON i.tenant_id = p.tenant_id AND i.person_id = p.person_id
      AND i.payee_account_id = p.payee_account_id AND i.outcome IS NOT NULL
    WHERE p.tenant_id = access.current_tenant() AND p.payee_account_id = ${latest.payeeAccountId}
    ORDER BY i.outcome_on DESC, i.batch_id DESC LIMIT 1`.execute(tx);
  const [last] = rows;
  return last?.outcome === "paid" && !last.shared ? latest : undefined;
}

export async function findAccount(tx: Tx, payeeAccountId: number): Promise<PayeeAccount | undefined> {
  const { rows } = await sql<AccountRow>`
    SELECT payee_account_id, person_id, bank, number_masked, CASE WHEN cleared_at IS NULL THEN review_reasons ELSE '{}' END AS reasons
    FROM benefits.payee_accounts WHERE tenant_id = access.current_tenant() AND payee_account_id = ${payeeAccountId}`.execute(
    tx,
  );
  return rows[0] && toAccount(rows[0]);
}

export async function saveCleared(
  tx: Tx,
  payeeAccountId: number,
  by: { readonly accountId: number; readonly now: Date },
): Promise<void> {
  await sql`
    UPDATE benefits.payee_accounts SET cleared_by = ${by.accountId}, cleared_at = ${by.now}
    WHERE tenant_id = access.current_tenant() AND payee_account_id = ${payeeAccountId} AND cleared_at IS NULL`.execute(
    tx,
  );
}

/** Seals accounts anew for the person whom they belong to now (they were handed over already, still sealed for the one before). */
export async function rebindAccounts(
  tx: Tx,
  vault: Vault,
  given: { readonly accounts: readonly number[]; readonly from: number; readonly to: number },
): Promise<void> {
  for (const account of given.accounts) {
    const { rows } = await sql<{ sealed_number: Buffer; sealed_holder: Buffer }>`
      SELECT sealed_number, sealed_holder FROM benefits.payee_accounts
      WHERE tenant_id = access.current_tenant() AND payee_account_id = ${account}`.execute(tx);
    const [row] = rows;
    if (!row) throw new Error(`the payee account ${account} was handed over and is not seen`);
    const again = (sealed: Buffer) => vault.seal(vault.open(sealed, `${BIND}:${given.from}`), `${BIND}:${given.to}`);
    await sql`UPDATE benefits.payee_accounts SET sealed_number = ${again(row.sealed_number)}, sealed_holder = ${again(row.sealed_holder)}
      WHERE tenant_id = access.current_tenant() AND payee_account_id = ${account}`.execute(tx);
  }
}

export type OpenedAccount = { readonly holder: string; readonly number: string; readonly bank: string };

/** Holder and number in plain, for the bank's file alone. */
export async function openAccounts(
  tx: Tx,
  vault: Vault,
  payeeAccountIds: readonly number[],
): Promise<ReadonlyMap<number, OpenedAccount>> {
  const { rows } = await sql<{
    payee_account_id: number;
    person_id: number;
    bank: string;
    sealed_number: Buffer;
    sealed_holder: Buffer;
  }>`
    SELECT payee_account_id, person_id, bank, sealed_number, sealed_holder FROM benefits.payee_accounts
    WHERE tenant_id = access.current_tenant() AND payee_account_id = ANY (${[...payeeAccountIds]}::int[])`.execute(tx);
  return new Map(
    rows.map((row) => {
      const bind = `${BIND}:${row.person_id}`;
      const opened = {
        holder: vault.open(row.sealed_holder, bind),
        number: vault.open(row.sealed_number, bind),
        bank: row.bank,
      };
      return [row.payee_account_id, opened];
    }),
  );
}

type AccountRow = {
  payee_account_id: number;
  person_id: number;
  bank: string;
  number_masked: string;
  reasons: readonly ReviewReason[];
};

function toAccount(row: AccountRow): PayeeAccount {
  return {
    payeeAccountId: row.payee_account_id,
    personId: row.person_id,
    bank: row.bank,
    numberMasked: row.number_masked,
    openReasons: row.reasons,
  };
}
