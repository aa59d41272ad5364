import { addFen, type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type BudgetLine, budgetYearOf, checkRemaining, type Payment } from "../model.ts";
import { findLineOf, lockLine } from "../store/budget-lines.ts";
import { appendEntry } from "../store/ledger.ts";
import { saveLine } from "../store/payments.ts";
import type { Tx } from "../store/storage.ts";

export type Commitment = { readonly line: BudgetLine; readonly payments: readonly Payment[] };

/**
 * Commits payments on the lines of their years, all of them or none. A payment of a later year whose line isn't open yet stays
 * planned, without money promised for it; it is committed when it falls due. Problems: `funds.lineMissing` {policy, year} for
 * this year's, `funds.lineExhausted`.
 */
export async function commitPayments(
  tx: Tx,
  given: { readonly payments: readonly Payment[]; readonly today: Day; readonly now: Date },
): Promise<Result<readonly Commitment[], Problem>> {
  const open = given.payments.filter((payment) => payment.lineId === null && payment.state === "planned");
  const thisYear = budgetYearOf(given.today, given.today);
  // In the order of the years: two clients that commit on the same lines then lock them in the same order.
  const byYear = Map.groupBy(
    open,
    (payment) => `${budgetYearOf(payment.dueOn, given.today)} ${payment.budget.officeId} ${payment.budget.code}`,
  );
  const commitments: Commitment[] = [];
  for (const [, payments] of [...byYear].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = payments;
    if (!first) continue;
    const year = budgetYearOf(first.dueOn, given.today);
    const found = await findLineOf(tx, { ...first.budget, year });
    if (!found && year > thisYear) continue;
    if (!found) return fail(problem("funds.lineMissing", { policy: first.budget.code, year }));
    const committed = await commitOnLine(tx, { lineId: found.lineId, payments, now: given.now });
    if (!committed.ok) return committed;
    commitments.push({ line: committed.value, payments });
  }
  return ok(commitments);
}

/** Commits payments on one line, under its lock. Problems: `funds.notFound`, `funds.lineExhausted`. */
export async function commitOnLine(
  tx: Tx,
  { lineId, payments, now }: { readonly lineId: number; readonly payments: readonly Payment[]; readonly now: Date },
): Promise<Result<BudgetLine, Problem>> {
  const line = await lockLine(tx, lineId);
  if (!line) return fail(problem("funds.notFound", { id: lineId }));
  const allowed = checkRemaining(line, addFen(...payments.map((payment) => payment.amountFen)));
  if (!allowed.ok) return allowed;
  await appendEntry(tx, {
    lineId,
    officeId: line.officeId,
    kind: "commit",
    now,
    postings: payments.map(({ amountFen, caseId, paymentId }) => ({
      source: "available",
      destination: "committed",
      amountFen,
      caseId,
      paymentId,
    })),
  });
  const ids = payments.map((payment) => payment.paymentId);
  await saveLine(tx, ids, lineId);
  return ok(line);
}
