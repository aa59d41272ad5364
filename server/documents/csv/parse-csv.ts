import { DocumentFault } from "../problems.ts";
import { BLOCK_ROWS, type TableLimits, type TableRow } from "../table.ts";

/** A record longer than this holds a quote that was never closed. */
const RECORD_CHARS_MAX = 1_000_000;
/** Titles stand above a header; no more than so many lines, or characters, say what separates cells. */
const LINES_LOOKED_AT = 20;
const BEGINNING_CHARS = 32_000;
const DELIMITERS = [",", "\t", ";"] as const;

/**
 * Parses comma-, tab- or semicolon-separated text (RFC 4180, with the liberties that spreadsheets take) into blocks of rows.
 * Rows are numbered as records, which is what a spreadsheet shows; empty records are left out but counted.
 */
export async function* parseCsv(
  texts: AsyncIterable<string>,
  limits: TableLimits,
): AsyncGenerator<readonly TableRow[]> {
  const parser = createRecordParser(limits);
  for await (const text of texts) {
    yield* blocksOf(parser.push(text, false));
  }
  yield* blocksOf(parser.push("", true));
}

function* blocksOf(rows: readonly TableRow[]): Generator<readonly TableRow[]> {
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) yield rows.slice(start, start + BLOCK_ROWS);
}

type RecordParser = { readonly push: (text: string, last: boolean) => readonly TableRow[] };

function createRecordParser(limits: TableLimits): RecordParser {
  let carry = "";
  let record = 0;
  let delimiter: string | undefined;

  const push = (text: string, last: boolean): readonly TableRow[] => {
    const buffer = carry + text;
    const rows: TableRow[] = [];
    let at = 0;
    let quote = buffer.indexOf('"');
    delimiter ??= chooseDelimiter(buffer, last);
    while (delimiter !== undefined && at < buffer.length) {
      if (quote !== -1 && quote < at) quote = buffer.indexOf('"', at);
      const lineEnd = buffer.indexOf("\n", at);
      const simple = quote === -1 || (lineEnd !== -1 && lineEnd < quote);
      const parsed = simple
        ? simpleRecord(buffer, at, lineEnd, delimiter, last)
        : quotedRecord(buffer, at, delimiter, last);
      if (!parsed && last) throw new DocumentFault("documents.unclosedQuote", { row: record + 1 });
      if (!parsed) break;
      at = parsed.next;
      record += 1;
      if (parsed.cells.length > 1 || parsed.cells[0] !== "") rows.push(checked(parsed.cells, record, limits));
    }
    carry = buffer.slice(at);
    if (carry.length > RECORD_CHARS_MAX) throw new DocumentFault("documents.unclosedQuote", { row: record + 1 });
    return rows;
  };
  return { push };
}

type ParsedRecord = { readonly cells: readonly string[]; readonly next: number };

/**
 * The delimiter that the line with most cells among the first has most of, for a title above the header has none; or the one
 * that a first line `sep=;` names. Undefined until enough has been read to say.
 */
function chooseDelimiter(buffer: string, last: boolean): string | undefined {
  const named = /^sep=([,;\t])\r?\n/.exec(buffer)?.[1];
  if (named !== undefined) return named;
  const lines = buffer.split("\n", LINES_LOOKED_AT + 1);
  if (lines.length <= LINES_LOOKED_AT && !last && buffer.length < BEGINNING_CHARS) return undefined;
  const counts = lines.slice(0, LINES_LOOKED_AT).map((line) => DELIMITERS.map((one) => line.split(one).length));
  const most = Math.max(...counts.flat());
  const widest = counts.find((each) => each.includes(most));
  return DELIMITERS[widest?.indexOf(most) ?? 0];
}

/** A record without any quote: by far the most common, and `split` is by far the fastest way. */
function simpleRecord(
  buffer: string,
  at: number,
  lineEnd: number,
  delimiter: string,
  last: boolean,
): ParsedRecord | undefined {
  if (lineEnd === -1 && !last) return undefined;
  const end = lineEnd === -1 ? buffer.length : lineEnd;
  const textEnd = end > at && buffer.charCodeAt(end - 1) === 13 ? end - 1 : end;
  return { cells: buffer.slice(at, textEnd).split(delimiter), next: end + 1 };
}

/** A record with quotes; a quote that doesn't begin its cell (`="3306…"`) is taken as it stands. */
function quotedRecord(buffer: string, start: number, delimiter: string, last: boolean): ParsedRecord | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell =
      buffer.charCodeAt(at) === 34 ? quotedCell(buffer, at, delimiter, last) : bareCell(buffer, at, delimiter, last);
    if (!cell) return undefined;
    cells.push(cell.text);
    at = cell.end;
    if (buffer[at] === delimiter) {
      at += 1;
      continue;
    }
    if (buffer.charCodeAt(at) === 13) at += 1;
    return { cells, next: at + 1 };
  }
}

type Cell = { readonly text: string; readonly end: number };

function bareCell(buffer: string, at: number, delimiter: string, last: boolean): Cell | undefined {
  const comma = buffer.indexOf(delimiter, at);
  const newline = buffer.indexOf("\n", at);
  if (newline === -1 && !last) return undefined;
  const lineEnd = newline === -1 ? buffer.length : newline;
  const end = comma === -1 ? lineEnd : Math.min(comma, lineEnd);
  const textEnd = end === lineEnd && end > at && buffer.charCodeAt(end - 1) === 13 ? end - 1 : end;
  return { text: buffer.slice(at, textEnd), end: textEnd };
}

function quotedCell(buffer: string, open: number, delimiter: string, last: boolean): Cell | undefined {
  let close = open;
  for (;;) {
    close = buffer.indexOf('"', close + 1);
    if (close === -1) return undefined;
    if (close + 1 === buffer.length && !last) return undefined;
    if (buffer.charCodeAt(close + 1) !== 34) break;
    close += 1;
  }
  const text = buffer.slice(open + 1, close).replaceAll('""', '"');
  const tail = bareCell(buffer, close + 1, delimiter, last);
  return tail && { text: text + tail.text, end: tail.end };
}

function checked(cells: readonly string[], row: number, limits: TableLimits): TableRow {
  if (cells.length > limits.columnsMax) {
    throw new DocumentFault("documents.tooManyColumns", { row, columns: cells.length, max: limits.columnsMax });
  }
  if (row > limits.rowsMax) throw new DocumentFault("documents.tooManyRows", { max: limits.rowsMax });
  return { row, cells };
}
