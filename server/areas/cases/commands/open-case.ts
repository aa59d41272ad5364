import type { CaseType } from "../model.ts";
import { getActor } from "../store/actor.ts";
import { appendStep, insertCase, lockCase } from "../store/cases.ts";
import type { Tx } from "../store/storage.ts";

/** Opens a case in its type's first state; the opening is its first step. Returns the case's number. */
export async function openCase(
  tx: Tx,
  given: {
    readonly type: CaseType;
    readonly officeId: number;
    readonly personId: number;
    readonly now: Date;
    readonly note?: string;
  },
): Promise<number> {
  const state = given.type.initial;
  const caseId = await insertCase(tx, { ...given, type: given.type.id, state });
  const record = await lockCase(tx, caseId);
  if (!record) throw new Error(`case ${caseId} is out of the session's scope`);
  const actor = await getActor(tx);
  await appendStep(tx, record, { step: "open", to: state, actor, now: given.now, note: given.note ?? "" });
  return caseId;
}
