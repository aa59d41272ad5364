import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day, type Fen } from "@wutong/kernel";
import fc from "fast-check";
import { sql } from "kysely";
import { testDatabase } from "../../../../tests/support/database.ts";
import { openTown, type Town, YUECHENG } from "../../../flows/tests/money-town.ts";
import { enter, type Token, type Tx } from "../../../storage/index.ts";
import { openCase } from "../../cases/index.ts";
import {
  changeBudget,
  checkLedger,
  commitPayments,
  findLine,
  insertPayment,
  ledgerBalances,
  listPaymentsOfCase,
  makeBatch,
  openBudgetLine,
  paymentNumber,
  recordReceipt,
  sendBatch,
  stopPayments,
} from "../index.ts";

const town = await openTown(await testDatabase());
after(() => town.close());
const staff = await town.staff(YUECHENG);
const TODAY = day("2024-12-02");
const NOW = new Date("2024-12-02T02:00:00Z");
const TYPE = { id: "test", initial: "open", final: [], handling: [], steps: [] } as const;

function within<Value>(token: Token, work: (tx: Tx) => Promise<Value>, of: Town = town): Promise<Value> {
  return of.database.kysely.transaction().execute(async (tx) => {
    await enter(tx, token);
    return work(tx);
  });
}

async function newLine(code: string, budgetFen: bigint): Promise<number> {
  const title = { zh: code, en: code };
  const line = { officeId: YUECHENG, year: 2024, code, title, budgetFen: budgetFen as Fen, reason: "", now: NOW };
  const opened = await within(staff.finance, (tx) => openBudgetLine(tx, line));
  assert.ok(opened.ok);
  return opened.value.lineId;
}

async function newPayment(code: string, amountFen: bigint): Promise<number> {
  const personId = await town.addPerson();
  return within(staff.reviewer, async (tx) => {
    const caseId = await openCase(tx, { type: TYPE, officeId: YUECHENG, personId, now: NOW });
    const budget = { officeId: YUECHENG, code };
    await insertPayment(tx, {
      officeId: YUECHENG,
      personId,
      caseId,
      number: 1,
      dueOn: TODAY,
      amountFen: amountFen as Fen,
      budget,
    });
    return caseId;
  });
}

function commit(caseId: number) {
  return within(staff.reviewer, async (tx) => {
    const result = await commitPayments(tx, { payments: await listPaymentsOfCase(tx, caseId), today: TODAY, now: NOW });
    return result.ok ? "committed" : result.error.code;
  });
}

test("eight clients at once never commit more than the line holds, and what fits is committed", async () => {
  const lineId = await newLine("rush", 10_000n);
  const cases: number[] = [];
  for (let index = 0; index < 24; index += 1) cases.push(await newPayment("rush", 1_000n));
  const queue = [...cases];
  const results: string[] = [];
  const client = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(await commit(next));
  };
  await Promise.all(Array.from({ length: 8 }, client));
  assert.equal(results.filter((result) => result === "committed").length, 10);
  assert.equal(results.filter((result) => result === "funds.lineExhausted").length, 14);
  const line = await within(staff.auditor, (tx) => findLine(tx, lineId));
  assert.deepEqual([line?.committedFen, line?.paidFen], [10_000n, 0n]);
});

test("the database itself refuses to overspend a line, whoever posts", async () => {
  const lineId = await newLine("direct", 100n);
  const post = (from: string, to: string, amount: number) =>
    within(staff.finance, (tx) =>
      sql`
        WITH e AS (INSERT INTO funds.entries (tenant_id, office_id, line_id, kind, at)
          VALUES (access.current_tenant(), ${YUECHENG}, ${lineId}, 'commit', now()) RETURNING entry_id)
        SELECT 1 FROM e`
        .execute(tx)
        .then(() =>
          sql`INSERT INTO funds.postings (tenant_id, entry_id, office_id, line_id, source, destination, amount_fen, at)
          SELECT access.current_tenant(), (SELECT max(entry_id) FROM funds.entries WHERE line_id = ${lineId}), ${YUECHENG}, ${lineId}, s.account_id, d.account_id, ${amount}, now()
          FROM funds.accounts s, funds.accounts d
          WHERE s.line_id = ${lineId} AND d.line_id = ${lineId} AND s.kind = ${from} AND d.kind = ${to}`.execute(tx),
        ),
    );
  await assert.rejects(post("available", "committed", 101), /no_overspending/);
  await assert.rejects(post("committed", "inTransit", 1), /no_negative_figures/);
  await assert.rejects(post("available", "committed", 0), /check/);
  await post("available", "committed", 100);
  assert.deepEqual(await within(staff.auditor, checkLedger), [
    { lineId, fault: "committed differs from its payments" },
  ]);
  await post("committed", "available", 100);
});

