/** What the draft does to somebody, all policies that were judged taken together. A kind's place is its code in the tables. */
export const KINDS = [
  "unchanged",
  /** Entitled to something that they weren't entitled to, and not worse off. */
  "newlyEntitled",
  "moreMoney",
  /** No longer entitled to something, and not better off. */
  "noLongerEntitled",
  "lessMoney",
  /** Neither better nor worse off, but perhaps: what decides it isn't known. */
  "newlyPossible",
  "noLongerPossible",
] as const;
export type DifferenceKind = (typeof KINDS)[number];

/** Who gains and who loses. */
export const WINNERS: readonly DifferenceKind[] = ["newlyEntitled", "moreMoney"];
export const LOSERS: readonly DifferenceKind[] = ["noLongerEntitled", "lessMoney"];

/**
 * SQL for the code of the kind, over all pairs of one person (columns as in the table of pairs). Money counts to the end of the
 * plans, after stacking; where it comes to the same, being entitled counts, then being possibly so.
 */
export function kindSql(): string {
  const code = (kind: DifferenceKind) => String(KINDS.indexOf(kind));
  const some = (condition: string) => `bool_or(${condition})`;
  const gain = `(coalesce(sum("newFen"), 0) - coalesce(sum("oldFen"), 0))`;
  const came = some(`"newOutcome" = 2 AND "oldOutcome" <> 2`);
  const went = some(`"oldOutcome" = 2 AND "newOutcome" <> 2`);
  return (
    `CASE WHEN ${gain} > 0 THEN CASE WHEN ${came} THEN ${code("newlyEntitled")} ELSE ${code("moreMoney")} END ` +
    `WHEN ${gain} < 0 THEN CASE WHEN ${went} THEN ${code("noLongerEntitled")} ELSE ${code("lessMoney")} END ` +
    `WHEN ${came} AND NOT ${went} THEN ${code("newlyEntitled")} WHEN ${went} AND NOT ${came} THEN ${code("noLongerEntitled")} ` +
    `WHEN ${some(`"newOutcome" = 1 AND "oldOutcome" = 0`)} THEN ${code("newlyPossible")} ` +
    `WHEN ${some(`"newOutcome" = 0 AND "oldOutcome" = 1`)} THEN ${code("noLongerPossible")} ` +
    `ELSE ${code("unchanged")} END`
  );
}
