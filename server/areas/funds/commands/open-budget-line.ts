import { type Fen, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { insertLine, type NewLine } from "../store/budget-lines.ts";
import { appendEntry } from "../store/ledger.ts";
import type { Tx } from "../store/storage.ts";

/** Opens a line with its budget. Problems: `funds.amountNotPositive`, `funds.lineExists`. */
export async function openBudgetLine(
  tx: Tx,
  line: NewLine & { readonly budgetFen: Fen; readonly reason: string },
): Promise<Result<{ readonly lineId: number }, Problem>> {
  if (line.budgetFen <= 0n) return fail(problem("funds.amountNotPositive"));
  const lineId = await insertLine(tx, line);
  if (lineId === undefined) return fail(problem("funds.lineExists", { year: line.year, code: line.code }));
  const postings = [{ source: "grant", destination: "available", amountFen: line.budgetFen }] as const;
  await appendEntry(tx, { ...line, lineId, kind: "openLine", postings });
  return ok({ lineId });
}