test("postings and entries cannot be changed or deleted, nor a line's figures, not even by hand", async () => {
  const lineId = await newLine("immutable", 100n);
  for (const statement of [
    "UPDATE funds.postings SET amount_fen = 1",
    "DELETE FROM funds.postings",
    "DELETE FROM funds.entries",
    `UPDATE funds.budget_lines SET budget_fen = 1000 WHERE line_id = ${lineId}`,
    `UPDATE funds.budget_lines SET committed_fen = 0 WHERE line_id = ${lineId}`,
  ]) {
    await assert.rejects(
      within(staff.finance, (tx) => sql.raw(statement).execute(tx)),
      /permission denied/,
    );
  }
  await assert.rejects(town.owner.query("UPDATE funds.postings SET amount_fen = 1"), /immutable/);
  await assert.rejects(town.owner.query("DELETE FROM funds.postings"), /immutable/);
});

test("another office cannot post on a line, even where it knows its number", async () => {
  const lineId = await newLine("foreign", 100n);
  const other = await town.staff(330604);
  const change = { lineId, changeFen: 1n as Fen, reason: "", now: NOW };
  const result = await within(other.finance, (tx) => changeBudget(tx, change));
  assert.equal(result.ok ? "" : result.error.code, "funds.notFound");
});

type Action =
  | { readonly kind: "pay"; readonly amountFen: bigint }
  | { readonly kind: "budget"; readonly changeFen: bigint }
  | { readonly kind: "stop"; readonly pick: number }
  | { readonly kind: "batch" }
  | { readonly kind: "receipt"; readonly paid: readonly boolean[] };

const actions = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("pay" as const), amountFen: fc.bigInt({ min: 1n, max: 400n }) }),
    fc.record({ kind: fc.constant("budget" as const), changeFen: fc.bigInt({ min: -500n, max: 500n }) }),
    fc.record({ kind: fc.constant("stop" as const), pick: fc.nat(20) }),
    fc.record({ kind: fc.constant("batch" as const) }),
    fc.record({
      kind: fc.constant("receipt" as const),
      paid: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    }),
  ),
  { minLength: 4, maxLength: 14 },
);

test("whatever is committed, stopped, sent, paid and returned, in whatever order, the books balance after each step", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(actions, async (steps) => {
      run += 1;
      const code = `law${run}`;
      const lineId = await newLine(code, 1_000n);
      const cases: number[] = [];
      const open: number[] = [];
      for (const step of steps) {
        await act(step, { lineId, code, cases, open });
        assert.deepEqual(await within(staff.auditor, checkLedger), []);
      }
      assert.equal(await within(staff.auditor, ledgerBalances), true);
    }),
    { numRuns: 12 },
  );
});

type World = { readonly lineId: number; readonly code: string; readonly cases: number[]; readonly open: number[] };

async function act(step: Action, world: World): Promise<void> {
  if (step.kind === "pay") {
    const caseId = await newPayment(world.code, step.amountFen);
    world.cases.push(caseId);
    await commit(caseId);
  }
  if (step.kind === "budget") {
    const change = { lineId: world.lineId, changeFen: step.changeFen as Fen, reason: "", now: NOW };
    await within(staff.finance, (tx) => changeBudget(tx, change));
  }
  if (step.kind === "stop") {
    const caseId = world.cases[step.pick % Math.max(1, world.cases.length)];
    if (caseId) await within(staff.reviewer, (tx) => stopPayments(tx, { caseId, from: TODAY, reason: "", now: NOW }));
  }
  if (step.kind === "batch") await batchUp(world);
  const batchId = step.kind === "receipt" ? world.open.shift() : undefined;
  if (step.kind === "receipt" && batchId !== undefined) await settle(batchId, step.paid);
}

async function batchUp(world: World): Promise<void> {
  await within(staff.finance, async (tx) => {
    const line = await findLine(tx, world.lineId);
    const payments = [];
    for (const caseId of world.cases) payments.push(...(await listPaymentsOfCase(tx, caseId)));
    const due = payments.filter((payment) => payment.lineId !== null && payment.state === "planned");
    if (!line || due.length === 0) return;
    const payables = due.map((payment) => ({ payment, payeeAccountId: 1 }));
    world.open.push(await makeBatch(tx, { line, payables, madeBy: 1, today: TODAY, now: NOW }));
  });
}

async function settle(batchId: number, paid: readonly boolean[]): Promise<void> {
  const result = await within(staff.finance, async (tx) => {
    const sent = await sendBatch(tx, batchId, NOW);
    assert.ok(sent.ok);
    const rows = sent.value.items.map((item, index) => ({
      row: index + 1,
      payment: paymentNumber(batchId, item.itemNumber),
      amountFen: item.amountFen,
      result: paid[index % paid.length] ? ({ kind: "paid" } as const) : ({ kind: "returned", reason: "x" } as const),
    }));
    return recordReceipt(tx, {
      batchId,
      rows,
      digest: Buffer.from(String(batchId)),
      readBy: 1,
      today: TODAY,
      now: NOW,
    });
  });
  assert.ok(result.ok);
}
