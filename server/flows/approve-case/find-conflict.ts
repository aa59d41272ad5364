import { type Problem, problem } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import { type Application, listApplicationsOfPerson } from "../../areas/benefits/index.ts";
import { findCase } from "../../areas/cases/index.ts";
import type { Tx } from "../../storage/index.ts";
import { getPolicy, type MoneyDesk } from "../money/money-desk.ts";

type Side = { readonly application: Application; readonly policy: CompiledPolicy };

/**
 * Why a benefit may not stand beside another that the person was granted since it was offered, by the stacking of either:
 * `benefits.endedByAnother`, `benefits.notTogether` {policy}. Stacking chose when it was offered; this is what came after.
 */
export async function findConflict(desk: MoneyDesk, tx: Tx, mine: Side): Promise<Problem | undefined> {
  if (mine.application.endedOn !== null) return problem("benefits.endedByAnother");
  for (const application of await listApplicationsOfPerson(tx, mine.application.personId)) {
    const record = application.caseId === mine.application.caseId ? undefined : await findCase(tx, application.caseId);
    if (!record || !["approved", "paying", "paid"].includes(record.state)) continue;
    const policy = await getPolicy(desk, tx, application.policy, application.version);
    const other = { application, policy };
    if (policy.envelope.stacking.ends.includes(mine.application.benefit)) return problem("benefits.endedByAnother");
    const apart = excludes(mine, other) || excludes(other, mine) || sameGroup(mine, other) || twoOffices(mine, other);
    if (application.endedOn === null && apart) {
      return problem("benefits.notTogether", { policy: policy.envelope.title.zh });
    }
  }
  return undefined;
}

/** Benefits for certificates meet at the same certificate, or the same occupation and level; others in the person. */
function excludes(one: Side, other: Side): boolean {
  if (!one.policy.envelope.stacking.notWith.includes(other.application.benefit)) return false;
  const [a, b] = [one.application, other.application];
  if (a.certificateKey === "" || b.certificateKey === "") return true;
  return a.certificateKey === b.certificateKey || (a.occupation === b.occupation && a.level === b.level);
}

function sameGroup(one: Side, other: Side): boolean {
  const group = one.policy.envelope.stacking.chooseOne;
  return group !== undefined && group === other.policy.envelope.stacking.chooseOne;
}

/** Benefits of one group come from one office only. */
function twoOffices(one: Side, other: Side): boolean {
  const group = one.policy.envelope.stacking.oneJurisdiction;
  const same = group !== undefined && group === other.policy.envelope.stacking.oneJurisdiction;
  return same && one.policy.envelope.office !== other.policy.envelope.office;
}
