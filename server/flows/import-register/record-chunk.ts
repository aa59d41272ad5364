import type { RegisterKind } from "@wutong/codes";
import { fail, type Month, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { noteEmployerNames, recordEmployerRows } from "../../areas/employers/index.ts";
import {
  createNameReader,
  createRowPreparer,
  type FactKind,
  type NameReading,
  type PersonalSecrets,
  personalSecrets,
  recordRegisterRows,
} from "../../areas/people/index.ts";
import {
  advanceBatch,
  type Batch,
  type BatchCounts,
  type EmployerRow,
  type FailedRow,
  type InsuranceRow,
  insertFailedRows,
  listLaterBatches,
  lockBatch,
  type RowFailure,
  rehearse,
} from "../../areas/registers/index.ts";
import type { CommandRunner, Token, Tx, Vault } from "../../storage/index.ts";
import type { Chunk, Preparer, ReadRow, UnreadRow } from "./read-chunks.ts";

export type ImportTools = {
  readonly run: CommandRunner;
  readonly vault: Vault;
  readonly tenantId: number;
  readonly now: () => Date;
  /** Rows of one transaction; 20,000 unless a test wants more chunks. */
  readonly chunkRows?: number;
};

/** What one run over a batch keeps between its chunks. */
export type ChunkRecorder = {
  /** Prepares the rows of the next chunk, while the database is still busy with the one before. */
  readonly newPreparer: () => Preparer<RegisterKind>;
  /** One command: the chunk's rows, its failures, the batch's progress and one journal entry, or nothing at all. */
  readonly record: (token: Token, chunk: Chunk<RegisterKind>) => Promise<Result<BatchCounts, Problem>>;
};

export type RecordedRun = {
  readonly batchId: number;
  readonly register: RegisterKind;
  readonly officeId: number;
  readonly throughMonth: Month;
  /** True for the dry run: everything is written and taken back, but for the failures and the counts. */
  readonly rehearsal: boolean;
};

export function createChunkRecorder(tools: ImportTools, run: RecordedRun): ChunkRecorder {
  const secrets = personalSecrets(tools.vault, tools.tenantId);
  const readName = createNameReader();
  const namedBefore = new Set<string>();
  return {
    newPreparer: () =>
      run.register === "employers"
        ? NOTHING_TO_PREPARE
        : (createRowPreparer({ ...run, kind: run.register }, secrets) as Preparer<RegisterKind>),
    record: (token, chunk) => recordChunk({ ...tools, secrets, readName, namedBefore }, run, token, chunk),
  };
}

const NOTHING_TO_PREPARE: Preparer<RegisterKind> = { add: () => undefined, finish: () => undefined };

const NAMES_REMEMBERED_MAX = 300_000;

type NamedEmployer = { readonly creditCode: string; readonly name: string };

/** Organisations that insurance rows name, each once in a run. */
function employersNamed(chunk: Chunk<RegisterKind>, before: Set<string>): readonly NamedEmployer[] {
  if (before.size > NAMES_REMEMBERED_MAX) before.clear();
  return chunk.sound.flatMap(({ row }) => {
    const { creditCode, employerName } = row as InsuranceRow;
    if (creditCode === null || employerName === null || before.has(creditCode)) return [];
    before.add(creditCode);
    return [{ creditCode, name: employerName }];
  });
}

type Tools = ImportTools & {
  readonly namedBefore: Set<string>;
  readonly secrets: PersonalSecrets;
  readonly readName: (name: string) => NameReading;
};

async function recordChunk(
  tools: Tools,
  run: RecordedRun,
  token: Token,
  chunk: Chunk<RegisterKind>,
): Promise<Result<BatchCounts, Problem>> {
  const { batchId, rehearsal } = run;
  const { number, digest, rowsRead } = chunk;
  const command = rehearsal ? "checkRegisterChunk" : "importRegisterChunk";
  const request = { token, command, key: `${command}:${batchId}:${number}`, input: { batchId, chunk: number, digest } };
  return tools.run(request, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.state !== (rehearsal ? "checking" : "running")) return fail(problem("registers.alreadyFinished"));
    if (batch.chunksDone !== number)
      return fail(problem("registers.chunkOutOfTurn", { chunk: number, expected: batch.chunksDone }));
    const act = (): ReturnType<typeof writeRows> => writeRows(tx, tools, { ...run, batch }, chunk);
    const written = await (rehearsal ? rehearse(tx, act) : act());
    const failed = failedRows(chunk, written.failures);
    await insertFailedRows(
      tx,
      { batchId, officeId: run.officeId },
      failed.map((one) => seal(one, tools)),
    );
    const counts = { added: written.added, changed: written.changed, same: written.same, failed: failed.length };
    await advanceBatch(tx, batchId, { chunksDone: number + 1, rowsRead, counts, headers: chunk.headers });
    const after = { chunk: number, rows: rowsRead, digest, ...counts };
    return ok({ reply: counts, subject: { kind: "batch", id: batchId }, officeId: run.officeId, after });
  });
}

type Written = Awaited<ReturnType<typeof recordRegisterRows>>;

async function writeRows(
  tx: Tx,
  tools: Tools,
  run: RecordedRun & { readonly batch: Batch },
  chunk: Chunk<RegisterKind>,
): Promise<Written> {
  const laterBatches = await listLaterBatches(tx, run.register, run.throughMonth);
  const source = { batchId: run.batchId, now: tools.now(), laterBatches };
  if (!chunk.prepared) {
    const rows = chunk.sound as readonly ReadRow<"employers">[] as readonly {
      sourceRow: number;
      row: EmployerRow;
    }[];
    return recordEmployerRows(tx, rows, source);
  }
  if (run.register === "insurance") await noteEmployerNames(tx, employersNamed(chunk, tools.namedBefore), source);
  return recordRegisterRows(tx, { ...run, ...source, kind: run.register as FactKind }, chunk.prepared, tools);
}

/** The rows that could not be read and those that don't fit what is known, in one list. */
function failedRows(chunk: Chunk<RegisterKind>, faults: Written["failures"]): readonly UnreadRow[] {
  const unfit = faults.flatMap(({ position, key, problem: cause }) => {
    const row = chunk.sound[position];
    return row ? [{ ...row, failures: [asFailure(key, cause)] }] : [];
  });
  return [...chunk.unsound, ...unfit];
}

const KEY_HEADERS: Readonly<Record<string, string>> = {
  name: "姓名",
  documentNumber: "证件号码",
  creditCode: "统一社会信用代码",
};

function asFailure(key: string, cause: Problem): RowFailure {
  return { column: KEY_HEADERS[key] ?? key, value: "", problem: cause };
}

function seal(row: UnreadRow, { vault, tenantId }: Tools): FailedRow {
  const sealedCells = vault.seal(JSON.stringify(row.cells), sealedCellsBind(tenantId));
  return { sheet: row.sheet, row: row.sourceRow, sealedCells, failures: row.failures };
}

export function sealedCellsBind(tenantId: number): string {
  return `registers.failed_rows.sealed_cells:${tenantId}`;
}
