import { type Day, fail, type Problem, problem, type Result } from "@wutong/kernel";
import { type CaseType, mayCloseNotice } from "../model.ts";
import { closeNoticeEntry, findNoticeOfCase } from "../store/notices.ts";
import { countOpenObjections } from "../store/objections.ts";
import type { Tx } from "../store/storage.ts";
import { checkStep, type Stepped, takeStep } from "./take-step.ts";

export type CloseNotice = {
  readonly type: CaseType;
  readonly step: string;
  readonly caseId: number;
  readonly today: Day;
  readonly now: Date;
  readonly next: {
    readonly dueOn: Day;
    readonly provisional: boolean;
    readonly task: { readonly kind: string; readonly role: string };
  };
};

/**
 * Ends the notice of one case after its last working day, with every objection heard.
 * Problems: those of `takeStep`, `cases.noticeRuns`, `cases.objectionOpen`.
 */
export async function closeNotice(tx: Tx, given: CloseNotice): Promise<Result<Stepped, Problem>> {
  const allowed = await checkStep(tx, given);
  if (!allowed.ok) return allowed;
  const notice = await findNoticeOfCase(tx, given.caseId);
  if (!notice) return fail(problem("cases.notFound", { caseId: given.caseId }));
  const closable = mayCloseNotice(notice.closesOn, given.today, await countOpenObjections(tx, given.caseId));
  if (!closable.ok) return closable;
  await closeNoticeEntry(tx, given.caseId, "cleared");
  return takeStep(tx, given);
}
