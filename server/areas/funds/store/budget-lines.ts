import type { Fen } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { ACCOUNT_KINDS, type BudgetLine } from "../model.ts";

export type NewLine = {
  readonly officeId: number;
  readonly year: number;
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly now: Date;
};

/** With its five accounts. Undefined where the office has a line of that code in that year already. */
export async function insertLine(tx: Tx, line: NewLine): Promise<number | undefined> {
  const { rows } = await sql<{ line_id: number }>`
    INSERT INTO funds.budget_lines (tenant_id, office_id, year, code, title_zh, title_en, opened_at)
    VALUES (access.current_tenant(), ${line.officeId}, ${line.year}, ${line.code}, ${line.title.zh}, ${line.title.en}, ${line.now})
    ON CONFLICT DO NOTHING RETURNING line_id`.execute(tx);
  const lineId = rows[0]?.line_id;
  if (lineId === undefined) return undefined;
  await sql`
    INSERT INTO funds.accounts (tenant_id, office_id, line_id, kind)
    SELECT access.current_tenant(), ${line.officeId}, ${lineId}, kind FROM unnest(${[...ACCOUNT_KINDS]}::text[]) kind`.execute(
    tx,
  );
  return lineId;
}

/** Locked until the transaction ends: whoever commits on the line next waits and then sees these figures moved. */
export async function lockLine(tx: Tx, lineId: number): Promise<BudgetLine | undefined> {
  const lines = await readLines(tx, sql`line_id = ${lineId} FOR UPDATE`);
  return lines[0];
}

export async function findLine(tx: Tx, lineId: number): Promise<BudgetLine | undefined> {
  const lines = await readLines(tx, sql`line_id = ${lineId}`);
  return lines[0];
}

/** The line by which an office pays something in a year; the code is that of the policy. */
export async function findLineOf(
  tx: Tx,
  of: { readonly officeId: number; readonly year: number; readonly code: string },
): Promise<BudgetLine | undefined> {
  const lines = await readLines(tx, sql`office_id = ${of.officeId} AND year = ${of.year} AND code = ${of.code}`);
  return lines[0];
}

export function listLines(tx: Tx, year: number | undefined): Promise<readonly BudgetLine[]> {
  return readLines(
    tx,
    sql`(${year ?? null}::int IS NULL OR year = ${year ?? null}) ORDER BY year DESC, office_id, code LIMIT 1000`,
  );
}

async function readLines(tx: Tx, where: ReturnType<typeof sql>): Promise<readonly BudgetLine[]> {
  const { rows } = await sql<LineRow>`
    SELECT line_id, office_id, year, code, title_zh, title_en, budget_fen, committed_fen, in_transit_fen, paid_fen
    FROM funds.budget_lines WHERE tenant_id = access.current_tenant() AND ${where}`.execute(tx);
  return rows.map((row) => ({
    lineId: row.line_id,
    officeId: row.office_id,
    year: row.year,
    code: row.code,
    title: { zh: row.title_zh, en: row.title_en },
    budgetFen: row.budget_fen,
    committedFen: row.committed_fen,
    inTransitFen: row.in_transit_fen,
    paidFen: row.paid_fen,
  }));
}

type LineRow = {
  line_id: number;
  office_id: number;
  year: number;
  code: string;
  title_zh: string;
  title_en: string;
  budget_fen: Fen;
  committed_fen: Fen;
  in_transit_fen: Fen;
  paid_fen: Fen;
};
