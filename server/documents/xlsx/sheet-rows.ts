import { DocumentFault } from "../problems.ts";
import { BLOCK_ROWS, type TableLimits, type TableRow } from "../table.ts";
import { cellText, isLostZero } from "./cell-text.ts";
import { columnOf } from "./merged-ranges.ts";
import type { Workbook } from "./workbook-parts.ts";

/** A row longer than this isn't one. */
const ROW_CHARS_MAX = 20_000_000;
/** From here on it pays to look for the end of what a row holds first. */
const LONG_ROW_CHARS = 16_384;
const SPACE = 32;
const SLASH = 47;
const GREATER = 62;

/** Streams the rows of one sheet's XML (ECMA-376 §18.3.1) in blocks; a cell's text is what a person would read off it. */
export async function* readSheetRows(
  chunks: AsyncIterable<Buffer>,
  workbook: Workbook,
  limits: TableLimits,
): AsyncGenerator<readonly TableRow[]> {
  const decoder = new TextDecoder();
  const scanner = createRowScanner(workbook, limits);
  let block: TableRow[] = [];
  for await (const chunk of chunks) {
    for (const row of scanner.push(decoder.decode(chunk, { stream: true }))) {
      block.push(row);
      if (block.length < BLOCK_ROWS) continue;
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}

/** The names of the elements as this sheet spells them: some tools write every tag with a prefix (`<x:row>`). */
type Tags = {
  readonly row: string;
  readonly rowEnd: string;
  readonly cell: string;
  readonly cellEnd: string;
  /** What a cell that holds anything has inside: a value, a text, a formula. */
  readonly contents: readonly string[];
};

function createRowScanner(workbook: Workbook, limits: TableLimits): { push: (xml: string) => readonly TableRow[] } {
  let buffer = "";
  let tags: Tags | undefined;
  let lastRow = 0;
  const push = (xml: string): readonly TableRow[] => {
    buffer += xml;
    tags ??= findTags(buffer);
    const rows: TableRow[] = [];
    let at = 0;
    for (;;) {
      const found = tags && findElement(buffer, at, { start: tags.row, end: tags.rowEnd, limit: buffer.length });
      if (!tags || !found) break;
      at = found.next;
      lastRow = Number(quoted(buffer.slice(found.start, found.tagEnd), ' r="') ?? lastRow + 1);
      if (lastRow > limits.rowsMax) throw new DocumentFault("documents.tooManyRows", { max: limits.rowsMax });
      const read = readCells(buffer, found, tags, { workbook, row: lastRow, columnsMax: limits.columnsMax });
      if (read.cells.length > 0) rows.push({ row: lastRow, ...read });
    }
    buffer = buffer.slice(at);
    if (buffer.length > ROW_CHARS_MAX) throw new DocumentFault("documents.corruptWorkbook", { reason: "endless row" });
    return rows;
  };
  return { push };
}

function findTags(xml: string): Tags | undefined {
  const root = /<(\w+:)?worksheet[\s>]/.exec(xml);
  if (!root) return undefined;
  const prefix = root[1] ?? "";
  const contents = ["v", "is", "f"].map((name) => `<${prefix}${name}`);
  return { row: `<${prefix}row`, rowEnd: `</${prefix}row>`, cell: `<${prefix}c`, cellEnd: `</${prefix}c>`, contents };
}

/** Where an element stands: `start` its `<`, `tagEnd` the `>` of its start tag, `end` the `<` of its end tag, `next` behind it. */
type Found = { readonly start: number; readonly tagEnd: number; readonly end: number; readonly next: number };

/** The next element from `at` on that is complete before `limit`; a longer name with the same beginning is passed over. */
function findElement(xml: string, at: number, name: { start: string; end: string; limit: number }): Found | undefined {
  let start = xml.indexOf(name.start, at);
  while (start !== -1 && start < name.limit) {
    const follower = xml.charCodeAt(start + name.start.length);
    if (follower === SPACE || follower === GREATER || follower === SLASH || (follower > 8 && follower < 14)) break;
    start = xml.indexOf(name.start, start + 1);
  }
  if (start === -1 || start >= name.limit) return undefined;
  const tagEnd = xml.indexOf(">", start);
  if (tagEnd === -1) return undefined;
  if (xml.charCodeAt(tagEnd - 1) === SLASH) return { start, tagEnd, end: tagEnd, next: tagEnd + 1 };
  const end = xml.indexOf(name.end, tagEnd);
  return end === -1 ? undefined : { start, tagEnd, end, next: end + name.end.length };
}

type RowContext = { readonly workbook: Workbook; readonly row: number; readonly columnsMax: number };

function readCells(xml: string, row: Found, tags: Tags, context: RowContext): Omit<TableRow, "row"> {
  const cells: string[] = [];
  const lostZero: number[] = [];
  let at = row.tagEnd;
  let column = -1;
  const limit = row.end - row.tagEnd < LONG_ROW_CHARS ? row.end : lastContent(xml, row, tags);
  for (;;) {
    const cell = findElement(xml, at, { start: tags.cell, end: tags.cellEnd, limit });
    if (!cell) break;
    at = cell.next;
    const tag = xml.slice(cell.start, cell.tagEnd);
    const reference = quoted(tag, ' r="');
    column = reference === undefined ? column + 1 : columnOf(reference);
    // Formatted but empty, often as far as column XFD.
    if (cell.end === cell.tagEnd) continue;
    const type = quoted(tag, ' t="') ?? "n";
    const text = cellText(
      { type, style: Number(quoted(tag, ' s="') ?? 0), xml: xml.slice(cell.tagEnd + 1, cell.end) },
      context.workbook,
    );
    if (text === "") continue;
    if (column >= context.columnsMax) {
      const { row, columnsMax: max } = context;
      throw new DocumentFault("documents.tooManyColumns", { row, columns: column + 1, max });
    }
    while (cells.length < column) cells.push("");
    cells[column] = text;
    if (type === "n" && isLostZero(text)) lostZero.push(column);
  }
  return lostZero.length > 0 ? { cells, lostZero } : { cells };
}

/** Where the last cell that holds anything has it: a row formatted as far as column XFD is mostly empty cells. */
function lastContent(xml: string, row: Found, { contents }: Tags): number {
  const inner = xml.slice(row.tagEnd, row.end);
  return row.tagEnd + Math.max(0, ...contents.map((one) => inner.lastIndexOf(one)));
}

/** The value of an attribute of a start tag; spreadsheets write double quotes. */
function quoted(tag: string, opening: string): string | undefined {
  const at = tag.indexOf(opening);
  if (at === -1) return undefined;
  const start = at + opening.length;
  return tag.slice(start, tag.indexOf('"', start));
}
