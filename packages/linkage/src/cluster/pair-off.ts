import type { Link } from "./group-links.ts";

/** One to one: the surest pair first, each record at most once. Returns the links kept, in that order. */
export function pairOff(links: readonly Link[]): readonly Link[] {
  const taken = { left: new Set<number>(), right: new Set<number>() };
  return links.toSorted(surestFirst).filter(({ left, right }) => {
    if (taken.left.has(left) || taken.right.has(right)) return false;
    taken.left.add(left);
    taken.right.add(right);
    return true;
  });
}

function surestFirst(a: Link, b: Link): number {
  return b.bits - a.bits || a.left - b.left || a.right - b.right;
}
