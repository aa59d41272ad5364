import type { Day, Fen } from "@wutong/kernel";
import { type RawBuilder, sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { Payment, PaymentState } from "../model.ts";

export type NewPayment = {
  readonly officeId: number;
  readonly personId: number;
  readonly caseId: number;
  readonly number: number;
  readonly dueOn: Day;
  readonly amountFen: Fen;
  readonly budget: Payment["budget"];
};

export async function insertPayment(tx: Tx, payment: NewPayment): Promise<number> {
  const { rows } = await sql<{ payment_id: number }>`
    INSERT INTO funds.payments (tenant_id, office_id, person_id, case_id, number, due_on, amount_fen, budget_office, budget_code)
    VALUES (access.current_tenant(), ${payment.officeId}, ${payment.personId}, ${payment.caseId}, ${payment.number},
      ${dayParameter(payment.dueOn)}::date, ${payment.amountFen}, ${payment.budget.officeId}, ${payment.budget.code})
    RETURNING payment_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a payment was not inserted");
  return row.payment_id;
}

export function listPaymentsOfCase(tx: Tx, caseId: number): Promise<readonly Payment[]> {
  return readPayments(tx, sql`case_id = ${caseId} ORDER BY number LIMIT 1000`);
}

/** Locked, so that what is decided about them holds until the transaction ends. */
export function lockPaymentsOfCase(tx: Tx, caseId: number): Promise<readonly Payment[]> {
  return readPayments(tx, sql`case_id = ${caseId} ORDER BY number LIMIT 1000 FOR UPDATE`);
}

export async function lockPayment(tx: Tx, paymentId: number): Promise<Payment | undefined> {
  return (await readPayments(tx, sql`payment_id = ${paymentId} FOR UPDATE`))[0];
}

/** What may go into a batch of a line: committed on it, due by a day, neither in a batch nor paid nor stopped nor held. */
export function lockDuePayments(
  tx: Tx,
  due: { readonly lineId: number; readonly by: Day; readonly limit: number },
): Promise<readonly Payment[]> {
  return readPayments(
    tx,
    sql`line_id = ${due.lineId} AND state = 'planned' AND due_on <= ${dayParameter(due.by)}::date
      ORDER BY due_on, payment_id LIMIT ${due.limit} FOR UPDATE`,
  );
}

/** Due by a day, and no line carries them yet: what an earlier year's approval left for this year's budget. */
export function lockUncommitted(
  tx: Tx,
  due: { readonly budget: Payment["budget"]; readonly by: Day; readonly limit: number },
): Promise<readonly Payment[]> {
  return readPayments(
    tx,
    sql`line_id IS NULL AND budget_office = ${due.budget.officeId} AND budget_code = ${due.budget.code} AND state = 'planned' AND due_on <= ${dayParameter(due.by)}::date
      ORDER BY due_on, payment_id LIMIT ${due.limit} FOR UPDATE`,
  );
}

export async function saveLine(tx: Tx, paymentIds: readonly number[], lineId: number | null): Promise<void> {
  await sql`UPDATE funds.payments SET line_id = ${lineId}
    WHERE tenant_id = access.current_tenant() AND payment_id = ANY (${[...paymentIds]}::int[])`.execute(tx);
}

export type PaymentChange = {
  readonly state: PaymentState;
  readonly batchId: number | null;
  readonly paidOn?: Day;
  readonly returnReason?: string;
  readonly holdCode?: string;
};

export async function savePayments(tx: Tx, paymentIds: readonly number[], change: PaymentChange): Promise<void> {
  await sql`
    UPDATE funds.payments SET state = ${change.state}, batch_id = ${change.batchId},
      paid_on = ${change.paidOn === undefined ? null : dayParameter(change.paidOn)}::date,
      return_reason = ${change.returnReason ?? null}, hold_code = ${change.holdCode ?? null}
    WHERE tenant_id = access.current_tenant() AND payment_id = ANY (${[...paymentIds]}::int[])`.execute(tx);
}

export type PaymentFilter = {
  readonly state: string | undefined;
  readonly lineId: number | undefined;
  readonly batchId: number | undefined;
  readonly personIds: readonly number[] | undefined;
  readonly today: Day;
  readonly beforeId: number | null;
  readonly limit: number;
};

/** The newest first. `due` and `planned` are told apart by today. */
export function listPayments(tx: Tx, filter: PaymentFilter): Promise<readonly Payment[]> {
  const today = dayParameter(filter.today);
  const personIds = filter.personIds ? [...filter.personIds] : null;
  const states: Readonly<Record<string, RawBuilder<unknown>>> = {
    due: sql`state = 'planned' AND due_on <= ${today}::date`,
    planned: sql`state = 'planned' AND due_on > ${today}::date`,
  };
  const state =
    filter.state === undefined ? sql`state <> 'stopped'` : (states[filter.state] ?? sql`state = ${filter.state}`);
  return readPayments(
    tx,
    sql`${state} AND (${filter.lineId ?? null}::int IS NULL OR line_id = ${filter.lineId ?? null})
      AND (${filter.batchId ?? null}::int IS NULL OR batch_id = ${filter.batchId ?? null})
      AND (${personIds}::int[] IS NULL OR person_id = ANY (${personIds}::int[]))
      AND (${filter.beforeId}::int IS NULL OR payment_id < ${filter.beforeId})
      ORDER BY payment_id DESC LIMIT ${filter.limit}`,
  );
}

async function readPayments(tx: Tx, where: RawBuilder<unknown>): Promise<readonly Payment[]> {
  const { rows } = await sql<PaymentRow>`
    SELECT payment_id, office_id, person_id, case_id, number, due_on, amount_fen, budget_office, budget_code, line_id, state, batch_id, paid_on, return_reason
    FROM funds.payments WHERE tenant_id = access.current_tenant() AND ${where}`.execute(tx);
  return rows.map((row) => ({
    paymentId: row.payment_id,
    officeId: row.office_id,
    personId: row.person_id,
    caseId: row.case_id,
    number: row.number,
    dueOn: row.due_on,
    amountFen: row.amount_fen,
    budget: { officeId: row.budget_office, code: row.budget_code },
    lineId: row.line_id,
    state: row.state,
    batchId: row.batch_id,
    paidOn: row.paid_on,
    returnReason: row.return_reason,
  }));
}

type PaymentRow = {
  payment_id: number;
  office_id: number;
  person_id: number;
  case_id: number;
  number: number;
  due_on: Day;
  amount_fen: Fen;
  budget_office: number;
  budget_code: string;
  line_id: number | null;
  state: PaymentState;
  batch_id: number | null;
  paid_on: Day | null;
  return_reason: string | null;
};
