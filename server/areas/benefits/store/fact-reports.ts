import { sql } from "kysely";
import type { Tx, Vault } from "../../../storage/index.ts";
import type { Offer } from "../model.ts";

const BIND = "benefits.fact_reports";

export type ReportState = "open" | "mended" | "dismissed";
export type FactReport = {
  readonly reportId: number;
  readonly offerId: number;
  readonly officeId: number;
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  readonly conditionId: string;
  readonly says: string;
  readonly reportedAt: Date;
  readonly state: ReportState;
  readonly answer: string | null;
};

export async function insertReport(
  tx: Tx,
  vault: Vault,
  offer: Offer,
  report: { readonly conditionId: string; readonly says: string; readonly now: Date },
): Promise<number> {
  const { rows } = await sql<{ report_id: number }>`
    INSERT INTO benefits.fact_reports (tenant_id, offer_id, office_id, person_id, condition_id, sealed_says, reported_at)
    VALUES (access.current_tenant(), ${offer.offerId}, ${offer.officeId}, ${offer.personId}, ${report.conditionId},
      ${vault.seal(report.says, `${BIND}:${offer.offerId}`)}, ${report.now})
    RETURNING report_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a fact report was not inserted");
  return row.report_id;
}

export async function findReport(tx: Tx, vault: Vault, reportId: number): Promise<FactReport | undefined> {
  const reports = await readReports(tx, vault, { reportId, state: undefined, beforeId: null, limit: 1 });
  return reports[0];
}

export async function saveSettled(
  tx: Tx,
  reportId: number,
  settled: { readonly state: "mended" | "dismissed"; readonly answer: string; readonly by: number; readonly now: Date },
): Promise<boolean> {
  const result = await sql`
    UPDATE benefits.fact_reports SET state = ${settled.state}, answer = ${settled.answer}, settled_by = ${settled.by}, settled_at = ${settled.now}
    WHERE tenant_id = access.current_tenant() AND report_id = ${reportId} AND state = 'open'`.execute(tx);
  return (result.numAffectedRows ?? 0n) === 1n;
}

export type ReportFilter = {
  readonly reportId?: number;
  readonly state: ReportState | undefined;
  readonly beforeId: number | null;
  readonly limit: number;
};

/** The newest first. */
export async function readReports(tx: Tx, vault: Vault, filter: ReportFilter): Promise<readonly FactReport[]> {
  const { rows } = await sql<ReportRow>`
    SELECT r.report_id, r.offer_id, r.office_id, r.person_id, o.policy, o.version, r.condition_id, r.sealed_says, r.reported_at, r.state, r.answer
    FROM benefits.fact_reports r JOIN benefits.offers o USING (tenant_id, offer_id)
    WHERE r.tenant_id = access.current_tenant() AND (${filter.reportId ?? null}::int IS NULL OR r.report_id = ${filter.reportId ?? null})
      AND (${filter.state ?? null}::text IS NULL OR r.state = ${filter.state ?? null})
      AND (${filter.beforeId}::int IS NULL OR r.report_id < ${filter.beforeId})
    ORDER BY r.report_id DESC LIMIT ${filter.limit}`.execute(tx);
  return rows.map((row) => ({
    reportId: row.report_id,
    offerId: row.offer_id,
    officeId: row.office_id,
    personId: row.person_id,
    policy: row.policy,
    version: row.version,
    conditionId: row.condition_id,
    says: vault.open(row.sealed_says, `${BIND}:${row.offer_id}`),
    reportedAt: row.reported_at,
    state: row.state,
    answer: row.answer,
  }));
}

type ReportRow = {
  report_id: number;
  offer_id: number;
  office_id: number;
  person_id: number;
  policy: string;
  version: number;
  condition_id: string;
  sealed_says: Buffer;
  reported_at: Date;
  state: ReportState;
  answer: string | null;
};
