import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { Actor, Hold, HoldKind } from "../model.ts";

export type CaseRecord = {
  readonly caseId: number;
  readonly officeId: number;
  readonly personId: number;
  readonly type: string;
  readonly state: string;
  readonly openedAt: Date;
  readonly dueOn: Day | null;
  readonly dueProvisional: boolean;
  readonly hold: Hold | null;
};

export type StepRecord = {
  readonly stepNumber: number;
  readonly step: string;
  readonly from: string;
  readonly to: string;
  readonly actorKind: Actor["kind"];
  readonly accountId: number | null;
  readonly at: Date;
  readonly note: string;
};

export async function insertCase(
  tx: Tx,
  given: {
    readonly officeId: number;
    readonly personId: number;
    readonly type: string;
    readonly state: string;
    readonly now: Date;
  },
): Promise<number> {
  const { rows } = await sql<{ case_id: number }>`
    INSERT INTO cases.cases (tenant_id, office_id, person_id, type, state, opened_at, changed_at)
    VALUES (access.current_tenant(), ${given.officeId}, ${given.personId}, ${given.type}, ${given.state}, ${given.now}, ${given.now})
    RETURNING case_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a case was not inserted");
  return row.case_id;
}

/** Locked until the transaction ends, so that two steps at once take turns. Undefined outside the session's scope. */
export function lockCase(tx: Tx, caseId: number): Promise<CaseRecord | undefined> {
  return readCase(tx, caseId, true);
}

export function findCase(tx: Tx, caseId: number): Promise<CaseRecord | undefined> {
  return readCase(tx, caseId, false);
}

export async function saveState(
  tx: Tx,
  caseId: number,
  change: {
    readonly state: string;
    readonly closed: boolean;
    readonly now: Date;
    readonly dueOn: Day | null;
    readonly dueProvisional: boolean;
  },
): Promise<void> {
  await sql`
    UPDATE cases.cases SET state = ${change.state}, changed_at = ${change.now}, closed_at = ${change.closed ? change.now : null},
      due_on = ${change.dueOn === null ? null : dayParameter(change.dueOn)}::date, due_provisional = ${change.dueProvisional}
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId}`.execute(tx);
}

export async function saveHold(tx: Tx, caseId: number, hold: Hold | null, now: Date): Promise<void> {
  await sql`
    UPDATE cases.cases SET hold_kind = ${hold?.kind ?? null}, hold_since = ${hold ? dayParameter(hold.since) : null}::date,
      hold_code = ${hold?.problem.code ?? null}, hold_params = ${hold ? JSON.stringify(hold.problem.params) : null}::jsonb,
      changed_at = ${now}
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId}`.execute(tx);
}

export async function appendStep(
  tx: Tx,
  record: CaseRecord,
  step: {
    readonly step: string;
    readonly to: string;
    readonly actor: Actor;
    readonly now: Date;
    readonly note: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO cases.steps (tenant_id, case_id, step_number, office_id, person_id, step, from_state, to_state, actor_kind, account_id, at, note)
    SELECT access.current_tenant(), ${record.caseId}, coalesce(max(s.step_number), 0) + 1, ${record.officeId}, ${record.personId},
      ${step.step}, ${record.state}, ${step.to}, ${step.actor.kind}, ${step.actor.accountId}, ${step.now}, ${step.note}
    FROM cases.steps s WHERE s.tenant_id = access.current_tenant() AND s.case_id = ${record.caseId}`.execute(tx);
}

export async function listSteps(tx: Tx, caseId: number): Promise<readonly StepRecord[]> {
  const { rows } = await sql<{
    step_number: number;
    step: string;
    from_state: string;
    to_state: string;
    actor_kind: Actor["kind"];
    account_id: number | null;
    at: Date;
    note: string;
  }>`
    SELECT step_number, step, from_state, to_state, actor_kind, account_id, at, note FROM cases.steps
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId} ORDER BY step_number LIMIT 1000`.execute(tx);
  return rows.map((row) => ({
    stepNumber: row.step_number,
    step: row.step,
    from: row.from_state,
    to: row.to_state,
    actorKind: row.actor_kind,
    accountId: row.account_id,
    at: row.at,
    note: row.note,
  }));
}

/** Cases in a state whose day is past, the longest past first; without those that have an open objection. */
export async function listDueCases(
  tx: Tx,
  due: { readonly type: string; readonly state: string; readonly before: Day; readonly limit: number },
): Promise<readonly number[]> {
  const { rows } = await sql<{ case_id: number }>`
    SELECT c.case_id FROM cases.cases c
    WHERE c.tenant_id = access.current_tenant() AND c.type = ${due.type} AND c.state = ${due.state}
      AND c.due_on < ${dayParameter(due.before)}::date
      AND NOT EXISTS (SELECT FROM cases.objections o WHERE o.tenant_id = c.tenant_id AND o.case_id = c.case_id AND o.state = 'open')
    ORDER BY c.due_on, c.case_id LIMIT ${due.limit}`.execute(tx);
  return rows.map((row) => row.case_id);
}

export async function countByState(
  tx: Tx,
  type: string,
): Promise<{ readonly states: readonly { readonly state: string; readonly cases: number }[]; readonly held: number }> {
  const { rows } = await sql<{ state: string; cases: number; held: number }>`
    SELECT state, count(*)::int AS cases, count(hold_kind)::int AS held FROM cases.cases
    WHERE tenant_id = access.current_tenant() AND type = ${type} GROUP BY state ORDER BY state`.execute(tx);
  return {
    states: rows.map(({ state, cases }) => ({ state, cases })),
    held: rows.reduce((sum, row) => sum + row.held, 0),
  };
}

async function readCase(tx: Tx, caseId: number, lock: boolean): Promise<CaseRecord | undefined> {
  const { rows } = await sql<CaseRow>`
    SELECT case_id, office_id, person_id, type, state, opened_at, due_on, due_provisional, hold_kind, hold_since, hold_code, hold_params
    FROM cases.cases WHERE tenant_id = access.current_tenant() AND case_id = ${caseId}
    ${lock ? sql`FOR UPDATE` : sql``}`.execute(tx);
  return rows[0] && toCase(rows[0]);
}

type CaseRow = {
  case_id: number;
  office_id: number;
  person_id: number;
  type: string;
  state: string;
  opened_at: Date;
  due_on: Day | null;
  due_provisional: boolean;
  hold_kind: HoldKind | null;
  hold_since: Day | null;
  hold_code: string | null;
  hold_params: Readonly<Record<string, string | number>> | null;
};

function toCase(row: CaseRow): CaseRecord {
  const { hold_kind: kind, hold_since: since, hold_code: code, hold_params: params } = row;
  const hold = kind && since !== null && code ? { kind, since, problem: { code, params: params ?? {} } } : null;
  return {
    caseId: row.case_id,
    officeId: row.office_id,
    personId: row.person_id,
    type: row.type,
    state: row.state,
    openedAt: row.opened_at,
    dueOn: row.due_on,
    dueProvisional: row.due_provisional,
    hold,
  };
}
