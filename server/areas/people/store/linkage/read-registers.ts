import { closeSync, createReadStream, createWriteStream, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { LinkageConfig, SampledColumn } from "@wutong/linkage";
import { type Lane, quoteName, quoteText } from "../../../../storage/analytics/index.ts";
import { firstRow, rowsOf } from "./compare-records.ts";

/** A file that DuckDB can read: where it is, what it is called to people, and its columns. */
export type Register = {
  readonly file: string;
  /** SQL that can stand after FROM. */
  readonly source: string;
  /** As in the file, with spaces around them taken off → as DuckDB calls them. */
  readonly columns: ReadonlyMap<string, string>;
};

export type Encoding = "utf8" | "gb18030";

const HEADER_BYTES = 64 * 1024;
const SAMPLE_ROWS = 1_000;
const LINE_BYTES_MAX = 1 << 20;

/**
 * Opens a register: CSV (comma, semicolon or tab; a header line) or Parquet. GB18030 is written anew as UTF-8 into `scratch`.
 * Fails with `files.noFile`, `linkage.empty`, `linkage.encoding`, `linkage.unreadable` {message}.
 */
export async function openRegister(
  lane: Lane,
  file: string,
  { encoding, scratch }: { readonly encoding: Encoding; readonly scratch: string },
): Promise<Result<Register, Problem>> {
  if (!existsSync(file) || !statSync(file).isFile()) return fail(problem("files.noFile", { file }));
  if (statSync(file).size === 0) return fail(problem("linkage.empty", { file }));
  const path = encoding === "gb18030" ? await toUtf8(file, scratch) : file;
  const source = file.endsWith(".parquet") ? `read_parquet(${quoteText(path)})` : csvSource(path);
  try {
    const { column_name: names = [] } = await lane.columns(`DESCRIBE FROM ${source}`);
    const columns = new Map(
      names.map((name) => [
        String(name)
          .replace(/^\ufeff/, "")
          .trim(),
        String(name),
      ]),
    );
    return ok({ file, source, columns });
  } catch (cause) {
    return fail(readingProblem(file, cause));
  }
}

async function toUtf8(file: string, scratch: string): Promise<string> {
  const path = join(scratch, `utf8-${Math.abs(hashOf(file))}.csv`);
  const decoded = Readable.toWeb(createReadStream(file)).pipeThrough(new TextDecoderStream("gb18030") as never);
  await pipeline(Readable.fromWeb(decoded as never), createWriteStream(path, { mode: 0o600 }));
  return path;
}

function hashOf(text: string): number {
  return [...text].reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);
}

/** Every cell is a text; nothing is guessed from the rows but the sign between cells, from the header. */
function csvSource(file: string): string {
  const header = readHeader(file);
  const count = (sign: string) => header.split(sign).length;
  const sign = [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
  return `read_csv(${quoteText(file)}, all_varchar = true, header = true, auto_detect = true, delim = ${quoteText(sign)}, quote = '"',
    escape = '"', nullstr = '', max_line_size = ${LINE_BYTES_MAX}, sample_size = 2048)`;
}

function readHeader(file: string): string {
  const buffer = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, "r");
  try {
    return buffer.toString("utf8", 0, readSync(descriptor, buffer)).split("\n", 1)[0] ?? "";
  } finally {
    closeSync(descriptor);
  }
}

/** Some values of each column, from the first rows. */
export async function sampleColumns(lane: Lane, { source, columns }: Register): Promise<readonly SampledColumn[]> {
  const rows = await lane.columns(`SELECT * FROM ${source} LIMIT ${SAMPLE_ROWS}`);
  return [...columns].map(([name, own]) => ({
    name,
    values: (rows[own] ?? []).flatMap((value) => (value === null ? [] : [String(value).trim()])),
  }));
}

/**
 * Loads the compared columns into a table (id, and a text for each field), rows in the file's order.
 * Fails with `linkage.noColumn`, `linkage.noId`, `linkage.idTwice`, `linkage.encoding`, `linkage.unreadable`, `linkage.empty`.
 */
export async function loadRegister(
  lane: Lane,
  register: Register,
  { config, side, into }: { readonly config: LinkageConfig; readonly side: "left" | "right"; readonly into: string },
): Promise<Result<number, Problem>> {
  const { file, columns, source } = register;
  const wanted = config.fields.map(({ name, column, rightColumn }) => ({
    name,
    column: side === "right" ? (rightColumn ?? column) : column,
  }));
  const missing = [...wanted.map(({ column }) => column), ...(config.idColumn ? [config.idColumn] : [])].find(
    (column) => !columns.has(column),
  );
  if (missing !== undefined)
    return fail(problem("linkage.noColumn", { file, column: missing, known: [...columns.keys()].join(", ") }));
  const own = (column: string) => quoteName(columns.get(column) ?? column);
  const id = config.idColumn === undefined ? "NULL" : `trim(${own(config.idColumn)}::VARCHAR)`;
  const fields = wanted.map(({ name, column }) => `nullif(trim(${own(column)}::VARCHAR), '') AS ${quoteName(name)}`);
  try {
    await lane.run(`CREATE OR REPLACE TABLE ${into} AS SELECT ${[`${id} AS id`, ...fields].join(", ")} FROM ${source}`);
  } catch (cause) {
    return fail(readingProblem(file, cause));
  }
  if (config.idColumn === undefined) await lane.run(`UPDATE ${into} SET id = (rowid + 1)::VARCHAR`);
  return checkIds(lane, { file, into, idColumn: config.idColumn ?? "" });
}

async function checkIds(
  lane: Lane,
  { file, into, idColumn }: { readonly file: string; readonly into: string; readonly idColumn: string },
): Promise<Result<number, Problem>> {
  const {
    rows = 0,
    missing = 0,
    ids = 0,
    line = 0,
  } = firstRow(
    await lane.columns(`SELECT count(*) AS rows, count(*) FILTER (id IS NULL OR id = '') AS missing, count(DISTINCT id) AS ids,
      min(rowid + 2) FILTER (id IS NULL OR id = '') AS line FROM ${into}`),
  );
  if (rows === 0) return fail(problem("linkage.empty", { file }));
  if (missing > 0) return fail(problem("linkage.noId", { file, column: idColumn, line, missing }));
  if (ids === rows) return ok(rows);
  const [twice] = rowsOf(
    await lane.columns(
      `SELECT id, count(*)::INTEGER AS times FROM ${into} GROUP BY id HAVING times > 1 ORDER BY id LIMIT 1`,
    ),
  );
  return fail(
    problem("linkage.idTwice", {
      file,
      column: idColumn,
      id: String(twice?.["id"]),
      times: Number(twice?.["times"]),
      more: rows - ids,
    }),
  );
}

function readingProblem(file: string, cause: unknown): Problem {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/unicode|utf-?8|encod/i.test(message)) {
    const line = /Line: (\d+)/.exec(message)?.[1];
    return problem("linkage.encoding", { file, line: line ?? "?" });
  }
  return problem("linkage.unreadable", { file, message: message.split("\n").slice(0, 4).join(" ").slice(0, 400) });
}
