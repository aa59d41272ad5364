import { type Fen, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type BudgetLine, checkRemaining } from "../model.ts";
import { findLine, lockLine } from "../store/budget-lines.ts";
import { appendEntry } from "../store/ledger.ts";
import type { Tx } from "../store/storage.ts";

export type ChangedBudget = { readonly before: BudgetLine; readonly after: BudgetLine };

/** Adds to a budget, or takes from it as far as it remains. Problems: `funds.notFound`, `funds.amountNotPositive`, `funds.lineExhausted`. */
export async function changeBudget(
  tx: Tx,
  change: { readonly lineId: number; readonly changeFen: Fen; readonly reason: string; readonly now: Date },
): Promise<Result<ChangedBudget, Problem>> {
  if (change.changeFen === 0n) return fail(problem("funds.amountNotPositive"));
  const before = await lockLine(tx, change.lineId);
  if (!before) return fail(problem("funds.notFound", { id: change.lineId }));
  const adds = change.changeFen > 0n;
  const amountFen = (adds ? change.changeFen : -change.changeFen) as Fen;
  const allowed = adds ? ok(null) : checkRemaining(before, amountFen);
  if (!allowed.ok) return allowed;
  const [source, destination] = adds ? (["grant", "available"] as const) : (["available", "grant"] as const);
  const { officeId } = before;
  await appendEntry(tx, { ...change, officeId, kind: "changeBudget", postings: [{ source, destination, amountFen }] });
  const after = await findLine(tx, change.lineId);
  return ok({ before, after: after ?? before });
}
