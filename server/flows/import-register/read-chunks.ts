import { hash } from "node:crypto";
import type { RegisterKind } from "@wutong/codes";
import type { Problem } from "@wutong/kernel";
import { createRowPreparer, type FactKind, type PreparedRows, personalSecrets } from "../../areas/people/index.ts";
import type {
  EmployerRow,
  InsuranceRow,
  NewFailedRow,
  PassedOver,
  RowNotes,
  RowReader,
  RowRules,
  SheetHeader,
} from "../../areas/registers/index.ts";
import type { Table, TableRow } from "../../documents/index.ts";
import type { Vault } from "../../storage/index.ts";
import { gatherPassedOver } from "./passed-over.ts";
import { readRegisterRows } from "./read-register-rows.ts";
import type { SheetPlan } from "./read-sheets.ts";
import { sealRow } from "./seal-row.ts";

/** Rows of one transaction: enough that its cost is spread, few enough that a chunk stays some tens of megabytes. */
export const CHUNK_ROWS = 20_000;

/**
 * A stretch of a file: always the same rows for the same file, so that a stopped import can go on where it was. Plain data:
 * chunks of large files are read in another thread.
 */
export type Chunk = {
  readonly kind: "chunk";
  readonly number: number;
  readonly rowsRead: number;
  /** SHA-256 over `lines`, in hexadecimal. */
  readonly digest: string;
  /** Each row as it stood, as a line of JSON: [sheet, row, cells]. */
  readonly lines: string;
  /** The lines of the sound rows, from 0. */
  readonly sound: Int32Array;
  readonly unsound: readonly NewFailedRow[];
  /** Of the sheets begun so far. */
  readonly headers: readonly SheetHeader[];
  /** Rows in which a month alone stands for a day. */
  readonly monthsTaken: number;
  /** Rows taken without a whole, valid document number. */
  readonly withoutNumber: number;
  readonly content: ChunkContent;
};

export type ChunkContent =
  | { readonly kind: "facts"; readonly prepared: PreparedRows; readonly employersNamed: readonly NamedEmployer[] }
  | { readonly kind: "employers"; readonly rows: readonly DescribedRow[] };

export type NamedEmployer = { readonly creditCode: string; readonly name: string };
type DescribedRow = { readonly sourceRow: number; readonly row: EmployerRow };

export type ChunkEvent =
  | Chunk
  | { readonly kind: "failed"; readonly problem: Problem }
  /** The file has ended; this was passed over in all of it. */
  | { readonly kind: "ended"; readonly passedOver: readonly PassedOver[] };

export type ChunkPlan = Omit<SheetPlan, "rules"> & {
  readonly rules: Omit<RowRules, "notes">;
  readonly tenantId: number;
  readonly officeId: number;
  /** Chunks that were done before: their rows are passed over unread. */
  readonly chunksDone: number;
  /** The same for every run over a batch. */
  readonly chunkRows: number;
};

/**
 * Reads a register's file into chunks of checked and prepared rows. A sheet without the register's header is passed over,
 * unless no sheet has one; a header that lacks required columns fails the file.
 */
export async function* readChunks(table: Table, plan: ChunkPlan, vault: Vault): AsyncGenerator<ChunkEvent> {
  const contents = plan.register === "employers" ? gatherEmployers() : gatherFacts(plan, plan.register, vault);
  const seal: RowTools["seal"] = (row, cells) => sealRow(row, cells, { vault, tenantId: plan.tenantId });
  const notes = { monthsTaken: 0, withoutNumber: 0 };
  const told = gatherPassedOver();
  const rows = readRegisterRows(table, { ...plan, rules: { ...plan.rules, notes } }, told.add);
  let gathered = emptyChunk(0);
  const finish = (): Chunk => finished(gathered, { headers: rows.headers(), content: contents.finish(), notes });
  for await (const block of rows.read()) {
    if (block.kind === "failed") {
      yield block;
      return;
    }
    for (const { row, read } of block.rows) {
      gathered.rowsRead += 1;
      if (gathered.number >= plan.chunksDone) gatherRow(gathered, block.sheet, row, { read, contents, seal });
      if (gathered.rowsRead < plan.chunkRows) continue;
      if (gathered.number >= plan.chunksDone) yield finish();
      gathered = emptyChunk(gathered.number + 1);
    }
  }
  const missing = rows.missing(gathered.number > 0 || gathered.rowsRead > 0);
  if (missing) yield { kind: "failed", problem: missing };
  else if (gathered.rowsRead > 0 && gathered.number >= plan.chunksDone) yield finish();
  if (!missing) yield { kind: "ended", passedOver: told.list() };
}

