import { createHash } from "node:crypto";
import type { RegisterKind } from "@wutong/codes";
import { type Problem, problem } from "@wutong/kernel";
import type { PreparedRows } from "../../areas/people/index.ts";
import {
  createRowReader,
  findHeader,
  HEADER_ROW_MAX,
  type Header,
  type RegisterRows,
  type RowFailure,
  type RowReader,
  type RowRules,
  type SheetHeader,
} from "../../areas/registers/index.ts";
import type { Table, TableRow } from "../../documents/index.ts";
import { columnsMissing } from "./check-header.ts";

/** Rows of one transaction: enough that its cost is spread, few enough that a chunk stays some tens of megabytes. */
export const CHUNK_ROWS = 20_000;

export type ReadRow<Kind extends RegisterKind> = {
  readonly sheet: string;
  readonly sourceRow: number;
  readonly cells: readonly string[];
  readonly row: RegisterRows[Kind];
};

export type UnreadRow = {
  readonly sheet: string;
  readonly sourceRow: number;
  readonly cells: readonly string[];
  readonly failures: readonly RowFailure[];
};

/** A stretch of a file: always the same rows for the same file, so that a stopped import can go on where it was. */
export type Chunk<Kind extends RegisterKind> = {
  readonly kind: "chunk";
  readonly number: number;
  readonly rowsRead: number;
  /** SHA-256 over the rows' places and cells, in hexadecimal. */
  readonly digest: string;
  readonly sound: readonly ReadRow<Kind>[];
  readonly unsound: readonly UnreadRow[];
  /** Of the sheets begun so far. */
  readonly headers: readonly SheetHeader[];
  /** Undefined for the register of employers, whose rows need no preparing. */
  readonly prepared: PreparedRows | undefined;
};

export type ChunkEvent<Kind extends RegisterKind> =
  | Chunk<Kind>
  | { readonly kind: "failed"; readonly problem: Problem };

export type ChunkPlan<Kind extends RegisterKind> = {
  readonly register: Kind;
  readonly rules: RowRules;
  /** Chunks that were done before: their rows are passed over unread. */
  readonly chunksDone: number;
  /** The same for every run over a batch. */
  readonly chunkRows: number;
  /** A fresh preparer for each chunk: rows are prepared as they are read, so that no long stretch of work holds others up. */
  readonly newPreparer: () => Preparer<Kind>;
};

export type Preparer<Kind extends RegisterKind> = {
  readonly add: (row: ReadRow<Kind>) => void;
  readonly finish: () => PreparedRows | undefined;
};

/**
 * Reads a register's file into chunks of checked rows. A sheet without the register's header is passed over, unless no
 * sheet has one; a header that lacks required columns fails the file.
 */
export async function* readChunks<Kind extends RegisterKind>(
  table: Table,
  plan: ChunkPlan<Kind>,
): AsyncGenerator<ChunkEvent<Kind>> {
  const sheets = createSheetReader(plan);
  let gathered = emptyChunk(0, plan.newPreparer());
  for await (const event of table.read()) {
    if (event.kind === "failed") {
      yield event;
      return;
    }
    for (const row of event.rows) {
      const header = sheets.headerFor(event.sheet, row);
      if (header === "wrong") break;
      if (header === "none") continue;
      gatherRow(gathered, event.sheet, row, gathered.number < plan.chunksDone ? undefined : header);
      if (gathered.rowsRead < plan.chunkRows) continue;
      if (gathered.number >= plan.chunksDone) yield finished(gathered, sheets.headers());
      gathered = emptyChunk(gathered.number + 1, plan.newPreparer());
    }
    const wrong = sheets.problem();
    if (wrong) {
      yield { kind: "failed", problem: wrong };
      return;
    }
  }
  const missing = sheets.missing(gathered.number > 0 || gathered.rowsRead > 0);
  if (missing) yield { kind: "failed", problem: missing };
  else if (gathered.rowsRead > 0 && gathered.number >= plan.chunksDone) yield finished(gathered, sheets.headers());
}

type SheetReader<Kind extends RegisterKind> = {
  /** The reader for a row; "none" where it isn't a row of data, "wrong" once a header was found wanting. */
  readonly headerFor: (sheet: string, row: TableRow) => RowReader<Kind> | "none" | "wrong";
  readonly headers: () => readonly SheetHeader[];
  readonly problem: () => Problem | undefined;
  /** What to say at the end of the file where no sheet had a header, or there were no rows beneath it. */
  readonly missing: (anyRows: boolean) => Problem | undefined;
};

function createSheetReader<Kind extends RegisterKind>({ register, rules }: ChunkPlan<Kind>): SheetReader<Kind> {
  const headers: SheetHeader[] = [];
  let current: { readonly sheet: string; looked: number; read: RowReader<Kind> | undefined } | undefined;
  let wrong: Problem | undefined;
  const begin = (sheet: string, header: Header): RowReader<Kind> => {
    headers.push([sheet, header.titles]);
    return createRowReader(register, header, rules);
  };
  return {
    headerFor: (sheet, row) => {
      if (current?.sheet !== sheet) current = { sheet, looked: 0, read: undefined };
      if (current.read) return row.cells.every((cell) => cell.trim() === "") ? "none" : current.read;
      if (current.looked >= HEADER_ROW_MAX) return "none";
      current.looked += 1;
      const header = findHeader(register, row.cells);
      if (header?.ok) current.read = begin(sheet, header.value);
      else if (header) wrong = header.error;
      return wrong ? "wrong" : "none";
    },
    headers: () => headers,
    problem: () => wrong,
    missing: (anyRows) => {
      if (anyRows) return undefined;
      if (headers.length > 0) return problem("registers.fileEmpty");
      return columnsMissing(register);
    },
  };
}

type Gathering<Kind extends RegisterKind> = {
  readonly number: number;
  rowsRead: number;
  readonly texts: string[];
  readonly preparer: Preparer<Kind>;
  readonly sound: ReadRow<Kind>[];
  readonly unsound: UnreadRow[];
};

function emptyChunk<Kind extends RegisterKind>(number: number, preparer: Preparer<Kind>): Gathering<Kind> {
  return { number, preparer, rowsRead: 0, texts: [], sound: [], unsound: [] };
}

function gatherRow<Kind extends RegisterKind>(
  chunk: Gathering<Kind>,
  sheet: string,
  { row: sourceRow, cells }: TableRow,
  read: RowReader<Kind> | undefined,
): void {
  chunk.rowsRead += 1;
  if (!read) return;
  chunk.texts.push(`${sourceRow}\u001f${cells.join("\u001f")}`);
  const result = read(cells);
  if (result.ok) {
    const one = { sheet, sourceRow, cells, row: result.value };
    chunk.sound.push(one);
    chunk.preparer.add(one);
  } else chunk.unsound.push({ sheet, sourceRow, cells, failures: result.error });
}

function finished<Kind extends RegisterKind>(chunk: Gathering<Kind>, headers: readonly SheetHeader[]): Chunk<Kind> {
  const digest = createHash("sha256").update(chunk.texts.join("\u001e")).digest("hex");
  const { number, rowsRead, sound, unsound } = chunk;
  return {
    kind: "chunk",
    number,
    rowsRead,
    digest,
    sound,
    unsound,
    headers: [...headers],
    prepared: chunk.preparer.finish(),
  };
}
