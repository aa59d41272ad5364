import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { findApplicationOfCase, nameAccount, saveAccount } from "../../areas/benefits/index.ts";
import { findCase, holdCase } from "../../areas/cases/index.ts";
import { findPersonCard } from "../../areas/people/index.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { refuseOthers } from "../money/only-the-person.ts";

export type CorrectedAccount = { readonly accountMasked: string; readonly inReview: boolean };
export type CorrectAccount = { readonly caseId: number; readonly bank: string; readonly number: string };

/**
 * The person names another account for what is still to be paid, after a return, say. It is reviewed before money goes there:
 * the case is held. Talents, for cases of their own. Problems: `cases.notFound`, `cases.wrongState`, those of `nameAccount`.
 */
export function correctAccount(
  desk: MoneyDesk,
  caller: Caller,
  given: CorrectAccount,
): Promise<Result<CorrectedAccount, Problem>> {
  const account = desk.vault.blindIndex(`${given.bank} ${given.number}`, "confirmOffer.accounts").toString("hex");
  return desk.run({ ...caller, command: "correctAccount", input: { caseId: given.caseId, account } }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const now = desk.now();
    const record = await findCase(tx, given.caseId);
    const application = await findApplicationOfCase(tx, given.caseId);
    const person = application && (await findPersonCard(tx, desk.vault, application.personId));
    if (!record || !application || !person) return fail(problem("cases.notFound", { caseId: given.caseId }));
    if (record.state === "paid" || record.state === "rejected") {
      return fail(problem("cases.wrongState", { caseId: given.caseId, state: record.state }));
    }
    const { officeId, personId } = application;
    const named = await nameAccount(tx, desk.vault, {
      personId,
      officeId,
      verifiedName: person.name,
      account: { kind: "new", ...given },
      now,
    });
    if (!named.ok) return named;
    await saveAccount(tx, application.applicationId, named.value.payeeAccountId);
    const inReview = named.value.openReasons.length > 0;
    if (inReview && !record.hold) {
      const why = problem("benefits.accountInReview", { reasons: named.value.openReasons.join(", ") });
      const held = await holdCase(tx, given.caseId, { kind: "accountReview", since: todayOf(now), problem: why }, now);
      if (!held.ok) return held;
    }
    return ok({
      reply: { accountMasked: named.value.numberMasked, inReview },
      subject: { kind: "case", id: given.caseId },
      officeId,
      personId,
      before: { account: application.payeeAccountId },
      after: { account: named.value.payeeAccountId, review: named.value.openReasons },
    });
  });
}
