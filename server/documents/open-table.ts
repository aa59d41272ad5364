import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type ByteSource, openFile } from "./byte-source.ts";
import { parseCsv } from "./csv/parse-csv.ts";
import { decodeText } from "./csv/text-encoding.ts";
import { DocumentFault, documentProblem } from "./problems.ts";
import { documentTooLarge } from "./seal-file.ts";
import { DEFAULT_TABLE_LIMITS, type Table, type TableEvent, type TableLimits } from "./table.ts";
import { readSheetRows } from "./xlsx/sheet-rows.ts";
import { readWorkbookParts } from "./xlsx/workbook-parts.ts";
import { openZip } from "./xlsx/zip-archive.ts";

/** Small, so that whoever shares the thread with an import is not kept waiting: about 500 rows. */
const CSV_CHUNK_BYTES = 64 * 1024;
const ZIP_MARK = Buffer.from("PK\u0003\u0004", "latin1");
/** Begins an old `.xls`, and also an `.xlsx` with a password. */
const COMPOUND_FILE_MARK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Opens a table that somebody handed in, xlsx or csv by what the file holds (not by its name), and refuses what is too large
 * before reading it: `documents.missing`, `.empty`, `.tooLarge`, `.oldWorkbook`, `.unknownFormat`.
 * `open` is called for each reading; give a path for a plain file.
 */
export async function openTable(
  from: string | (() => Promise<ByteSource | undefined>),
  limits: TableLimits = DEFAULT_TABLE_LIMITS,
): Promise<Result<Table, Problem>> {
  const open = typeof from === "string" ? () => openFile(from) : from;
  const source = await open();
  if (!source) return fail(documentProblem("documents.missing"));
  try {
    const { bytes } = source;
    if (bytes > limits.bytesMax) return fail(documentTooLarge(bytes, limits));
    return tableOf(open, bytes, await source.readAt(0, Math.min(bytes, 8192)), limits);
  } finally {
    await source.close();
  }
}

type Open = () => Promise<ByteSource | undefined>;

function tableOf(open: Open, bytes: number, head: Buffer, limits: TableLimits): Result<Table, Problem> {
  if (bytes === 0) return fail(documentProblem("documents.empty"));
  if (head.subarray(0, 4).equals(COMPOUND_FILE_MARK)) return fail(documentProblem("documents.oldWorkbook"));
  if (head.subarray(0, 4).equals(ZIP_MARK)) {
    return ok({ format: "xlsx", bytes, read: () => readEvents(open, (source) => readXlsx(source, limits)) });
  }
  if (looksBinary(head)) return fail(documentProblem("documents.unknownFormat"));
  return ok({ format: "csv", bytes, read: () => readEvents(open, (source) => readCsv(source, limits)) });
}

/** UTF-16 has zero bytes too; it is told apart so that it can be reported as a wrong encoding. */
function looksBinary(head: Buffer): boolean {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return !utf16 && head.includes(0);
}

type Rows = Extract<TableEvent, { readonly kind: "rows" }>;

async function* readEvents(open: Open, read: (source: ByteSource) => AsyncGenerator<Rows>): AsyncGenerator<TableEvent> {
  const source = await open();
  if (!source) {
    yield { kind: "failed", problem: documentProblem("documents.missing") };
    return;
  }
  try {
    yield* read(source);
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    yield { kind: "failed", problem: error.problem };
  } finally {
    await source.close();
  }
}

async function* readCsv(source: ByteSource, limits: TableLimits): AsyncGenerator<Rows> {
  for await (const rows of parseCsv(decodeText(chunksOf(source)), limits)) yield { kind: "rows", sheet: "", rows };
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Buffer> {
  for (let at = 0; at < source.bytes; at += CSV_CHUNK_BYTES) yield source.readAt(at, CSV_CHUNK_BYTES);
}

async function* readXlsx(source: ByteSource, limits: TableLimits): AsyncGenerator<Rows> {
  const zip = await openZip(source, limits.unpackedBytesMax);
  const workbook = await readWorkbookParts(zip);
  for (const sheet of workbook.sheets) {
    for await (const rows of readSheetRows(zip.read(sheet.part), workbook, limits)) {
      yield { kind: "rows", sheet: sheet.name, rows };
    }
  }
}
