import type { RegisterKind } from "@wutong/codes";
import { fail, type Month, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { noteEmployerNames, recordEmployerRows } from "../../areas/employers/index.ts";
import { type FactKind, personalSecrets, recordRegisterRows } from "../../areas/people/index.ts";
import {
  advanceBatch,
  type Batch,
  type BatchCounts,
  insertFailedRows,
  listBatchesOfSameFile,
  listLaterBatches,
  lockBatch,
  type NewFailedRow,
  type RowFailure,
  rehearse,
} from "../../areas/registers/index.ts";
import type { CommandRunner, Token, Tx, Vault } from "../../storage/index.ts";
import type { Chunk, ChunkContent } from "./read-chunks.ts";
import { sealRow } from "./seal-row.ts";

export type ImportTools = {
  readonly run: CommandRunner;
  readonly vault: Vault;
  readonly tenantId: number;
  readonly now: () => Date;
  /** Rows of one transaction; 20,000 unless a test wants more chunks. */
  readonly chunkRows?: number;
  /** Files from this size on are read in a thread of their own; a test wants that of small ones too. */
  readonly threadBytesMin?: number;
};

export type RecordedRun = {
  readonly batchId: number;
  readonly register: RegisterKind;
  readonly officeId: number;
  readonly throughMonth: Month;
  /** True for the dry run: everything is written and taken back, but for the failures and the counts. */
  readonly rehearsal: boolean;
};

/** One command: the chunk's rows, its failures, the batch's progress and one journal entry, or nothing at all. */
export async function recordChunk(
  tools: ImportTools,
  run: RecordedRun,
  token: Token,
  chunk: Chunk,
): Promise<Result<BatchCounts, Problem>> {
  const { batchId, rehearsal } = run;
  const { number, digest, rowsRead, monthsTaken, withoutNumber } = chunk;
  const command = rehearsal ? "checkRegisterChunk" : "importRegisterChunk";
  const request = { token, command, key: `${command}:${batchId}:${number}`, input: { batchId, chunk: number, digest } };
  return tools.run(request, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.state !== (rehearsal ? "checking" : "running")) return fail(problem("registers.alreadyFinished"));
    if (batch.chunksDone !== number)
      return fail(problem("registers.chunkOutOfTurn", { chunk: number, expected: batch.chunksDone }));
    const act = (): ReturnType<typeof writeRows> => writeRows(tx, tools, { ...run, batch }, chunk.content);
    const written = await (rehearsal ? rehearse(tx, act) : act());
    const failed = [...chunk.unsound, ...unfitRows(tools, chunk, written.failures)];
    await insertFailedRows(tx, { batchId, officeId: run.officeId }, failed);
    const counts = { added: written.added, changed: written.changed, same: written.same, failed: failed.length };
    const taken = { monthsTaken, withoutNumber, headers: chunk.headers };
    await advanceBatch(tx, batchId, { chunksDone: number + 1, rowsRead, counts, ...taken });
    const after = { chunk: number, rows: rowsRead, digest, ...counts };
    return ok({ reply: counts, subject: { kind: "batch", id: batchId }, officeId: run.officeId, after });
  });
}

type Written = Awaited<ReturnType<typeof recordRegisterRows>>;

async function writeRows(
  tx: Tx,
  tools: ImportTools,
  run: RecordedRun & { readonly batch: Batch },
  content: ChunkContent,
): Promise<Written> {
  const laterBatches = await listLaterBatches(tx, run.register, run.throughMonth);
  const ownBatches = await listBatchesOfSameFile(tx, run.batch);
  const source = { batchId: run.batchId, now: tools.now(), laterBatches, ownBatches };
  if (content.kind === "employers") return recordEmployerRows(tx, content.rows, source);
  await noteEmployerNames(tx, content.employersNamed, source);
  const secrets = personalSecrets(tools.vault, tools.tenantId);
  return recordRegisterRows(tx, { ...run, ...source, kind: run.register as FactKind }, content.prepared, secrets);
}

/** The rows that don't fit what is known; what stood in them is taken out of the chunk's lines. */
function unfitRows(tools: ImportTools, chunk: Chunk, faults: Written["failures"]): readonly NewFailedRow[] {
  if (faults.length === 0) return [];
  const lines = chunk.lines.split("\n");
  return faults.map(({ position, key, problem: cause }) => {
    const [sheet, row, cells] = JSON.parse(lines[chunk.sound[position] ?? -1] ?? "") as [string, number, string[]];
    return sealRow({ sheet, row, failures: [asFailure(key, cause)] }, cells, tools);
  });
}

const KEY_HEADERS: Readonly<Record<string, string>> = {
  name: "姓名",
  documentNumber: "证件号码",
  creditCode: "统一社会信用代码",
};

function asFailure(key: string, cause: Problem): RowFailure {
  return { column: KEY_HEADERS[key] ?? key, value: "", problem: cause };
}
