import type * as contract from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { KINDS } from "@wutong/policy";
import type { Token } from "../../../storage/index.ts";
import type { PoliciesDesk } from "../findings/policies-desk.ts";
import type { ComparisonSummary, SummaryCell } from "../store/compare/comparison-folder.ts";
import { splitCells, sumCells, sumYears } from "../store/compare/sum-comparison.ts";
import { listOfficeNames } from "../store/labels.ts";
import { readAs } from "../store/read-session.ts";
import { type ComparisonInSight, type ComparisonKey, openComparison } from "./comparison-in-sight.ts";

type Detail = contract.ReplyOf<typeof contract.getComparison>;

/** What a draft does to everybody in sight: who wins, who loses, and what it costs. */
export async function showComparison(
  desk: PoliciesDesk,
  token: Token,
  key: ComparisonKey,
): Promise<Result<Detail, Problem>> {
  return readAs(desk.database, token, async (tx) => {
    const opened = await openComparison(desk, tx, key);
    if (!opened.ok) return opened;
    const [changed] = opened.value.summary.changed;
    if (!changed) return fail(problem("http.notFound"));
    return ok(present(opened.value, await listOfficeNames(tx)));
  });
}

function present(comparison: ComparisonInSight, officeNames: ReadonlyMap<number, string>): Detail {
  const { comparisonId, draft, summary } = comparison;
  const { cells } = summary;
  const [changed] = summary.changed;
  const { number, asIfInForce, casesFailing, files } = draft;
  return {
    ...{ comparisonId, sweepId: draft.sweepId, asOf: summary.asOf },
    people: summary.everybody.reduce((sum, each) => sum + each.people, 0),
    ...{ policyId: draft.policyId, title: changed?.title ?? { zh: "", en: "" }, version: draft.version },
    draft: { number, asIfInForce, casesFailing, yaml: files[0]?.text ?? "" },
    partners: summary.partners.map(({ policyId, title }) => ({ policyId, title })),
    kinds: KINDS.filter((kind) => kind !== "unchanged").map((kind) => {
      const own = sumCells(cells.filter((cell) => cell.kind === kind));
      return { kind, people: own.people[kind], ...differencesOf(own) };
    }),
    cost: costOf(comparison),
    years: sumYears(summary.years).map(({ year, oldFen, newFen, otherFen }) => ({
      year,
      differenceFen: String(newFen - oldFen + otherFen),
      otherFen: String(otherFen),
    })),
    offices: splitCells(cells, "office").map(([officeId, own]) => ({
      office: { officeId, name: officeNames.get(officeId) ?? String(officeId) },
      ...splitOf(own),
    })),
    tiers: splitCells(cells, "tier").map(([tier, own]) => ({ tier, text: tierText(summary, tier), ...splitOf(own) })),
    sexes: splitCells(cells, "sex").map(([sex, own]) => ({
      sex: sex === "F" || sex === "M" ? sex : null,
      ...splitOf(own),
    })),
  };
}

export function tierText({ tiers }: ComparisonSummary, tier: number | null) {
  return (tier === null ? undefined : tiers[tier]?.says) ?? null;
}

/** What the sweep itself counted for the policy, and that with the difference: those whom nothing concerns are in both. */
function costOf({ sight, summary, draft }: ComparisonInSight): Detail["cost"] {
  const own = sight.summary.totals.filter(
    ({ policyId, office }) => policyId === draft.policyId && sight.offices.includes(office),
  );
  const oldYear = own.reduce((sum, each) => sum + BigInt(each.chosenThisYearFen), 0n);
  const old = own.reduce((sum, each) => sum + BigInt(each.chosenPlanFen), 0n);
  const sums = sumCells(summary.cells);
  return {
    oldYearFen: String(oldYear),
    newYearFen: String(oldYear + sums.differenceYearFen - sums.otherYearFen),
    otherYearFen: String(sums.otherYearFen),
    oldFen: String(old),
    newFen: String(old + sums.newFen - sums.oldFen),
    otherFen: String(sums.otherFen),
    ...differencesOf(sums),
  };
}

type Sums = ReturnType<typeof sumCells>;

function differencesOf({ differenceYearFen, differenceFen }: Sums) {
  return { differenceYearFen: String(differenceYearFen), differenceFen: String(differenceFen) };
}

function splitOf(cells: readonly SummaryCell[]) {
  const sums = sumCells(cells);
  const { newlyEntitled, moreMoney, noLongerEntitled, lessMoney, newlyPossible } = sums.people;
  const counts = { winners: newlyEntitled + moreMoney, losers: noLongerEntitled + lessMoney, newlyPossible };
  return { ...counts, ...differencesOf(sums) };
}
