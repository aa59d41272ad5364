import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx, type Vault } from "../../../storage/index.ts";

export type ObjectionState = "open" | "upheld" | "dismissed";
export type ObjectionRecord = {
  readonly objectionId: number;
  readonly caseId: number;
  readonly from: string;
  readonly says: string;
  readonly receivedOn: Day;
  readonly state: ObjectionState;
  readonly answer: string | null;
};

const BIND = "cases.objections";

export async function insertObjection(
  tx: Tx,
  vault: Vault,
  given: {
    readonly caseId: number;
    readonly officeId: number;
    readonly from: string;
    readonly says: string;
    readonly receivedOn: Day;
    readonly recordedBy: number;
  },
): Promise<number> {
  const { rows } = await sql<{ objection_id: number }>`
    INSERT INTO cases.objections (tenant_id, case_id, office_id, sealed_from, sealed_says, received_on, recorded_by)
    VALUES (access.current_tenant(), ${given.caseId}, ${given.officeId}, ${vault.seal(given.from, BIND)}, ${vault.seal(given.says, BIND)},
      ${dayParameter(given.receivedOn)}::date, ${given.recordedBy})
    RETURNING objection_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("an objection was not inserted");
  return row.objection_id;
}

export async function listObjections(tx: Tx, vault: Vault, caseId: number): Promise<readonly ObjectionRecord[]> {
  const { rows } = await sql<{
    objection_id: number;
    case_id: number;
    sealed_from: Buffer;
    sealed_says: Buffer;
    received_on: Day;
    state: ObjectionState;
    answer: string | null;
  }>`
    SELECT objection_id, case_id, sealed_from, sealed_says, received_on, state, answer FROM cases.objections
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId} ORDER BY objection_id LIMIT 200`.execute(tx);
  return rows.map((row) => ({
    objectionId: row.objection_id,
    caseId: row.case_id,
    from: vault.open(row.sealed_from, BIND),
    says: vault.open(row.sealed_says, BIND),
    receivedOn: row.received_on,
    state: row.state,
    answer: row.answer,
  }));
}

export async function countOpenObjections(tx: Tx, caseId: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    SELECT count(*)::int AS open FROM cases.objections
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId} AND state = 'open'`.execute(tx);
  return rows[0]?.open ?? 0;
}

/** False where it isn't open any more (or isn't of this case, or out of scope). */
export async function saveDecision(
  tx: Tx,
  decision: {
    readonly objectionId: number;
    readonly caseId: number;
    readonly state: "upheld" | "dismissed";
    readonly answer: string;
    readonly decidedBy: number;
    readonly now: Date;
  },
): Promise<boolean> {
  const result = await sql`
    UPDATE cases.objections SET state = ${decision.state}, answer = ${decision.answer}, decided_by = ${decision.decidedBy}, decided_at = ${decision.now}
    WHERE tenant_id = access.current_tenant() AND objection_id = ${decision.objectionId} AND case_id = ${decision.caseId} AND state = 'open'`.execute(
    tx,
  );
  return (result.numAffectedRows ?? 0n) === 1n;
}
