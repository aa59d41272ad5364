import type { getComparison, ReplyOf } from "@wutong/contracts";

export type Comparison = ReplyOf<typeof getComparison>;

/** Who gains, who loses, and who perhaps gains. */
export function countsOf({ kinds }: Pick<Comparison, "kinds">) {
  const count = (...wanted: readonly Comparison["kinds"][number]["kind"][]) =>
    kinds.filter(({ kind }) => wanted.includes(kind)).reduce((sum, { people }) => sum + people, 0);
  return {
    winners: count("newlyEntitled", "moreMoney"),
    losers: count("noLongerEntitled", "lessMoney"),
    newlyPossible: count("newlyPossible"),
  };
}
