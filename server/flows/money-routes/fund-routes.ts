import * as contract from "@wutong/contracts";
import { type Fen, fail, formatDay, ok, type Problem, parseDay, problem, type Result } from "@wutong/kernel";
import { type Call, implement, type Route } from "../../areas/access/index.ts";
import { findAccount, findApplicationOfCase } from "../../areas/benefits/index.ts";
import { listAccountNames, listOfficeNames } from "../../areas/cases/index.ts";
import {
  type BatchRecord,
  type BudgetLine,
  batchNumber,
  findBatch,
  findLine,
  listBatches,
  listLines,
  listPayments,
  listPostings,
  type Payment,
  type PostingRecord,
  remainingOf,
} from "../../areas/funds/index.ts";
import { findPersonIds } from "../../areas/people/index.ts";
import { inSession, type Tx } from "../../storage/index.ts";
import { todayOf } from "../money/money-desk.ts";
import { changeBudget, openBudgetLine } from "../open-budget/open-budget.ts";
import { makeBatch } from "../pay-batch/make-batch.ts";
import { payAgain } from "../pay-batch/pay-again.ts";
import { readReceipt } from "../pay-batch/read-receipt.ts";
import { readReceiptFile } from "../pay-batch/receipt-file.ts";
import { takeBankFile } from "../pay-batch/take-bank-file.ts";
import { beforeOf, fenText, labelsFor, pageOf } from "./labels.ts";
import type { RouteDesk } from "./route-desk.ts";

export function fundRoutes(desk: RouteDesk): readonly Route[] {
  return [...lineRoutes(desk), ...paymentRoutes(desk), ...batchRoutes(desk)];
}

function lineRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listBudgetLines, ({ caller, query }) =>
      inSession(desk.database, caller.token, async (tx) =>
        ok({ rows: await showLines(tx, await listLines(tx, query.year)) }),
      ),
    ),
    implement(contract.openBudgetLine, ({ caller, key, body }) =>
      openBudgetLine(desk, { token: caller.token, key }, { ...body, budgetFen: BigInt(body.budgetFen) as Fen }),
    ),
    implement(contract.changeBudget, async ({ caller, key, params, body }) => {
      const change = { ...params, changeFen: BigInt(body.changeFen) as Fen, reason: body.reason };
      const changed = await changeBudget(desk, { token: caller.token, key }, change);
      if (!changed.ok) return changed;
      return inSession(desk.database, caller.token, async (tx) => {
        const line = await findLine(tx, params.lineId);
        const [shown] = line ? await showLines(tx, [line]) : [];
        return shown ? ok(shown) : fail(problem("funds.notFound", { id: params.lineId }));
      });
    }),
    implement(contract.listPostings, ({ caller, params, query: { limit, cursor } }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const rows = await listPostings(tx, { ...params, beforeId: beforeOf(cursor), limit: limit + 1 });
        return ok(pageOf(rows, { limit, idOf: (row) => row.postingId, show: showPosting }));
      }),
    ),
  ];
}

function paymentRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listPayments, ({ caller, query }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const { state, lineId, batchId, limit, cursor } = query;
        const today = todayOf(desk.now());
        const personIds = query.text ? await findPersonIds(tx, query.text) : undefined;
        const rows = await listPayments(tx, {
          state,
          lineId,
          batchId,
          personIds,
          today,
          beforeId: beforeOf(cursor),
          limit: limit + 1,
        });
        const shown = await showPayments(desk, tx, rows);
        return ok(pageOf(shown, { limit, idOf: (row) => row.paymentId, show: (row) => row }));
      }),
    ),
    implement(contract.payAgain, ({ caller, key, params, body }) =>
      payAgain(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
  ];
}

function batchRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listBatches, ({ caller, query: { limit, cursor } }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const rows = await listBatches(tx, { beforeId: beforeOf(cursor), limit: limit + 1 });
        const shown = await showBatches(tx, rows);
        return ok(pageOf(shown, { limit, idOf: (row) => row.batchId, show: (row) => row }));
      }),
    ),
    implement(contract.makeBatch, (call) => batchOfDue(desk, call)),
    implement(contract.getBatch, ({ caller, params }) =>
      inSession(desk.database, caller.token, (tx) => getBatchRow(tx, params.batchId)),
    ),
    implement(contract.takeBankFile, async ({ caller, key, params }) => {
      const file = await takeBankFile(desk, { token: caller.token, key }, params.batchId);
      return file.ok
        ? ok({ name: file.value.name, type: "text/csv; charset=utf-8", content: file.value.content })
        : file;
    }),
    implement(contract.readReceipt, async ({ caller, key, params, file }) => {
      const cells = await readReceiptFile(file.stream);
      if (!cells.ok) return cells;
      const read = await readReceipt(desk, { token: caller.token, key }, { ...params, cells: cells.value });
      if (!read.ok) return read;
      const batch = await inSession(desk.database, caller.token, (tx) => getBatchRow(tx, params.batchId));
      const { paid, returned, missing } = read.value;
      return batch.ok ? ok({ batch: batch.value, paid, returned, missing }) : batch;
    }),
  ];
}

