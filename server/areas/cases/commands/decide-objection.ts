import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CaseType } from "../model.ts";
import type { CaseRecord } from "../store/cases.ts";
import { saveDecision } from "../store/objections.ts";
import type { Tx } from "../store/storage.ts";
import { holdCase } from "./hold-case.ts";
import { takeStep } from "./take-step.ts";

export type DecideObjection = {
  readonly type: CaseType;
  readonly step: string;
  readonly caseId: number;
  readonly objectionId: number;
  readonly upheld: boolean;
  readonly answer: string;
  readonly today: Day;
  readonly now: Date;
};

/**
 * Answers an objection. One that is upheld holds the case for a person to look at.
 * Problems: those of `takeStep`, `cases.objectionDecided`.
 */
export async function decideObjection(tx: Tx, given: DecideObjection): Promise<Result<CaseRecord, Problem>> {
  const stepped = await takeStep(tx, { ...given, note: given.upheld ? "upheld" : "dismissed" });
  if (!stepped.ok) return stepped;
  const { before, actor } = stepped.value;
  const state = given.upheld ? "upheld" : "dismissed";
  const saved = await saveDecision(tx, { ...given, state, decidedBy: actor.accountId ?? 0 });
  if (!saved) return fail(problem("cases.objectionDecided", { objectionId: given.objectionId }));
  if (given.upheld && !before.hold) {
    const reason = problem("cases.objectionUpheld", { objectionId: given.objectionId });
    const held = await holdCase(
      tx,
      given.caseId,
      { kind: "objection", since: given.today, problem: reason },
      given.now,
    );
    if (!held.ok) return held;
  }
  return ok(before);
}
