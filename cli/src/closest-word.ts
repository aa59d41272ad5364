/** The word that a mistyped one most likely meant; undefined where none is near (more than a third of it differs). */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  const nearest = words
    .map((word) => ({ word, distance: editDistance(typed.toLowerCase(), word) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  const allowed = Math.max(1, Math.ceil(typed.length / 3));
  return nearest && nearest.distance <= allowed ? nearest.word : undefined;
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, swapped, at(last, j) + 1, at(row, j - 1) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
