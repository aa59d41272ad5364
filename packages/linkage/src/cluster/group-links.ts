/** What a compared pair says of two records: bits for (above 0) or against their being one. */
export type Link = { readonly left: number; readonly right: number; readonly bits: number };

/** Evidence between two groups: all pairs that were compared between them. */
type Evidence = { sum: number; pairs: number };

type Group = { readonly members: number[]; readonly others: Map<number, Evidence> };

type Merge = { readonly mean: number; readonly a: number; readonly b: number; readonly pairs: number };

/**
 * Groups records by average linkage: two groups become one while, over all their compared pairs, the mean evidence speaks
 * for it; the surest first. Two different identities never come into one group (`identityOf`: a valid identity number, or
 * undefined). A pair that was not compared says nothing. Returns each record's group, called by its smallest record.
 * The same links in any order give the same groups.
 */
export function groupLinks<Identity>(
  links: readonly Link[],
  identityOf: (record: number) => Identity | undefined,
  leastBits = 0,
): ReadonlyMap<number, number> {
  const groups = firstGroups(links);
  const identities = new Map([...groups.keys()].map((record) => [record, identityOf(record)]));
  const queue = createQueue(before);
  const offer = (a: number, b: number, { sum, pairs }: Evidence): void => {
    if (sum / pairs >= leastBits) queue.push({ mean: sum / pairs, a: Math.min(a, b), b: Math.max(a, b), pairs });
  };
  for (const [record, { others }] of groups) {
    for (const [other, evidence] of others) if (record < other) offer(record, other, evidence);
  }
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [kept, gone] = [groups.get(next.a), groups.get(next.b)];
    const evidence = kept?.others.get(next.b);
    if (!kept || !gone || !evidence || evidence.pairs !== next.pairs || evidence.sum / evidence.pairs !== next.mean)
      continue;
    const [one, other] = [identities.get(next.a), identities.get(next.b)];
    if (one !== undefined && other !== undefined && one !== other) continue;
    identities.set(next.a, one ?? other);
    merge(groups, next);
    for (const [neighbour, between] of kept.others) offer(next.a, neighbour, between);
  }
  return new Map([...groups].flatMap(([name, { members }]) => members.map((record) => [record, name] as const)));
}

function firstGroups(links: readonly Link[]): Map<number, Group> {
  const groups = new Map<number, Group>();
  const groupOf = (record: number): Group => {
    const group = groups.get(record) ?? { members: [record], others: new Map() };
    groups.set(record, group);
    return group;
  };
  for (const { left, right, bits } of links) {
    addEvidence(groupOf(left), right, { sum: bits, pairs: 1 });
    addEvidence(groupOf(right), left, { sum: bits, pairs: 1 });
  }
  return groups;
}

function addEvidence({ others }: Group, other: number, { sum, pairs }: Evidence): void {
  const known = others.get(other);
  others.set(other, { sum: sum + (known?.sum ?? 0), pairs: pairs + (known?.pairs ?? 0) });
}

/** `b` goes into `a`, which has the smaller name; what spoke of `b` speaks of `a`. */
function merge(groups: Map<number, Group>, { a, b }: Merge): void {
  const [kept, gone] = [groups.get(a), groups.get(b)];
  if (!kept || !gone) return;
  kept.members.push(...gone.members);
  kept.others.delete(b);
  gone.others.delete(a);
  for (const [other, evidence] of gone.others) {
    addEvidence(kept, other, evidence);
    const neighbour = groups.get(other);
    if (!neighbour) continue;
    neighbour.others.delete(b);
    addEvidence(neighbour, a, evidence);
  }
  groups.delete(b);
}

function before(x: Merge, y: Merge): boolean {
  if (x.mean !== y.mean) return x.mean > y.mean;
  return x.a !== y.a ? x.a < y.a : x.b < y.b;
}

/** A binary heap. */
function createQueue(isBefore: (x: Merge, y: Merge) => boolean): {
  readonly push: (one: Merge) => void;
  readonly pop: () => Merge | undefined;
} {
  const heap: Merge[] = [];
  const swap = (i: number, j: number): void => {
    const [x, y] = [heap[i], heap[j]];
    if (x && y) [heap[i], heap[j]] = [y, x];
  };
  const precedes = (i: number, j: number): boolean => {
    const [x, y] = [heap[i], heap[j]];
    return x !== undefined && (y === undefined || isBefore(x, y));
  };
  return {
    push: (one) => {
      heap.push(one);
      for (let i = heap.length - 1; i > 0; ) {
        const up = (i - 1) >> 1;
        if (!precedes(i, up)) break;
        swap(i, up);
        i = up;
      }
    },
    pop: () => {
      const [top] = heap;
      const last = heap.pop();
      if (last && heap.length > 0) heap[0] = last;
      for (let i = 0; 2 * i + 1 < heap.length; ) {
        const child = precedes(2 * i + 2, 2 * i + 1) ? 2 * i + 2 : 2 * i + 1;
        if (!precedes(child, i)) break;
        swap(i, child);
        i = child;
      }
      return top;
    },
  };
}
