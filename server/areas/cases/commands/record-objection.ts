import { type Day, ok, type Problem, type Result } from "@wutong/kernel";
import type { CaseType } from "../model.ts";
import type { CaseRecord } from "../store/cases.ts";
import { insertObjection } from "../store/objections.ts";
import type { Tx, Vault } from "../store/storage.ts";
import { takeStep } from "./take-step.ts";

export type RecordObjection = {
  readonly type: CaseType;
  readonly step: string;
  readonly caseId: number;
  readonly from: string;
  readonly says: string;
  readonly today: Day;
  readonly now: Date;
};

export type Objected = { readonly objectionId: number; readonly before: CaseRecord };

/** Takes down an objection while the notice runs; who says what is sealed. Problems: those of `takeStep`. */
export async function recordObjection(
  tx: Tx,
  vault: Vault,
  given: RecordObjection,
): Promise<Result<Objected, Problem>> {
  const stepped = await takeStep(tx, given);
  if (!stepped.ok) return stepped;
  const { before, actor } = stepped.value;
  const objectionId = await insertObjection(tx, vault, {
    caseId: given.caseId,
    officeId: before.officeId,
    from: given.from,
    says: given.says,
    receivedOn: given.today,
    recordedBy: actor.accountId ?? 0,
  });
  return ok({ objectionId, before });
}
