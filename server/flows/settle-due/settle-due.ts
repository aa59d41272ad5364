import { addWorkingDays } from "@wutong/codes";
import { ok, type Problem, type Result } from "@wutong/kernel";
import { BENEFIT_CASE, expireOffers } from "../../areas/benefits/index.ts";
import { closeNotice, listDueCases } from "../../areas/cases/index.ts";
import type { Token } from "../../storage/index.ts";
import { REVIEW_WORKING_DAYS } from "../close-notice/close-notice.ts";
import { tellSpouses } from "../couple/tell-spouses.ts";
import { type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { lockLinesWithQueue, moveUp } from "../take-place/move-up.ts";
import { tellMovedUp } from "../take-place/tell-moved-up.ts";

export type Settled = { readonly expired: number; readonly noticesClosed: number };

const CASES_AT_ONCE = 500;

/**
 * What time alone does: offers whose last day is past expire, notices whose last day is over close where every objection was heard;
 * who waits for a place moves up where one is free (the span of a reserve is over, a running benefit was ended); they, and spouses whose
 * confirmation a case waits for, are told.
 * With a job's token, once a day is enough; again on the same day changes nothing.
 */
export function settleDue(
  desk: MoneyDesk,
  job: { readonly token: Token; readonly key: string },
): Promise<Result<Settled, Problem>> {
  return desk.run({ ...job, command: "settleDue", input: {} }, async (tx) => {
    const now = desk.now();
    const today = todayOf(now);
    const expired = await expireOffers(tx, today, now);
    const closed: number[] = [];
    for (const caseId of await listDueCases(tx, {
      type: BENEFIT_CASE.id,
      state: "onNotice",
      before: today,
      limit: CASES_AT_ONCE,
    })) {
      const due = addWorkingDays(today, REVIEW_WORKING_DAYS);
      const next = { dueOn: due.day, provisional: due.provisional, task: { kind: "approve", role: "reviewer" } };
      const result = await closeNotice(tx, { type: BENEFIT_CASE, step: "closeNotice", caseId, today, now, next });
      if (result.ok) closed.push(caseId);
    }
    const movedUp = await moveUp(desk, tx, await lockLinesWithQueue(desk, tx));
    await tellMovedUp(desk, tx);
    const spousesTold = await tellSpouses(desk, tx);
    const reply = { expired: expired.length, noticesClosed: closed.length };
    return ok({
      reply,
      subject: { kind: "day", id: today },
      after: { expired: [...expired], closed, movedUp, spousesTold },
    });
  });
}
