import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import type { Tx } from "../../../storage/index.ts";
import { listVisibleOffices } from "../store/labels.ts";
import { readSummary, type SweepSummary, sweepFolder } from "../store/sweep/sweep-folder.ts";
import { findSweep, type Sweep } from "../store/sweeps.ts";
import type { PoliciesDesk } from "./policies-desk.ts";

/** A finished sweep, what its folder says, the policies of its places, and the offices that the session may look into. */
export type SweepInSight = {
  readonly sweep: Sweep;
  readonly summary: SweepSummary;
  readonly policies: readonly CompiledPolicy[];
  readonly offices: readonly number[];
};

/** Problems: `http.notFound`, `policies.sweepUnfinished`. */
export async function openSweep(desk: PoliciesDesk, tx: Tx, sweepId: number): Promise<Result<SweepInSight, Problem>> {
  const sweep = await findSweep(tx, sweepId);
  if (!sweep) return fail(problem("http.notFound"));
  if (sweep.state !== "finished") return fail(problem("policies.sweepUnfinished", { percent: sweep.percent }));
  const summary = readSummary(sweepFolder(desk.reader.folders.sweeps, sweepId));
  const policies: CompiledPolicy[] = [];
  for (const { policyId, version } of summary.policies) {
    const policy = await desk.book.find(tx, policyId, version);
    if (!policy)
      throw new Error(`the sweep ${sweepId} was made with ${policyId}@${version}, which is not in the rule book`);
    policies.push(policy);
  }
  return ok({ sweep, summary, policies, offices: await listVisibleOffices(tx) });
}
