// The thread that reads workbooks of older kinds whole, see read-in-workbook-thread.ts.
import { parentPort, workerData } from "node:worker_threads";
import { type CellObject, type DenseWorkSheet, type Range, read, set_cptable, type WorkBook } from "@e965/xlsx";
import * as codePages from "@e965/xlsx/dist/cpexcel.full.mjs";
import { createMergeFiller } from "../merged/fill-merged.ts";
import { DocumentFault } from "../problems.ts";
import { BLOCK_ROWS, type TableRow } from "../table.ts";
import { dateText, isLostZero, numberText } from "../xlsx/cell-text.ts";
import { numberStyle } from "../xlsx/number-style.ts";
import type { WorkbookReply, WorkbookTask } from "./read-in-workbook-thread.ts";

if (!parentPort) throw new Error("this file is run as a thread");
const port = parentPort;
const { content, rowsPerSheetMax, limits } = workerData as WorkbookTask;
// Texts of Excel 5 and 95 are in the code page of the country.
set_cptable(codePages);

const send = (reply: WorkbookReply): void => port.postMessage(reply);
try {
  sendBook(openBook());
  send({ kind: "end" });
} catch (cause) {
  if (!(cause instanceof DocumentFault)) throw cause;
  send({ kind: "fault", problem: cause.problem });
}
port.close();

function sendBook(book: WorkBook): void {
  const startsIn1904 = book.Workbook?.WBProps?.date1904 === true;
  for (const [at, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (book.Workbook?.Sheets?.[at]?.Hidden) send({ kind: "hidden", sheet: name });
    else if (sheet && "!data" in sheet) sendSheet(name, sheet as DenseWorkSheet, startsIn1904);
  }
}

function openBook(): WorkBook {
  try {
    return read(content, {
      type: "array",
      dense: true,
      cellNF: true,
      cellText: false,
      cellFormula: false,
      cellHTML: false,
      ...(rowsPerSheetMax === undefined ? {} : { sheetRows: rowsPerSheetMax }),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = /password|encrypt/i.test(reason)
      ? "documents.protectedWorkbook"
      : /unsupported|unrecognized|cannot find workbook/i.test(reason)
        ? "documents.notATable"
        : "documents.corruptWorkbook";
    throw new DocumentFault(code, { reason, kind: "" });
  }
}

function sendSheet(name: string, sheet: DenseWorkSheet, startsIn1904: boolean): void {
  const fill = createMergeFiller(
    (sheet["!merges"] ?? []).map(({ s, e }: Range) => ({ top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c })),
  );
  let block: TableRow[] = [];
  for (let at = 0; at < sheet["!data"].length; at += 1) {
    const row = rowOf(at + 1, sheet["!data"][at] ?? [], startsIn1904);
    if (!row) continue;
    block.push(fill(row));
    if (block.length < BLOCK_ROWS) continue;
    send({ kind: "rows", sheet: name, rows: block });
    block = [];
  }
  if (block.length > 0) send({ kind: "rows", sheet: name, rows: block });
}

function rowOf(row: number, found: readonly (CellObject | undefined)[], startsIn1904: boolean): TableRow | undefined {
  const cells: string[] = [];
  const lostZero: number[] = [];
  for (const [at, cell] of found.entries()) {
    const text = cell ? textOf(cell, startsIn1904) : "";
    if (text === "") continue;
    if (at >= limits.columnsMax) {
      throw new DocumentFault("documents.tooManyColumns", { row, columns: at + 1, max: limits.columnsMax });
    }
    while (cells.length < at) cells.push("");
    cells.push(text);
    if (cell?.t === "n" && isLostZero(text)) lostZero.push(at);
  }
  if (cells.length === 0) return undefined;
  return lostZero.length > 0 ? { row, cells, lostZero } : { row, cells };
}

/** Error values by their number in the file ([MS-XLS] 2.5.10). */
const ERRORS: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
};

function textOf(cell: CellObject, startsIn1904: boolean): string {
  const { t, v } = cell;
  if (v === undefined) return "";
  if (t === "b") return v === true ? "TRUE" : "FALSE";
  if (t === "e") return ERRORS[Number(v)] ?? "#VALUE!";
  if (t === "d") return dateText((v as Date).getTime() / 86_400_000 + 25_569, false);
  if (t !== "n") return String(v);
  const format = typeof cell.z === "string" ? cell.z : "General";
  const style = numberStyle(format);
  return style === "date" ? dateText(Number(v), startsIn1904) : numberText(String(v), style);
}
