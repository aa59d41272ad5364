import type { TaskKind } from "@wutong/contracts";
import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import { BENEFIT_CASE } from "../model.ts";

export type Waiting = {
  readonly kind: TaskKind;
  readonly role: "clerk" | "reviewer" | "finance" | "leader";
  readonly count: number;
  readonly dueOn: Day | null;
  readonly overdue: number;
};

/**
 * What waits for the signed-in account by its roles, within its offices, in one statement: four eyes are counted in (what it
 * pushed or handled itself waits for somebody else).
 */
export async function listWaiting(tx: Tx, today: Day): Promise<readonly Waiting[]> {
  const day = sql`${dayParameter(today)}::date`;
  const { rows } = await sql<{
    kind: TaskKind;
    role: Waiting["role"];
    count: number;
    due_on: Day | null;
    overdue: number;
  }>`
    WITH me AS MATERIALIZED (SELECT tenant_id, account_id, roles FROM access.context() WHERE tenant_id IS NOT NULL),
    work AS MATERIALIZED (
      SELECT c.tenant_id, c.case_id, c.state, c.hold_kind, c.due_on, p.review_reasons <> '{}' AND p.cleared_at IS NULL AS account_unseen,
        a.couple AND EXISTS (SELECT FROM people.family_ties t WHERE t.tenant_id = a.tenant_id AND t.person_id = a.person_id AND t.relation = 'spouse')
          AND NOT EXISTS (SELECT FROM benefits.spouse_confirmations s WHERE s.tenant_id = a.tenant_id AND s.application_id = a.application_id) AS spouse_waits,
        EXISTS (SELECT FROM benefits.places q WHERE q.tenant_id = a.tenant_id AND q.application_id = a.application_id AND q.state = 'waiting') AS queued,
        o.pushed_by = me.account_id OR EXISTS (SELECT FROM cases.steps s WHERE s.tenant_id = c.tenant_id AND s.case_id = c.case_id
          AND s.account_id = me.account_id AND s.step = ANY (${[...BENEFIT_CASE.handling]}::text[])) AS own
      FROM me JOIN cases.cases c ON c.tenant_id = me.tenant_id
      JOIN benefits.applications a ON a.tenant_id = c.tenant_id AND a.case_id = c.case_id
      JOIN benefits.offers o ON o.tenant_id = a.tenant_id AND o.offer_id = a.offer_id
      JOIN benefits.payee_accounts p ON p.tenant_id = a.tenant_id AND p.payee_account_id = a.payee_account_id
      WHERE c.state IN ('confirmed', 'onNotice', 'noticeClosed') OR (c.state IN ('approved', 'paying') AND c.hold_kind IS NOT NULL)
    ),
    waiting AS (
      SELECT 'settleFactReports' AS kind, 'clerk' AS role, NULL::date AS due_on
        FROM benefits.fact_reports r, me WHERE r.tenant_id = me.tenant_id AND r.state = 'open'
      UNION ALL SELECT 'publishNotices', 'clerk', w.due_on FROM work w WHERE w.state = 'confirmed' AND w.hold_kind IS NULL
        AND NOT w.spouse_waits AND NOT w.queued
      UNION ALL SELECT 'closeNotices', 'clerk', w.due_on FROM work w WHERE w.state = 'onNotice' AND w.due_on < ${day} AND NOT EXISTS (
        SELECT FROM cases.objections o WHERE o.tenant_id = w.tenant_id AND o.case_id = w.case_id AND o.state = 'open')
      UNION ALL SELECT 'decideObjections', 'reviewer', w.due_on FROM work w
        JOIN cases.objections o ON o.tenant_id = w.tenant_id AND o.case_id = w.case_id AND o.state = 'open' WHERE NOT w.own
      UNION ALL SELECT CASE WHEN w.hold_kind IN ('accountReview', 'paymentReturned') THEN 'reviewAccounts' ELSE 'resolveHolds' END,
        'reviewer', NULL FROM work w
        WHERE w.hold_kind IS NOT NULL AND NOT w.own AND (w.hold_kind <> 'paymentReturned' OR w.account_unseen)
      UNION ALL SELECT 'approveCases', CASE WHEN (SELECT s.step FROM cases.steps s WHERE s.tenant_id = w.tenant_id AND s.case_id = w.case_id
          AND s.step IN ('review', 'release') ORDER BY s.step_number DESC LIMIT 1) = 'review' THEN 'leader' ELSE 'reviewer' END, w.due_on FROM work w
        WHERE w.state = 'noticeClosed' AND w.hold_kind IS NULL AND NOT w.own
      UNION ALL SELECT 'makeBatches', 'finance', p.due_on FROM funds.payments p JOIN me ON p.tenant_id = me.tenant_id
        JOIN cases.cases c ON c.tenant_id = p.tenant_id AND c.case_id = p.case_id
        WHERE p.state = 'planned' AND p.due_on <= ${day} AND c.hold_kind IS NULL
      UNION ALL SELECT CASE b.state WHEN 'made' THEN 'takeBankFiles' ELSE 'readReceipts' END, 'finance', NULL
        FROM funds.batches b JOIN me ON b.tenant_id = me.tenant_id WHERE b.state IN ('made', 'sent')
      UNION ALL SELECT 'payAgain', 'finance', NULL FROM funds.payments p JOIN me ON p.tenant_id = me.tenant_id
        JOIN benefits.applications a ON a.tenant_id = p.tenant_id AND a.case_id = p.case_id
        JOIN benefits.payee_accounts n ON n.tenant_id = a.tenant_id AND n.payee_account_id = a.payee_account_id
        WHERE p.state = 'returned' AND (n.review_reasons = '{}' OR n.cleared_at IS NOT NULL)
    )
    SELECT w.kind, w.role, count(*)::int AS count, min(w.due_on) AS due_on, count(*) FILTER (WHERE w.due_on < ${day})::int AS overdue
    FROM waiting w JOIN me ON w.role = ANY (me.roles) GROUP BY w.kind, w.role ORDER BY w.kind`.execute(tx);
  return rows.map(({ due_on: dueOn, ...row }) => ({ ...row, dueOn }));
}
