import type { Fen } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { AccountKind, EntryKind, Posting } from "../model.ts";

export type NewEntry = {
  readonly lineId: number;
  readonly officeId: number;
  readonly kind: EntryKind;
  readonly reason?: string;
  readonly now: Date;
  readonly postings: readonly Posting[];
};

/** Appends an entry with its postings; the database moves the line's figures and refuses what would overspend it. */
export async function appendEntry(tx: Tx, entry: NewEntry): Promise<void> {
  const { rows } = await sql<{ entry_id: number }>`
    INSERT INTO funds.entries (tenant_id, office_id, line_id, kind, reason, at)
    VALUES (access.current_tenant(), ${entry.officeId}, ${entry.lineId}, ${entry.kind}, ${entry.reason ?? ""}, ${entry.now})
    RETURNING entry_id`.execute(tx);
  const entryId = rows[0]?.entry_id;
  if (entryId === undefined) throw new Error("an entry was not inserted");
  const postings = entry.postings.map((each) => ({
    source: each.source,
    destination: each.destination,
    amount_fen: String(each.amountFen),
    case_id: each.caseId ?? null,
    payment_id: each.paymentId ?? null,
  }));
  const result = await sql`
    INSERT INTO funds.postings (tenant_id, entry_id, office_id, line_id, source, destination, amount_fen, case_id, payment_id, at)
    SELECT access.current_tenant(), ${entryId}, ${entry.officeId}, ${entry.lineId}, s.account_id, d.account_id, p.amount_fen, p.case_id, p.payment_id, ${entry.now}
    FROM jsonb_to_recordset(${JSON.stringify(postings)}::jsonb)
      AS p (source text, destination text, amount_fen bigint, case_id int, payment_id int)
    JOIN funds.accounts s ON s.tenant_id = access.current_tenant() AND s.line_id = ${entry.lineId} AND s.kind = p.source
    JOIN funds.accounts d ON d.tenant_id = access.current_tenant() AND d.line_id = ${entry.lineId} AND d.kind = p.destination`.execute(
    tx,
  );
  if (Number(result.numAffectedRows ?? 0n) !== postings.length)
    throw new Error("a posting names an account that isn't there");
}

/** Of one line: what the postings say, beside what the line's own figures say. */
export type LineCheck = {
  readonly lineId: number;
  readonly balances: Readonly<Record<AccountKind, Fen>>;
  readonly figures: {
    readonly budgetFen: Fen;
    readonly committedFen: Fen;
    readonly inTransitFen: Fen;
    readonly paidFen: Fen;
  };
  readonly payments: { readonly committedFen: Fen; readonly inTransitFen: Fen; readonly paidFen: Fen };
};

