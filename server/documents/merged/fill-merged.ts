import type { Span, TableRow } from "../table.ts";

/** A block of merged cells: rows from 1, columns from 0, both ends included. */
export type MergedRange = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

/**
 * Gives rows what merged cells say of them: downwards, the value of the topmost cell stands in every row that holds anything
 * of its own; sideways, the row only tells how wide the cell is, for two columns of data are never one value.
 * Rows must come in order.
 */
export function createMergeFiller(ranges: readonly MergedRange[]): (row: TableRow) => TableRow {
  if (ranges.length === 0) return (row) => row;
  const waiting = ranges.toSorted((a, b) => a.top - b.top);
  let next = 0;
  let open: OpenRange[] = [];
  return (row) => {
    open = open.filter(({ range }) => range.bottom >= row.row);
    for (let range = waiting[next]; range && range.top <= row.row; range = waiting[next]) {
      next += 1;
      if (range.bottom >= row.row)
        open.push({ range, text: range.top === row.row ? (row.cells[range.left] ?? "") : "" });
    }
    return open.length === 0 ? row : withMerged(row, open);
  };
}

/** A range that a row is in, and what its topmost cell holds. */
export type OpenRange = { readonly range: MergedRange; readonly text: string };

/** The row with what these ranges say of it. */
export function withMerged(row: TableRow, open: readonly OpenRange[]): TableRow {
  const cells = [...row.cells];
  const spans: Span[] = [];
  for (const { range, text } of open) {
    const width = range.right - range.left + 1;
    if (width > 1) spans.push({ at: range.left, width });
    if (text === "" || range.top === row.row || (cells[range.left] ?? "") !== "") continue;
    while (cells.length < range.left) cells.push("");
    cells[range.left] = text;
  }
  return spans.length > 0 ? { ...row, cells, spans } : { ...row, cells };
}
