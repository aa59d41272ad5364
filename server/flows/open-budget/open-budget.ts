import { type Fen, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { getActor } from "../../areas/cases/index.ts";
import { type BudgetLine, changeBudget as change, findLine, openBudgetLine as open } from "../../areas/funds/index.ts";
import type { Tx } from "../../storage/index.ts";
import type { Caller, MoneyDesk } from "../money/money-desk.ts";
import { lockLinesWithQueue, moveUp } from "../take-place/move-up.ts";

export type OpenBudgetLine = {
  readonly officeId: number;
  readonly year: number;
  /** The id of the policy that the line pays. */
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly budgetFen: Fen;
  readonly reason: string;
};

/** Finance only. Problems: `access.roleMissing`, those of the area's `openBudgetLine`. */
export function openBudgetLine(
  desk: MoneyDesk,
  caller: Caller,
  given: OpenBudgetLine,
): Promise<Result<{ readonly lineId: number }, Problem>> {
  const input = { ...given, budgetFen: String(given.budgetFen) };
  return desk.run({ ...caller, command: "openBudgetLine", input }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const lines = await lockLinesWithQueue(desk, tx, given.code);
    const opened = await open(tx, { ...given, now: desk.now() });
    if (!opened.ok) return opened;
    const movedUp = await moveUp(desk, tx, lines);
    return ok({
      reply: opened.value,
      subject: { kind: "budgetLine", id: opened.value.lineId },
      officeId: given.officeId,
      after: { ...input, ...(movedUp.length > 0 ? { movedUp } : {}) },
    });
  });
}

export type BudgetFigures = {
  readonly lineId: number;
  readonly budgetFen: string;
  readonly committedFen: string;
  readonly paidFen: string;
};

/** Finance only; who waits for money moves up as far as it goes. Problems: `access.roleMissing`, those of the area's `changeBudget`. */
export function changeBudget(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly lineId: number; readonly changeFen: Fen; readonly reason: string },
): Promise<Result<BudgetFigures, Problem>> {
  const input = { ...given, changeFen: String(given.changeFen) };
  return desk.run({ ...caller, command: "changeBudget", input }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const line = await findLine(tx, given.lineId);
    const lines = line ? await lockLinesWithQueue(desk, tx, line.code) : [];
    const changed = await change(tx, { ...given, now: desk.now() });
    if (!changed.ok) return changed;
    const { before, after } = changed.value;
    const movedUp = await moveUp(desk, tx, lines);
    const reply = figuresOf(after);
    return ok({
      reply,
      subject: { kind: "budgetLine", id: given.lineId },
      officeId: before.officeId,
      before: figuresOf(before),
      after: { ...reply, reason: given.reason, ...(movedUp.length > 0 ? { movedUp } : {}) },
    });
  });
}

async function refuseOthers(tx: Tx): Promise<Problem | undefined> {
  const actor = await getActor(tx);
  return actor.roles.includes("finance") ? undefined : problem("access.roleMissing", { roles: "finance" });
}

function figuresOf(line: BudgetLine): BudgetFigures {
  const { lineId } = line;
  return {
    lineId,
    budgetFen: String(line.budgetFen),
    committedFen: String(line.committedFen),
    paidFen: String(line.paidFen),
  };
}
