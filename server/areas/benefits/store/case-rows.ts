import type { Day, Fen } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { Hold, HoldKind } from "../../cases/index.ts";
import type { BenefitState, WaitsFor } from "../model.ts";

/** A case as lists show it, with what it is for and how far its money is. */
export type CaseRow = {
  readonly caseId: number;
  readonly applicationId: number;
  readonly offerId: number;
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  readonly certificateKey: string;
  readonly occupation: string;
  readonly level: string;
  readonly state: BenefitState;
  readonly hold: Hold | null;
  readonly waiting: { readonly for: WaitsFor; readonly place: number | null } | null;
  readonly amountFen: Fen;
  readonly planFen: Fen;
  readonly paidFen: Fen;
  readonly confirmedOn: Day;
  readonly dueOn: Day | null;
};

export type CaseFilter = {
  readonly caseId?: number | undefined;
  readonly offerIds?: readonly number[] | undefined;
  readonly state?: string | undefined;
  readonly held?: boolean | undefined;
  readonly waiting?: boolean | undefined;
  readonly policy?: string | undefined;
  readonly personIds?: readonly number[] | undefined;
  readonly beforeId: number | null;
  readonly limit: number;
};

/** The newest first; who waits, by confirmation: each page goes on from `beforeId` in its direction. */
export async function listCaseRows(tx: Tx, filter: CaseFilter): Promise<readonly CaseRow[]> {
  const people = filter.personIds ? [...filter.personIds] : null;
  const queued = filter.waiting === true;
  const offers = filter.offerIds ? [...filter.offerIds] : null;
  const { rows } = await sql<Row>`
    SELECT c.case_id, a.application_id, a.offer_id, a.person_id, a.policy, a.version, a.certificate_key, a.occupation, a.level, c.state,
      c.hold_kind, c.hold_since, c.hold_code, c.hold_params, a.amount_fen, a.plan_fen, a.confirmed_on, c.due_on, q.waits_for,
      CASE WHEN q.waits_for <> 'draw' THEN benefits.place_in_queue(a.application_id) END AS queue,
      (SELECT coalesce(sum(p.amount_fen), 0)::bigint FROM funds.payments p
        WHERE p.tenant_id = c.tenant_id AND p.case_id = c.case_id AND p.state = 'paid') AS paid_fen
    FROM cases.cases c JOIN benefits.applications a USING (tenant_id, case_id)
    LEFT JOIN benefits.places q ON q.tenant_id = a.tenant_id AND q.application_id = a.application_id AND q.state = 'waiting'
    WHERE c.tenant_id = access.current_tenant()
      AND (${filter.caseId ?? null}::int IS NULL OR c.case_id = ${filter.caseId ?? null})
      AND (${offers}::int[] IS NULL OR a.offer_id = ANY (${offers}::int[]))
      AND (${filter.state ?? null}::text IS NULL OR c.state = ${filter.state ?? null})
      AND (${filter.held ?? null}::boolean IS NULL OR (c.hold_kind IS NOT NULL) = ${filter.held ?? null})
      AND (${filter.waiting ?? null}::boolean IS NULL OR (q.waits_for IS NOT NULL) = ${filter.waiting ?? null})
      AND (${filter.policy ?? null}::text IS NULL OR a.policy = ${filter.policy ?? null})
      AND (${people}::int[] IS NULL OR a.person_id = ANY (${people}::int[]))
      AND (${filter.beforeId}::int IS NULL OR CASE WHEN ${queued} THEN c.case_id > ${filter.beforeId} ELSE c.case_id < ${filter.beforeId} END)
    ORDER BY CASE WHEN ${queued} THEN -c.case_id ELSE c.case_id END DESC LIMIT ${filter.limit}`.execute(tx);
  return rows.map(toRow);
}

type Row = {
  case_id: number;
  application_id: number;
  offer_id: number;
  person_id: number;
  policy: string;
  version: number;
  certificate_key: string;
  occupation: string;
  level: string;
  state: BenefitState;
  waits_for: WaitsFor | null;
  queue: number | null;
  hold_kind: HoldKind | null;
  hold_since: Day | null;
  hold_code: string | null;
  hold_params: Readonly<Record<string, string | number>> | null;
  amount_fen: Fen;
  plan_fen: Fen;
  paid_fen: Fen;
  confirmed_on: Day;
  due_on: Day | null;
};

function toRow(row: Row): CaseRow {
  const { hold_kind: kind, hold_since: since, hold_code: code, hold_params: params } = row;
  return {
    caseId: row.case_id,
    applicationId: row.application_id,
    offerId: row.offer_id,
    personId: row.person_id,
    policy: row.policy,
    version: row.version,
    certificateKey: row.certificate_key,
    occupation: row.occupation,
    level: row.level,
    state: row.state,
    hold: kind && since !== null && code ? { kind, since, problem: { code, params: params ?? {} } } : null,
    waiting: row.waits_for ? { for: row.waits_for, place: row.queue } : null,
    amountFen: row.amount_fen,
    planFen: row.plan_fen,
    paidFen: row.paid_fen,
    confirmedOn: row.confirmed_on,
    dueOn: row.due_on,
  };
}
