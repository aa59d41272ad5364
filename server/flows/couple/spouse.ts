import { type Day, type Problem, problem } from "@wutong/kernel";
import { type Application, findSpouseConfirmation, type SpouseConfirmation } from "../../areas/benefits/index.ts";
import { findMarriage } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";

/** How far the other half of a couple is with a benefit of both. */
export type SpouseStanding =
  | { readonly state: "single" | "unknown" | "waiting" }
  | { readonly state: "confirmed"; readonly confirmation: SpouseConfirmation };

/** As the register of family ties stands now: a marriage since the confirmation asks the spouse too. Null where one person suffices. */
export async function findSpouseStanding(tx: Tx, application: Application, today: Day): Promise<SpouseStanding | null> {
  if (!application.couple) return null;
  const marriage = await findMarriage(tx, application.personId, today);
  if (marriage.kind !== "married") return { state: marriage.kind };
  const confirmation = await findSpouseConfirmation(tx, application.applicationId, marriage.index);
  return confirmation ? { state: "confirmed", confirmation } : { state: "waiting" };
}

/** Why a couple's case can't go on yet: `benefits.marriageUnknown`, `benefits.spouseNotConfirmed` {caseId}. */
export function whyNotBoth(caseId: number, standing: SpouseStanding | null): Problem | undefined {
  if (standing?.state === "unknown") return problem("benefits.marriageUnknown", { caseId });
  if (standing?.state === "waiting") return problem("benefits.spouseNotConfirmed", { caseId });
  return undefined;
}
