import { addWorkingDays } from "@wutong/codes";
import { ok, type Problem, type Result } from "@wutong/kernel";
import { BENEFIT_CASE } from "../../areas/benefits/index.ts";
import { closeNotice as close } from "../../areas/cases/index.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";

/** The reviewer's task after a notice is due within so many working days. */
export const REVIEW_WORKING_DAYS = 5;

/** Ends a case's notice after its last working day, every objection heard. Clerks only. Problems: those of the area's `closeNotice`. */
export function closeNotice(
  desk: MoneyDesk,
  caller: Caller,
  caseId: number,
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "closeNotice", input: { caseId } }, async (tx) => {
    const now = desk.now();
    const today = todayOf(now);
    const due = addWorkingDays(today, REVIEW_WORKING_DAYS);
    const next = { dueOn: due.day, provisional: due.provisional, task: { kind: "approve", role: "reviewer" } };
    const closed = await close(tx, { type: BENEFIT_CASE, step: "closeNotice", caseId, today, now, next });
    if (!closed.ok) return closed;
    const { before, state } = closed.value;
    const { officeId, personId } = before;
    return ok({
      reply: { done: true },
      subject: { kind: "case", id: caseId },
      officeId,
      personId,
      before: { state: before.state },
      after: { state },
    });
  });
}
