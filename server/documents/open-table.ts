import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { parseCsv } from "./csv/parse-csv.ts";
import { decodeText } from "./csv/text-encoding.ts";
import { DocumentFault, documentProblem } from "./problems.ts";
import { DEFAULT_TABLE_LIMITS, type Table, type TableEvent, type TableLimits } from "./table.ts";
import { readSheetRows } from "./xlsx/sheet-rows.ts";
import { readWorkbookParts } from "./xlsx/workbook-parts.ts";
import { openZip } from "./xlsx/zip-archive.ts";

const CSV_CHUNK_BYTES = 256 * 1024;
const ZIP_MARK = Buffer.from("PK\u0003\u0004", "latin1");
/** Begins an old `.xls`, and also an `.xlsx` with a password. */
const COMPOUND_FILE_MARK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Opens a table that somebody handed in, xlsx or csv by what the file holds (not by its name), and refuses what is too large
 * before reading it: `documents.missing`, `.empty`, `.tooLarge`, `.oldWorkbook`, `.unknownFormat`.
 */
export async function openTable(
  path: string,
  limits: TableLimits = DEFAULT_TABLE_LIMITS,
): Promise<Result<Table, Problem>> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return fail(documentProblem("documents.missing"));
  try {
    const bytes = (await file.stat()).size;
    if (bytes > limits.bytesMax) return fail(tooLarge(bytes, limits));
    const head = Buffer.alloc(Math.min(bytes, 8192));
    await file.read(head, 0, head.length, 0);
    return tableOf(path, bytes, head, limits);
  } finally {
    await file.close();
  }
}

function tableOf(path: string, bytes: number, head: Buffer, limits: TableLimits): Result<Table, Problem> {
  if (bytes === 0) return fail(documentProblem("documents.empty"));
  if (head.subarray(0, 4).equals(COMPOUND_FILE_MARK)) return fail(documentProblem("documents.oldWorkbook"));
  if (head.subarray(0, 4).equals(ZIP_MARK)) {
    return ok({ format: "xlsx", bytes, read: () => asEvents(readXlsx(path, bytes, limits)) });
  }
  if (looksBinary(head)) return fail(documentProblem("documents.unknownFormat"));
  return ok({ format: "csv", bytes, read: () => asEvents(readCsv(path, limits)) });
}

function tooLarge(bytes: number, limits: TableLimits): Problem {
  const megabytes = (size: number): number => Math.round(size / 1024 / 102.4) / 10;
  return documentProblem("documents.tooLarge", { megabytes: megabytes(bytes), max: megabytes(limits.bytesMax) });
}

/** UTF-16 has zero bytes too; it is told apart so that it can be reported as a wrong encoding. */
function looksBinary(head: Buffer): boolean {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return !utf16 && head.includes(0);
}

type Rows = Extract<TableEvent, { readonly kind: "rows" }>;

async function* readCsv(path: string, limits: TableLimits): AsyncGenerator<Rows> {
  const bytes = createReadStream(path, { highWaterMark: CSV_CHUNK_BYTES }) as AsyncIterable<Buffer>;
  for await (const rows of parseCsv(decodeText(bytes), limits)) yield { kind: "rows", sheet: "", rows };
}

async function* readXlsx(path: string, bytes: number, limits: TableLimits): AsyncGenerator<Rows> {
  const file: FileHandle = await open(path, "r");
  try {
    const zip = await openZip(file, bytes, limits.unpackedBytesMax);
    const workbook = await readWorkbookParts(zip);
    for (const sheet of workbook.sheets) {
      for await (const rows of readSheetRows(zip.read(sheet.part), workbook, limits)) {
        yield { kind: "rows", sheet: sheet.name, rows };
      }
    }
  } finally {
    await file.close();
  }
}

async function* asEvents(rows: AsyncGenerator<Rows>): AsyncGenerator<TableEvent> {
  try {
    yield* rows;
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    yield { kind: "failed", problem: error.problem };
  }
}
