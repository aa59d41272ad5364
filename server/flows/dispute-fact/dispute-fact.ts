import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { reportFact as report, settleReport } from "../../areas/benefits/index.ts";
import { getActor } from "../../areas/cases/index.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { refuseOthers } from "../money/only-the-person.ts";

/** "This fact is wrong": the offer waits until the office has looked. Problems: those of `getOpenOffer`. */
export function reportFact(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly offerId: number; readonly conditionId: string; readonly says: string },
): Promise<Result<{ readonly reportId: number }, Problem>> {
  const says = desk.vault.blindIndex(given.says, "disputeFact.says").toString("hex");
  const input = { offerId: given.offerId, conditionId: given.conditionId, says };
  return desk.run({ ...caller, command: "reportFact", input }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const now = desk.now();
    const reported = await report(tx, desk.vault, { ...given, today: todayOf(now), now });
    if (!reported.ok) return reported;
    const { reportId, offer } = reported.value;
    return ok({
      reply: { reportId },
      subject: { kind: "offer", id: given.offerId },
      officeId: offer.officeId,
      personId: offer.personId,
      before: { offer: "open" },
      after: { offer: "disputed", report: reportId, condition: given.conditionId },
      personal: { says: given.says },
    });
  });
}

/** The office has looked: the register was mended, or the fact stands. Clerks only. Problems: `access.roleMissing`, those of `settleReport`. */
export function settleFactReport(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly reportId: number; readonly result: "mended" | "dismissed"; readonly answer: string },
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "settleFactReport", input: given }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("clerk")) return fail(problem("access.roleMissing", { roles: "clerk" }));
    const { reportId, result: state, answer } = given;
    const settled = await settleReport(tx, desk.vault, {
      reportId,
      state,
      answer,
      settledBy: actor.accountId ?? 0,
      now: desk.now(),
    });
    if (!settled.ok) return settled;
    const { officeId, personId, offerId } = settled.value;
    return ok({
      reply: { done: true },
      subject: { kind: "offer", id: offerId },
      officeId,
      personId,
      before: { report: "open" },
      after: { report: state, offer: "open", answer },
    });
  });
}
