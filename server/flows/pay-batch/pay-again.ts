import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { findAccount, findApplicationOfCase } from "../../areas/benefits/index.ts";
import { findCase, getActor, releaseHold } from "../../areas/cases/index.ts";
import { payAgain as again } from "../../areas/funds/index.ts";
import type { Caller, MoneyDesk } from "../money/money-desk.ts";

/**
 * A returned payment falls due again, to the account that the person named since or to the same one; either has been looked at.
 * Finance only. Problems: `access.roleMissing`, `benefits.accountInReview`, those of the area's `payAgain`.
 */
export function payAgain(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly paymentId: number; readonly reason: string },
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "payAgain", input: given }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("finance")) return fail(problem("access.roleMissing", { roles: "finance" }));
    const payment = await again(tx, given.paymentId);
    if (!payment.ok) return payment;
    const { caseId, officeId, personId } = payment.value;
    const application = await findApplicationOfCase(tx, caseId);
    const account = application && (await findAccount(tx, application.payeeAccountId));
    if (!account || account.openReasons.length > 0) {
      return fail(problem("benefits.accountInReview", { reasons: account?.openReasons.join(", ") ?? "—" }));
    }
    const record = await findCase(tx, caseId);
    if (record?.hold?.kind === "paymentReturned") {
      const released = await releaseHold(tx, caseId, given.reason, desk.now());
      if (!released.ok) return released;
    }
    const subject = { kind: "payment", id: given.paymentId };
    return ok({
      reply: { done: true },
      subject,
      officeId,
      personId,
      before: { state: "returned" },
      after: { state: "planned", reason: given.reason },
    });
  });
}
