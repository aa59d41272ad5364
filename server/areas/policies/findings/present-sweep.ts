import type * as contract from "@wutong/contracts";
import { formatDay } from "@wutong/kernel";
import { readSummary, type SweepSummary, type SweepTotals, sweepFolder } from "../store/sweep/sweep-folder.ts";
import type { Sweep } from "../store/sweeps.ts";

type SweepRow = contract.ReplyOf<typeof contract.startSweep>;
type SweepDetail = contract.ReplyOf<typeof contract.getSweep>;
type TableRow = SweepDetail["table"][number];

export function presentSweep(sweep: Sweep): SweepRow {
  return {
    sweepId: sweep.sweepId,
    asOf: formatDay(sweep.asOf),
    state: sweep.state,
    percent: sweep.percent,
    people: sweep.people,
    policies: sweep.policies,
    startedBy: sweep.startedBy,
    startedAt: sweep.startedAt.toISOString(),
    finishedAt: sweep.finishedAt?.toISOString() ?? null,
    seconds: sweep.milliseconds === null ? null : sweep.milliseconds / 1_000,
  };
}

/** The table holds the offices in sight only. */
export function presentSweepDetail(sweep: Sweep, sweeps: string, offices: readonly number[]): SweepDetail {
  const summary = sweep.state === "finished" ? readSummary(sweepFolder(sweeps, sweep.sweepId)) : undefined;
  return {
    ...presentSweep(sweep),
    identity: {
      snapshot: summary?.snapshot ?? "",
      policies: summary?.policies.map(({ policyId, version }) => `${policyId}@${version}`) ?? [],
    },
    comparedWith: summary?.comparedWith ? sweep.comparedWith : null,
    table: summary ? tableOf(summary, offices) : [],
  };
}

/** A policy for each row, summed over some offices. */
function tableOf({ policies, totals }: SweepSummary, offices: readonly number[]): TableRow[] {
  const seen = new Set(offices);
  return policies.map(({ policyId, version, title }) => {
    const own = totals.filter((one) => one.policyId === policyId && seen.has(one.office));
    const count = (of: (one: SweepTotals) => number | null) => own.reduce((sum, one) => sum + (of(one) ?? 0), 0);
    const fen = (of: (one: SweepTotals) => string) => own.reduce((sum, one) => sum + BigInt(of(one)), 0n).toString();
    const compared = own.some((one) => one.newlyEntitled !== null);
    return {
      ...{ policyId, version, title },
      subjects: count((one) => one.subjects),
      entitled: count((one) => one.entitled),
      possible: count((one) => one.possible),
      oneStepShort: count((one) => one.oneStepShort),
      notEntitled: count((one) => one.notEntitled),
      thisYearFen: fen((one) => one.thisYearFen),
      planFen: fen((one) => one.planFen),
      chosen: count((one) => one.chosen),
      chosenThisYearFen: fen((one) => one.chosenThisYearFen),
      chosenPlanFen: fen((one) => one.chosenPlanFen),
      changes: compared
        ? {
            newlyEntitled: count((one) => one.newlyEntitled),
            noLongerEntitled: count((one) => one.noLongerEntitled),
            newlyOneStepShort: count((one) => one.newlyOneStepShort),
          }
        : null,
    };
  });
}
