import type { HeaderTitle } from "./match-header.ts";

/** A row that may be a header, or the upper or lower half of one. */
export type HeaderRow = {
  readonly cells: readonly string[];
  /** Cells that are merged sideways. */
  readonly spans?: readonly { readonly at: number; readonly width: number }[];
};

/**
 * The titles of a header of one row, or of two: what stands above (合同期限) and what beneath it (起, 止). A word that spans
 * several columns stands over each of them; where merged cells were lost, as in csv, over the empty ones to its right.
 */
export function headerTitles(upper: HeaderRow, lower?: HeaderRow): readonly HeaderTitle[] {
  if (!lower) return upper.cells.map((cell) => ({ shown: cell.trim(), names: [cell], group: "" }));
  const width = Math.max(upper.cells.length, lower.cells.length);
  const titles: HeaderTitle[] = [];
  let over = "";
  for (let at = 0; at < width; at += 1) {
    const own = upper.cells[at]?.trim() ?? "";
    const below = lower.cells[at]?.trim() ?? "";
    if (own !== "" || below === "") over = own;
    const above = own === "" ? (spanned(upper, at) ?? over) : own;
    titles.push(joined(above, below));
  }
  return titles;
}

function joined(above: string, below: string): HeaderTitle {
  if (below === "" || below === above) return { shown: above, names: [above], group: above };
  if (above === "") return { shown: below, names: [below], group: "" };
  return { shown: `${above}${below}`, names: [above + below, below, above], group: above };
}

function spanned({ cells, spans = [] }: HeaderRow, at: number): string | undefined {
  const span = spans.find((one) => one.at <= at && at < one.at + one.width);
  return span && cells[span.at]?.trim();
}
