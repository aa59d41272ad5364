import { type OpenRange, withMerged } from "../merged/fill-merged.ts";
import { DocumentFault } from "../problems.ts";
import { BLOCK_ROWS, type TableLimits, type TableRow } from "../table.ts";
import { decodeXml } from "../xlsx/xml-text.ts";

/** A tag, or the text before the next one. */
const TOKEN = /<!--[\s\S]*?-->|<(script|style|title)\b[\s\S]*?<\/\1\s*>|<[^>]*>|[^<]+/gi;
const TOKEN_CHARS_MAX = 4_000_000;
const SPAN_MAX = 1_000;

export type HtmlRows = { readonly sheet: string; readonly rows: readonly TableRow[] };

/**
 * The rows of the tables in a web page, which many systems hand out under the name of .xls. Each table is a sheet, named as
 * Excel's own remark in the page names it, else 表1, 表2, … Scripts and styles are passed over, never run.
 */
export async function* readHtmlRows(texts: AsyncIterable<string>, limits: TableLimits): AsyncGenerator<HtmlRows> {
  const page = createPage(limits);
  let buffer = "";
  for await (const text of texts) {
    buffer += text;
    const whole = wholeTokens(buffer);
    yield* page.take(buffer.slice(0, whole));
    buffer = buffer.slice(whole);
    if (buffer.length > TOKEN_CHARS_MAX) throw new DocumentFault("documents.tooMuchContent", { part: "html" });
  }
  yield* page.take(buffer);
  yield* page.end();
}

/** How far the text can be cut into tokens: not into a tag, a remark or a script that has only begun. */
function wholeTokens(text: string): number {
  const unclosed = /<!--(?![\s\S]*-->)|<(script|style|title)\b(?![\s\S]*<\/\1)/i.exec(text);
  if (unclosed) return unclosed.index;
  const last = text.lastIndexOf("<");
  return last === -1 ? text.length : last;
}

type OpenTable = {
  readonly sheet: string;
  /** Cells that reach into rows below, or over several columns. */
  merged: readonly OpenRange[];
  row: number;
  cells: string[] | undefined;
  cell: OpenCell | undefined;
  rows: TableRow[];
};

/** The cell that is being read: where it stands, and its text so far. */
type OpenCell = { readonly at: number; readonly width: number; readonly height: number; text: string };

function createPage(limits: TableLimits) {
  const open: OpenTable[] = [];
  const names: string[] = [];
  let tables = 0;
  const take = function* (text: string): Generator<HtmlRows> {
    for (const [token] of text.matchAll(TOKEN)) {
      if (token.startsWith("<!--")) names.push(...namesIn(token));
      else if (token.startsWith("<")) {
        const tag = /^<(\/?)(\w+)/.exec(token);
        if (tag) yield* takeTag({ name: (tag[2] ?? "").toLowerCase(), end: tag[1] === "/", token });
      } else {
        const cell = open.at(-1)?.cell;
        if (cell) cell.text += token.replaceAll(/[\r\n\t ]+/g, " ");
      }
    }
    const table = open.at(-1);
    if (table && table.rows.length >= BLOCK_ROWS) yield* emptied(table);
  };
  const takeTag = function* (tag: Tag): Generator<HtmlRows> {
    if (tag.name === "table" && !tag.end) {
      tables += 1;
      open.push({
        sheet: names[tables - 1] ?? `表${tables}`,
        merged: [],
        row: 0,
        cells: undefined,
        cell: undefined,
        rows: [],
      });
      return;
    }
    const table = open.at(-1);
    if (!table) return;
    if (tag.name === "table") {
      endRow(table);
      open.pop();
      yield* emptied(table);
    } else if (tag.name === "tr") {
      endRow(table);
      if (!tag.end) beginRow(table, limits);
    } else if (tag.name === "td" || tag.name === "th") {
      endCell(table);
      if (!tag.end) beginCell(table, tag.token, limits);
    } else if (
      table.cell &&
      (tag.name === "br" || tag.name === "p" || tag.name === "div") &&
      table.cell.text.trim() !== ""
    ) {
      if (!tag.end) table.cell.text += "\n";
    }
  };
  return {
    take,
    end: function* (): Generator<HtmlRows> {
      for (const table of open) {
        endRow(table);
        yield* emptied(table);
      }
      if (tables === 0) throw new DocumentFault("documents.webPage");
    },
  };
}

type Tag = { readonly name: string; readonly end: boolean; readonly token: string };

/** The names of Excel's sheets, in the remark that it leaves for itself in the head of a page. */
function namesIn(remark: string): readonly string[] {
  return [...remark.matchAll(/<x:Name>([^<]*)<\/x:Name>/g)].map((match) => decodeXml(match[1] ?? ""));
}

function* emptied(table: OpenTable): Generator<HtmlRows> {
  if (table.rows.length === 0) return;
  const { rows } = table;
  table.rows = [];
  yield { sheet: table.sheet, rows };
}

function beginRow(table: OpenTable, { rowsMax }: TableLimits): void {
  table.row += 1;
  table.cells = [];
  if (table.row > rowsMax) throw new DocumentFault("documents.tooManyRows", { max: rowsMax });
}

function endRow(table: OpenTable): void {
  endCell(table);
  const { cells, row } = table;
  table.cells = undefined;
  if (cells?.some((text) => text !== "")) table.rows.push(withMerged({ row, cells }, table.merged));
  table.merged = table.merged.filter(({ range }) => range.bottom > row);
}

function beginCell(table: OpenTable, tag: string, { columnsMax }: TableLimits): void {
  if (!table.cells) return;
  let at = table.cells.length;
  for (let above = coverOf(table, at); above; above = coverOf(table, at)) at = above.range.right + 1;
  if (at >= columnsMax) {
    throw new DocumentFault("documents.tooManyColumns", { row: table.row, columns: at + 1, max: columnsMax });
  }
  table.cell = { at, width: spanOf(tag, "colspan"), height: spanOf(tag, "rowspan"), text: "" };
}

/** What hangs down from above into this column of the row. */
function coverOf(table: OpenTable, at: number): OpenRange | undefined {
  return table.merged.find(({ range }) => range.top < table.row && range.left <= at && at <= range.right);
}

function spanOf(tag: string, name: string): number {
  const value = Number(new RegExp(`\\s${name}\\s*=\\s*["']?(\\d{1,4})`, "i").exec(tag)?.[1] ?? 1);
  return Math.min(Math.max(value, 1), SPAN_MAX);
}

function endCell(table: OpenTable): void {
  const { cells, cell, row } = table;
  table.cell = undefined;
  if (!cells || !cell) return;
  const { at, width, height } = cell;
  const text = cellText(cell.text);
  while (cells.length < at) cells.push("");
  cells.push(text, ...Array.from({ length: width - 1 }, () => ""));
  if (width === 1 && height === 1) return;
  table.merged = [
    ...table.merged,
    { range: { top: row, bottom: row + height - 1, left: at, right: at + width - 1 }, text },
  ];
}

function cellText(html: string): string {
  const plain = html.replaceAll(/&(?:nbsp|ensp|emsp);?/gi, " ").replaceAll("&middot;", "·");
  return decodeXml(plain).trim();
}
