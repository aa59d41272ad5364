import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { insertSpouseConfirmation, spouseLocks } from "../../areas/benefits/index.ts";
import { getActor } from "../../areas/cases/index.ts";
import { findPersonCard } from "../../areas/people/index.ts";
import type { Caller, MoneyDesk } from "../money/money-desk.ts";
import { refuseOthers } from "../money/only-the-person.ts";

/**
 * The other half of a couple confirms what the applicant confirmed, signed in themselves; their documents are noted for the locks at
 * commitment. Talents, where the register of family ties names them. Problem: `cases.notFound` where nothing waits for them.
 */
export function confirmAsSpouse(
  desk: MoneyDesk,
  caller: Caller,
  caseId: number,
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "confirmAsSpouse", input: { caseId } }, async (tx) => {
    const refused = await refuseOthers(tx);
    if (refused) return fail(refused);
    const { personId } = await getActor(tx);
    const self = personId === null ? undefined : await findPersonCard(tx, desk.vault, personId);
    if (!self) return fail(problem("cases.notFound", { caseId }));
    const documents = spouseLocks(desk.vault, self.documentNumbers);
    const confirmed = await insertSpouseConfirmation(tx, { caseId, documents, now: desk.now() });
    if (!confirmed) return fail(problem("cases.notFound", { caseId }));
    return ok({
      reply: { done: true },
      subject: { kind: "case", id: caseId },
      officeId: self.officeId,
      personId: self.personId,
      after: { spouse: "confirmed", application: confirmed.applicationId },
    });
  });
}
