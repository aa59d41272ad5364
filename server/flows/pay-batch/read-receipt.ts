import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { BENEFIT_CASE, findInstalmentOfPayment, type InstalmentOfPayment } from "../../areas/benefits/index.ts";
import { findCase, getActor, holdCase, takeStep } from "../../areas/cases/index.ts";
import { batchNumber, type Receipt, readReceiptRows, recordReceipt } from "../../areas/funds/index.ts";
import { recordPaidBenefit } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { finishIfDone } from "../approve-case/end-other-benefits.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";

export type ReadReceipt = {
  readonly batchId: number;
  /** The file's cells, row by row, as read from csv or a workbook. */
  readonly cells: readonly (readonly string[])[];
};

export type ReceiptRead = {
  readonly batchId: number;
  readonly state: "sent" | "settled";
  readonly paid: number;
  readonly returned: number;
  readonly missing: number;
};

/**
 * Records the bank's answer, whole or not at all: what was paid is at once a fact of the person for the next decision; what was
 * returned holds its case until the account is corrected. The same receipt again changes nothing. Finance only.
 * Problems: `access.roleMissing`, those of `readReceiptRows` and of the area's `recordReceipt`.
 */
export function readReceipt(
  desk: MoneyDesk,
  caller: Caller,
  given: ReadReceipt,
): Promise<Result<ReceiptRead, Problem>> {
  const digest = desk.vault.blindIndex(JSON.stringify(given.cells), "funds.receipts");
  const input = { batchId: given.batchId, digest: digest.toString("hex") };
  return desk.run({ ...caller, command: "readReceipt", input }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("finance")) return fail(problem("access.roleMissing", { roles: "finance" }));
    const rows = readReceiptRows(given.cells);
    if (!rows.ok) return rows;
    const now = desk.now();
    const today = todayOf(now);
    const receipt = await recordReceipt(tx, {
      batchId: given.batchId,
      rows: rows.value,
      digest,
      readBy: actor.accountId ?? 0,
      today,
      now,
    });
    if (!receipt.ok) return receipt;
    for (const { item, result } of receipt.value.settled) {
      const instalment = await findInstalmentOfPayment(tx, item.paymentId);
      if (!instalment) throw new Error(`payment ${item.paymentId} belongs to no application in the session's scope`);
      const settled =
        result.kind === "paid"
          ? await notePaid(tx, { instalment, amountFen: item.amountFen, today, now })
          : await noteReturned(tx, { instalment, reason: result.reason, today, now });
      if (!settled.ok) return settled;
    }
    return ok(written(receipt.value));
  });
}

function written({ before, batch, settled, missing }: Receipt) {
  const { batchId, officeId, paid, returned } = batch;
  const state = batch.state === "settled" ? ("settled" as const) : ("sent" as const);
  const after = {
    state,
    paid,
    returned,
    payments: settled.map(({ item, result }) => ({ payment: item.paymentId, result: result.kind })),
  };
  return {
    reply: { batchId, state, paid, returned, missing },
    subject: { kind: "batch", id: batchNumber(batchId) },
    officeId,
    before: { state: before.state, paid: before.paid, returned: before.returned },
    after,
  };
}

type Settled = { readonly instalment: InstalmentOfPayment; readonly today: Day; readonly now: Date };

/** The paid instalment becomes a row of the person's benefits, and the case goes on or is over. */
async function notePaid(
  tx: Tx,
  { instalment, amountFen, now }: Settled & { readonly amountFen: bigint },
): Promise<Result<null, Problem>> {
  const { application, number, fromDay, toDay } = instalment;
  await recordPaidBenefit(tx, {
    ...application,
    reference: `application ${application.applicationId} instalment ${number}`,
    kind: application.benefit,
    fromDay,
    toDay,
    amountFen: amountFen as typeof application.amountFen,
    now,
  });
  const record = await findCase(tx, application.caseId);
  if (record?.state === "approved") {
    const paying = await takeStep(tx, { type: BENEFIT_CASE, caseId: application.caseId, step: "pay", now });
    if (!paying.ok) return paying;
  }
  await finishIfDone(tx, application.caseId, now);
  return ok(null);
}

async function noteReturned(
  tx: Tx,
  { instalment, reason, today, now }: Settled & { readonly reason: string },
): Promise<Result<null, Problem>> {
  const { caseId } = instalment.application;
  const why = problem("funds.paymentReturned", { payment: instalment.paymentId, reason: reason === "" ? "—" : reason });
  const held = await holdCase(tx, caseId, { kind: "paymentReturned", since: today, problem: why }, now);
  return held.ok ? ok(null) : held;
}
