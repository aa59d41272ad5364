import { ok, type Problem, type Result } from "@wutong/kernel";
import { BENEFIT_CASE } from "../../areas/benefits/index.ts";
import { decideObjection as decide, recordObjection as record } from "../../areas/cases/index.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";

/** Takes down an objection to a case on notice. Clerks and reviewers. Problems: those of the case's step. */
export function recordObjection(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly caseId: number; readonly from: string; readonly says: string },
): Promise<Result<{ readonly objectionId: number }, Problem>> {
  const said = desk.vault.blindIndex(`${given.from}\0${given.says}`, "hearObjection.said").toString("hex");
  return desk.run({ ...caller, command: "recordObjection", input: { caseId: given.caseId, said } }, async (tx) => {
    const now = desk.now();
    const recorded = await record(tx, desk.vault, {
      ...given,
      type: BENEFIT_CASE,
      step: "recordObjection",
      today: todayOf(now),
      now,
    });
    if (!recorded.ok) return recorded;
    const { objectionId, before } = recorded.value;
    const { officeId } = before;
    return ok({
      reply: { objectionId },
      subject: { kind: "case", id: given.caseId },
      officeId,
      after: { objection: objectionId, state: "open" },
    });
  });
}

/** Answers an objection; one that is upheld holds the case. Reviewers, not those who handled the case. */
export function decideObjection(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly caseId: number; readonly objectionId: number; readonly upheld: boolean; readonly answer: string },
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "decideObjection", input: given }, async (tx) => {
    const now = desk.now();
    const decided = await decide(tx, {
      ...given,
      type: BENEFIT_CASE,
      step: "decideObjection",
      today: todayOf(now),
      now,
    });
    if (!decided.ok) return decided;
    const { officeId } = decided.value;
    const after = { objection: given.objectionId, state: given.upheld ? "upheld" : "dismissed" };
    return ok({
      reply: { done: true },
      subject: { kind: "case", id: given.caseId },
      officeId,
      before: { state: "open" },
      after,
    });
  });
}