/** Reads every line in scope in one snapshot: balances from postings, the line's figures, and the payments on it. */
export async function readLineChecks(tx: Tx): Promise<readonly LineCheck[]> {
  const { rows } = await sql<CheckRow>`
    SELECT l.line_id, l.budget_fen, l.committed_fen, l.in_transit_fen, l.paid_fen,
      b.grant_fen, b.available_fen, b.committed_balance, b.in_transit_balance, b.paid_balance,
      coalesce(p.committed, 0)::bigint AS payments_committed, coalesce(p.in_transit, 0)::bigint AS payments_in_transit, coalesce(p.paid, 0)::bigint AS payments_paid
    FROM funds.budget_lines l
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(x.amount) FILTER (WHERE a.kind = 'grant'), 0)::bigint AS grant_fen,
        coalesce(sum(x.amount) FILTER (WHERE a.kind = 'available'), 0)::bigint AS available_fen,
        coalesce(sum(x.amount) FILTER (WHERE a.kind = 'committed'), 0)::bigint AS committed_balance,
        coalesce(sum(x.amount) FILTER (WHERE a.kind = 'inTransit'), 0)::bigint AS in_transit_balance,
        coalesce(sum(x.amount) FILTER (WHERE a.kind = 'paid'), 0)::bigint AS paid_balance
      FROM funds.accounts a JOIN (
        SELECT destination AS account_id, amount_fen AS amount FROM funds.postings WHERE tenant_id = l.tenant_id AND line_id = l.line_id
        UNION ALL
        SELECT source, -amount_fen FROM funds.postings WHERE tenant_id = l.tenant_id AND line_id = l.line_id
      ) x USING (account_id) WHERE a.tenant_id = l.tenant_id AND a.line_id = l.line_id) b
    LEFT JOIN LATERAL (
      SELECT sum(amount_fen) FILTER (WHERE state IN ('planned', 'held', 'returned')) AS committed,
        sum(amount_fen) FILTER (WHERE state = 'inBatch') AS in_transit, sum(amount_fen) FILTER (WHERE state = 'paid') AS paid
      FROM funds.payments WHERE tenant_id = l.tenant_id AND line_id = l.line_id) p ON true
    WHERE l.tenant_id = access.current_tenant() ORDER BY l.line_id`.execute(tx);
  return rows.map((row) => ({
    lineId: row.line_id,
    balances: {
      grant: row.grant_fen,
      available: row.available_fen,
      committed: row.committed_balance,
      inTransit: row.in_transit_balance,
      paid: row.paid_balance,
    },
    figures: {
      budgetFen: row.budget_fen,
      committedFen: row.committed_fen,
      inTransitFen: row.in_transit_fen,
      paidFen: row.paid_fen,
    },
    payments: {
      committedFen: row.payments_committed,
      inTransitFen: row.payments_in_transit,
      paidFen: row.payments_paid,
    },
  }));
}

type CheckRow = {
  line_id: number;
  budget_fen: Fen;
  committed_fen: Fen;
  in_transit_fen: Fen;
  paid_fen: Fen;
  grant_fen: Fen;
  available_fen: Fen;
  committed_balance: Fen;
  in_transit_balance: Fen;
  paid_balance: Fen;
  payments_committed: Fen;
  payments_in_transit: Fen;
  payments_paid: Fen;
};

export type PostingRecord = {
  readonly postingId: number;
  readonly entryId: number;
  readonly kind: EntryKind;
  readonly reason: string;
  readonly at: Date;
  readonly source: AccountKind;
  readonly destination: AccountKind;
  readonly amountFen: Fen;
  readonly caseId: number | null;
  readonly paymentId: number | null;
};

/** The newest first, from before `beforeId`. */
export async function listPostings(
  tx: Tx,
  page: { readonly lineId: number; readonly beforeId: number | null; readonly limit: number },
): Promise<readonly PostingRecord[]> {
  const { rows } = await sql<{
    posting_id: number;
    entry_id: number;
    kind: EntryKind;
    reason: string;
    at: Date;
    source: AccountKind;
    destination: AccountKind;
    amount_fen: Fen;
    case_id: number | null;
    payment_id: number | null;
  }>`
    SELECT p.posting_id, p.entry_id, e.kind, e.reason, p.at, s.kind AS source, d.kind AS destination, p.amount_fen, p.case_id, p.payment_id
    FROM funds.postings p
    JOIN funds.entries e USING (tenant_id, entry_id)
    JOIN funds.accounts s ON s.tenant_id = p.tenant_id AND s.account_id = p.source
    JOIN funds.accounts d ON d.tenant_id = p.tenant_id AND d.account_id = p.destination
    WHERE p.tenant_id = access.current_tenant() AND p.line_id = ${page.lineId}
      AND (${page.beforeId}::int IS NULL OR p.posting_id < ${page.beforeId})
    ORDER BY p.posting_id DESC LIMIT ${page.limit}`.execute(tx);
  return rows.map((row) => ({
    postingId: row.posting_id,
    entryId: row.entry_id,
    kind: row.kind,
    reason: row.reason,
    at: row.at,
    source: row.source,
    destination: row.destination,
    amountFen: row.amount_fen,
    caseId: row.case_id,
    paymentId: row.payment_id,
  }));
}
