/** Texts of conditions that tell equal ones apart: a row has the truth of their Kleene AND. */
export type Conjuncts = readonly string[];

export type Group = { readonly shared: Conjuncts; readonly members: readonly number[] };

/** One test alone rarely leaves few rows, and leaving rows out costs a pass of its own. */
const SHARED_MIN = 2;

/** Groups truths by the conjuncts that save most; what shares nothing goes together, over all rows. */
export function groupTruths(truths: readonly Conjuncts[]): readonly Group[] {
  const groups: Group[] = [];
  let left = truths.map((_, index) => index);
  for (;;) {
    const best = bestShared(truths, left);
    if (!best) break;
    groups.push(best);
    left = left.filter((index) => !best.members.includes(index));
  }
  return left.length > 0 ? [{ shared: [], members: left }, ...groups] : groups;
}

function bestShared(truths: readonly Conjuncts[], left: readonly number[]): Group | undefined {
  let best: (Group & { readonly saved: number }) | undefined;
  for (const one of left) {
    for (const other of left) {
      if (one >= other) continue;
      const shared = (truths[one] ?? []).filter((each) => truths[other]?.includes(each));
      if (shared.length < SHARED_MIN) continue;
      const members = left.filter((index) => shared.every((each) => truths[index]?.includes(each)));
      const saved = (members.length - 1) * shared.length;
      if (!best || saved > best.saved) best = { shared, members, saved };
    }
  }
  return best && { shared: best.shared, members: best.members };
}
