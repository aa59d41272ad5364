import type { Comparison } from "./comparison.ts";

type Cell = {
  readonly group?: "winners" | "losers" | "newlyPossible";
  readonly kind?: string;
  readonly office?: number;
  readonly tier?: number | "none";
  readonly sex?: "F" | "M" | "none";
};

/** The address of the people behind a number. */
export function peoplePath(
  { policyId, sweepId, comparisonId }: Pick<Comparison, "policyId" | "sweepId" | "comparisonId">,
  cell: Cell,
): string {
  const query = new URLSearchParams({ sweep: String(sweepId), comparison: comparisonId });
  for (const [name, value] of Object.entries(cell)) query.set(name, String(value));
  return `/policies/${policyId}/compare/people?${query}`;
}
