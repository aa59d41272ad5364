import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import type { PoliciesDesk } from "../findings/policies-desk.ts";
import { openSweep, type SweepInSight } from "../findings/sweep-in-sight.ts";
import type { ComparisonSummary } from "../store/compare/comparison-folder.ts";
import { findComparison, type KeptDraft } from "../store/compare/kept-comparisons.ts";

export type ComparisonInSight = {
  readonly comparisonId: string;
  readonly sight: SweepInSight;
  readonly draft: KeptDraft;
  readonly folder: string;
  /** The sums of the offices in sight, and no others. */
  readonly summary: ComparisonSummary;
};

export type ComparisonKey = { readonly sweepId: number; readonly comparisonId: string };

/** Problems: those of `openSweep`, and `http.notFound` for a comparison of another sweep, or one that is gone. */
export async function openComparison(
  desk: PoliciesDesk,
  tx: Tx,
  { sweepId, comparisonId }: ComparisonKey,
): Promise<Result<ComparisonInSight, Problem>> {
  const sight = await openSweep(desk, tx, sweepId);
  if (!sight.ok) return sight;
  const found = findComparison(desk.reader.folders.comparisons, comparisonId);
  if (!found || found.draft.sweepId !== sweepId) return fail(problem("http.notFound"));
  const { folder, draft, summary } = found;
  const inSight = ({ office }: { readonly office: number }) => sight.value.offices.includes(office);
  const own: ComparisonSummary = {
    ...summary,
    cells: summary.cells.filter(inSight),
    years: summary.years.filter(inSight),
    everybody: summary.everybody.filter(inSight),
  };
  return ok({ comparisonId, sight: sight.value, draft, folder, summary: own });
}