type Gathering = {
  readonly number: number;
  rowsRead: number;
  readonly lines: string[];
  readonly sound: number[];
  readonly unsound: NewFailedRow[];
};

function emptyChunk(number: number): Gathering {
  return { number, rowsRead: 0, lines: [], sound: [], unsound: [] };
}

type RowTools = {
  readonly read: RowReader<RegisterKind>;
  readonly contents: ContentGatherer;
  readonly seal: (row: Omit<NewFailedRow, "sealedCells">, cells: readonly string[]) => NewFailedRow;
};

function gatherRow(
  chunk: Gathering,
  sheet: string,
  { row: sourceRow, cells, lostZero }: TableRow,
  { read, contents, seal }: RowTools,
): void {
  chunk.lines.push(JSON.stringify([sheet, sourceRow, cells]));
  const result = read(cells, lostZero);
  if (result.ok) {
    chunk.sound.push(chunk.lines.length - 1);
    contents.add(sourceRow, result.value);
  } else chunk.unsound.push(seal({ sheet, row: sourceRow, failures: result.error }, cells));
}

type Finishing = {
  readonly headers: readonly SheetHeader[];
  readonly content: ChunkContent;
  readonly notes: RowNotes;
};

function finished(chunk: Gathering, { headers, content, notes }: Finishing): Chunk {
  const { number, rowsRead, sound, unsound } = chunk;
  const lines = chunk.lines.join("\n");
  const digest = hash("sha256", lines, "hex");
  const places = Int32Array.from(sound);
  const taken = { ...notes };
  notes.monthsTaken = 0;
  notes.withoutNumber = 0;
  const read = { rowsRead, digest, lines, sound: places, unsound, ...taken };
  return { kind: "chunk", number, ...read, headers: [...headers], content };
}

/** What the sound rows of a chunk come to; `finish` begins the next chunk. */
type ContentGatherer = {
  readonly add: (sourceRow: number, row: unknown) => void;
  readonly finish: () => ChunkContent;
};

function gatherEmployers(): ContentGatherer {
  let rows: DescribedRow[] = [];
  return {
    add: (sourceRow, row) => rows.push({ sourceRow, row: row as EmployerRow }),
    finish: () => {
      const content = { kind: "employers" as const, rows };
      rows = [];
      return content;
    },
  };
}

const NAMES_REMEMBERED_MAX = 300_000;

function gatherFacts(plan: ChunkPlan, kind: FactKind, vault: Vault): ContentGatherer {
  const { officeId, tenantId } = plan;
  const { throughMonth } = plan.rules;
  const preparer = createRowPreparer({ kind, officeId, throughMonth }, personalSecrets(vault, tenantId));
  /** Organisations that insurance rows name, each once in a run. */
  const namedBefore = new Set<string>();
  let employersNamed: NamedEmployer[] = [];
  return {
    add: (sourceRow, row) => {
      preparer.add({ sourceRow, row: row as never });
      if (kind !== "insurance") return;
      const { creditCode, employerName } = row as InsuranceRow;
      if (creditCode === null || employerName === null || namedBefore.has(creditCode)) return;
      if (namedBefore.size > NAMES_REMEMBERED_MAX) namedBefore.clear();
      namedBefore.add(creditCode);
      employersNamed.push({ creditCode, name: employerName });
    },
    finish: () => {
      const content = { kind: "facts" as const, prepared: preparer.finish(), employersNamed };
      employersNamed = [];
      return content;
    },
  };
}
