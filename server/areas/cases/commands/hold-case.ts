import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Hold } from "../model.ts";
import { getActor } from "../store/actor.ts";
import { appendStep, type CaseRecord, lockCase, saveHold } from "../store/cases.ts";
import type { Tx } from "../store/storage.ts";

/** Stops a case where it stands until a person has looked; why stands beside it. Problem: `cases.notFound`. */
export async function holdCase(tx: Tx, caseId: number, hold: Hold, now: Date): Promise<Result<CaseRecord, Problem>> {
  const record = await lockCase(tx, caseId);
  if (!record) return fail(problem("cases.notFound", { caseId }));
  await saveHold(tx, caseId, hold, now);
  await note(tx, record, `hold:${hold.kind}`, hold.problem.code, now);
  return ok(record);
}

/** Lets a held case go on. Problems: `cases.notFound`, `cases.notHeld`. */
export async function releaseHold(
  tx: Tx,
  caseId: number,
  reason: string,
  now: Date,
): Promise<Result<CaseRecord, Problem>> {
  const record = await lockCase(tx, caseId);
  if (!record) return fail(problem("cases.notFound", { caseId }));
  if (!record.hold) return fail(problem("cases.notHeld", { caseId }));
  await saveHold(tx, caseId, null, now);
  await note(tx, record, "release", reason, now);
  return ok(record);
}

async function note(tx: Tx, record: CaseRecord, step: string, text: string, now: Date): Promise<void> {
  const actor = await getActor(tx);
  await appendStep(tx, record, { step, to: record.state, actor, now, note: text });
}
