import { type Problem, problem } from "@wutong/kernel";
import { getActor } from "../../areas/cases/index.ts";
import type { Tx } from "../../storage/index.ts";

/** What a person confirms, declines or says of themselves nobody does for them: `access.roleMissing` for staff and jobs. */
export async function refuseOthers(tx: Tx): Promise<Problem | undefined> {
  const actor = await getActor(tx);
  return actor.kind === "talent" ? undefined : problem("access.roleMissing", { roles: "talent" });
}