async function batchOfDue(desk: RouteDesk, { caller, key, body }: Call<typeof contract.makeBatch>) {
  const dueBy = parseDay(body.dueBy);
  if (!dueBy.ok) return fail(problem("http.badRequest", { field: "dueBy" }));
  const made = await makeBatch(desk, { token: caller.token, key }, { lineId: body.lineId, dueBy: dueBy.value });
  if (!made.ok) return made;
  const { batch, held } = made.value;
  // Everything due was held: that is done and stands in the cases, but there is no batch to show.
  if (!batch) return fail(problem("funds.allHeld", { held: held.length }));
  return inSession(desk.database, caller.token, async (tx) => {
    const row = await getBatchRow(tx, batch.batchId);
    if (!row.ok) return row;
    const labels = await labelsFor(
      desk,
      tx,
      held.map(({ personId }) => ({ personId, policy: "", version: 0 })),
    );
    const shown = held.map(({ personId, paymentId, caseId, problem: why }) => ({
      paymentId,
      caseId,
      name: labels.name(personId),
      problem: { code: why.code, params: { ...why.params } },
    }));
    return ok({ batch: row.value, held: shown });
  });
}

async function showLines(tx: Tx, lines: readonly BudgetLine[]) {
  const offices = await listOfficeNames(
    tx,
    lines.map((line) => line.officeId),
  );
  return lines.map((line) => ({
    lineId: line.lineId,
    code: line.code,
    title: line.title,
    year: line.year,
    office: { officeId: line.officeId, name: offices.get(line.officeId) ?? "" },
    budgetFen: fenText(line.budgetFen),
    committedFen: fenText(line.committedFen),
    paidFen: fenText(line.paidFen),
    remainingFen: fenText(remainingOf(line)),
  }));
}

const ACCOUNT_TEXTS = {
  grant: { zh: "预算来源", en: "Budget granted" },
  available: { zh: "可用", en: "Available" },
  committed: { zh: "已承诺", en: "Committed" },
  inTransit: { zh: "支付在途", en: "In transit" },
  paid: { zh: "已支付", en: "Paid" },
} as const;

const ENTRY_TEXTS = {
  openLine: { zh: "设立科目", en: "Line opened" },
  changeBudget: { zh: "调整预算", en: "Budget changed" },
  commit: { zh: "审批承诺", en: "Committed on approval" },
  release: { zh: "释放承诺", en: "Commitment released" },
  makeBatch: { zh: "列入支付批次", en: "Put into a batch" },
  receipt: { zh: "银行回单", en: "Bank receipt" },
} as const;

function showPosting(row: PostingRecord) {
  const { postingId, entryId, caseId, paymentId } = row;
  return {
    postingId,
    entryId,
    caseId,
    paymentId,
    at: row.at.toISOString(),
    from: ACCOUNT_TEXTS[row.source],
    to: ACCOUNT_TEXTS[row.destination],
    amountFen: fenText(row.amountFen),
    text: ENTRY_TEXTS[row.kind],
  };
}

async function showPayments(desk: RouteDesk, tx: Tx, payments: readonly Payment[]) {
  const rows = [];
  const today = todayOf(desk.now());
  for (const payment of payments) {
    const application = await findApplicationOfCase(tx, payment.caseId);
    const account = application && (await findAccount(tx, application.payeeAccountId));
    rows.push({ payment, application, accountMasked: account?.numberMasked ?? "" });
  }
  const known = rows.flatMap(({ application }) => application ?? []);
  const labels = await labelsFor(desk, tx, known);
  return rows.map(({ payment, application, accountMasked }) => ({
    paymentId: payment.paymentId,
    caseId: payment.caseId,
    personId: payment.personId,
    name: labels.name(payment.personId),
    policyTitle: labels.title(payment.budget.code, application?.version ?? 0),
    instalment: payment.number,
    dueOn: formatDay(payment.dueOn),
    amountFen: fenText(payment.amountFen),
    state: stateShown(payment, today),
    batchId: payment.batchId,
    accountMasked,
    paidOn: payment.paidOn === null ? null : formatDay(payment.paidOn),
    returnReason: payment.returnReason,
  }));
}

function stateShown({ state, dueOn }: Payment, today: number) {
  if (state === "stopped") return "planned" as const;
  return state === "planned" && dueOn <= today ? ("due" as const) : state;
}

async function getBatchRow(
  tx: Tx,
  batchId: number,
): Promise<Result<Awaited<ReturnType<typeof showBatches>>[number], Problem>> {
  const batch = await findBatch(tx, batchId);
  const [shown] = batch ? await showBatches(tx, [batch]) : [];
  return shown ? ok(shown) : fail(problem("funds.notFound", { id: batchId }));
}

async function showBatches(tx: Tx, batches: readonly BatchRecord[]) {
  const accounts = await listAccountNames(
    tx,
    batches.map((batch) => batch.madeBy),
  );
  const rows = [];
  for (const batch of batches) {
    const line = await findLine(tx, batch.lineId);
    rows.push({
      batchId: batch.batchId,
      number: batchNumber(batch.batchId),
      line: { lineId: batch.lineId, title: line?.title ?? { zh: "", en: "" } },
      state: batch.state,
      payments: batch.payments,
      amountFen: fenText(batch.amountFen),
      paid: batch.paid,
      returned: batch.returned,
      madeBy: accounts.get(batch.madeBy) ?? "",
      madeOn: formatDay(batch.madeOn),
    });
  }
  return rows;
}
