import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type ByteSource, openFile } from "./byte-source.ts";
import { parseCsv } from "./csv/parse-csv.ts";
import { decodeText, utf16Of } from "./csv/text-encoding.ts";
import { readHtmlRows } from "./html/html-rows.ts";
import { createMergeFiller } from "./merged/fill-merged.ts";
import { DocumentFault, documentProblem } from "./problems.ts";
import { documentTooLarge } from "./seal-file.ts";
import {
  DEFAULT_TABLE_LIMITS,
  type ReadOptions,
  type Table,
  type TableEvent,
  type TableFormat,
  type TableLimits,
} from "./table.ts";
import { readInWorkbookThread } from "./workbook-thread/read-in-workbook-thread.ts";
import { readMergedRanges } from "./xlsx/merged-ranges.ts";
import { readSheetRows } from "./xlsx/sheet-rows.ts";
import { readWorkbookParts } from "./xlsx/workbook-parts.ts";
import { openZip } from "./xlsx/zip-archive.ts";

/** Small, so that whoever shares the thread with an import is not kept waiting: about 500 rows. */
const CSV_CHUNK_BYTES = 64 * 1024;
const ZIP_MARK = Buffer.from("PK\u0003\u0004", "latin1");
/** Begins an `.xls`, and also an `.xlsx` with a password. */
const COMPOUND_FILE_MARK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Opens a table that somebody handed in, by what the file holds (not by its name): xlsx, xls, csv, a web page under the name
 * of .xls, XML 2003, OpenDocument. Refuses what is too large before reading it: `documents.missing`, `.empty`, `.tooLarge`,
 * `.unknownFormat`.
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
  const kind = kindOf(head);
  if (kind === "xls" && bytes < XLS_BYTES_MIN) return fail(documentProblem("documents.corruptWorkbook"));
  if (!kind) return fail(documentProblem("documents.unknownFormat"));
  const reading = READERS[kind];
  const read = (options: ReadOptions = {}) => readEvents(open, (source) => reading(source, limits, options));
  return ok({ format: kind, bytes, read });
}

/** Less than this holds no workbook of an older kind: what little there is would be read as text. */
const XLS_BYTES_MIN = 60;
const OPEN_DOCUMENT = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

/** What a file is by how it begins; undefined for a picture, a program, a PDF. */
function kindOf(head: Buffer): TableFormat | undefined {
  if (head.subarray(0, 4).equals(COMPOUND_FILE_MARK)) return "xls";
  if (head.subarray(0, 4).equals(ZIP_MARK)) {
    return head.toString("latin1", 30, 30 + OPEN_DOCUMENT.length) === OPEN_DOCUMENT ? "xls" : "xlsx";
  }
  // BIFF without a container, as Excel 2 to 4 and some reporting tools write it.
  if (
    head[0] === 0x09 &&
    (head[1] ?? 1) % 2 === 0 &&
    (head[1] ?? 9) <= 8 &&
    head[2] !== undefined &&
    head[2] <= 16 &&
    head[3] === 0
  )
    return "xls";
  if (utf16Of(head)) return "csv";
  if (head.includes(0) || head.subarray(0, 5).toString("latin1") === "%PDF-") return undefined;
  const text = head
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  if (/^<\?xml/i.test(text) && text.includes("urn:schemas-microsoft-com:office:spreadsheet")) return "xls";
  return /^(?:<\?xml[^>]*>\s*)?<(?:!doctype|!--|html|head|meta|body|table|style|div|center)\b|^<!--/i.test(text)
    ? "html"
    : "csv";
}

type Event = Exclude<TableEvent, { readonly kind: "failed" }>;
type Reading = (source: ByteSource, limits: TableLimits, options: ReadOptions) => AsyncGenerator<Event>;

const READERS: Readonly<Record<TableFormat, Reading>> = {
  csv: readCsv,
  html: readHtml,
  xls: readInWorkbookThread,
  xlsx: readXlsx,
};

async function* readEvents(
  open: Open,
  read: (source: ByteSource) => AsyncGenerator<Event>,
): AsyncGenerator<TableEvent> {
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

async function* readCsv(source: ByteSource, limits: TableLimits): AsyncGenerator<Event> {
  for await (const rows of parseCsv(decodeText(chunksOf(source)), limits)) yield { kind: "rows", sheet: "", rows };
}

async function* readHtml(source: ByteSource, limits: TableLimits): AsyncGenerator<Event> {
  for await (const found of readHtmlRows(decodeText(chunksOf(source)), limits)) yield { kind: "rows", ...found };
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Buffer> {
  for (let at = 0; at < source.bytes; at += CSV_CHUNK_BYTES) yield source.readAt(at, CSV_CHUNK_BYTES);
}

async function* readXlsx(
  source: ByteSource,
  limits: TableLimits,
  { rowsPerSheetMax }: ReadOptions,
): AsyncGenerator<Event> {
  const zip = await openZip(source, limits.unpackedBytesMax);
  const workbook = await readWorkbookParts(zip);
  for (const sheet of workbook.sheets) {
    if (sheet.hidden) {
      yield { kind: "hidden", sheet: sheet.name };
      continue;
    }
    const fill = createMergeFiller(await readMergedRanges(zip.read(sheet.part)));
    for await (const rows of readSheetRows(zip.read(sheet.part), workbook, limits)) {
      yield { kind: "rows", sheet: sheet.name, rows: rows.map(fill) };
      if ((rows.at(-1)?.row ?? 0) >= (rowsPerSheetMax ?? Number.POSITIVE_INFINITY)) break;
    }
  }
}
