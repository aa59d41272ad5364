import type { Day } from "@wutong/kernel";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import {
  type Batch,
  type BatchCounts,
  type BatchState,
  endBatch,
  lockBatch,
  type PassedOver,
} from "../../areas/registers/index.ts";
import { DEFAULT_TABLE_LIMITS, type FilePlace, type Table, type TableLimits } from "../../documents/index.ts";
import type { Token } from "../../storage/index.ts";
import { fileProblem } from "./file-problem.ts";
import { CHUNK_ROWS, type ChunkEvent, readChunks } from "./read-chunks.ts";
import { readInThread } from "./read-in-thread.ts";
import { type ImportTools, type RecordedRun, recordChunk } from "./record-chunk.ts";

export type BatchRun = {
  readonly token: Token;
  readonly batch: Batch;
  readonly rehearsal: boolean;
  readonly today: Day;
  /** Asked between chunks: true stops the run, which then goes on from there another time. */
  readonly stopping?: () => boolean;
};

/** The file of a batch: opened, and where it lies, so that another thread can read it. */
export type BatchFile = {
  readonly table: Result<Table, Problem>;
  readonly place: FilePlace | undefined;
  readonly limits?: TableLimits;
};

export type BatchResult =
  | { readonly kind: "ended"; readonly state: BatchState; readonly counts: BatchCounts }
  | { readonly kind: "stopped" };

/**
 * Runs a batch from where it stands to its end: the dry run (which ends as `checked`) or the import (`done`). The next chunk
 * is read while the database works on the one before. A file that can't be read ends the batch as `failed` with its problem;
 * a batch that was cancelled meanwhile stops.
 */
export async function runBatch(
  tools: ImportTools,
  file: BatchFile,
  run: BatchRun,
): Promise<Result<BatchResult, Problem>> {
  const { table } = file;
  if (!table.ok) return finish(tools, run, { problem: table.error, rowsRead: 0, counts: NOTHING });
  const chunks = chunksOf(tools, { ...file, table: table.value }, run);
  try {
    return await recordAll(tools, chunks, run);
  } finally {
    // Whatever ended the run, a database that is gone included: nobody reads on, in this thread or another.
    await chunks.return(undefined).catch(() => undefined);
  }
}

async function recordAll(
  tools: ImportTools,
  chunks: AsyncGenerator<ChunkEvent>,
  run: BatchRun,
): Promise<Result<BatchResult, Problem>> {
  const { batch, rehearsal } = run;
  const recorded: RecordedRun = {
    batchId: batch.batchId,
    register: batch.register,
    officeId: batch.coverage.officeId,
    throughMonth: batch.coverage.throughMonth,
    rehearsal,
  };
  const read = async (): Promise<ChunkEvent | undefined> => (await chunks.next()).value ?? undefined;
  let rowsRead = batch.rowsRead;
  let counts = batch.counts;
  let next = read();
  for (;;) {
    const work = await next;
    if (!work) throw new Error("a file is read to its end or to its failure");
    if (work.kind === "ended")
      return finish(tools, run, { problem: null, rowsRead, counts, passedOver: work.passedOver });
    if (work.kind === "failed") return finish(tools, run, { problem: work.problem, rowsRead, counts });
    if (run.stopping?.()) return ok({ kind: "stopped" });
    const recording = recordChunk(tools, recorded, run.token, work);
    next = read();
    // Should recording fail, nobody waits for the next chunk any more.
    next.catch(() => undefined);
    const result = await recording;
    if (!result.ok) return result;
    rowsRead += work.rowsRead;
    counts = plus(counts, result.value);
  }
}

/** A thread takes half a second of work to start: files that are read sooner than that are read here. */
const THREAD_BYTES_MIN = 2_000_000;

function chunksOf(
  tools: ImportTools,
  { table, place, limits = DEFAULT_TABLE_LIMITS }: Omit<BatchFile, "table"> & { readonly table: Table },
  { batch, today }: BatchRun,
): AsyncGenerator<ChunkEvent> {
  const { officeId, fromMonth, throughMonth } = batch.coverage;
  const plan = {
    register: batch.register,
    rules: { asOf: today, fromMonth, throughMonth },
    mapping: batch.mapping,
    tenantId: tools.tenantId,
    officeId,
    chunksDone: batch.chunksDone,
    chunkRows: tools.chunkRows ?? CHUNK_ROWS,
  };
  const inThread = place !== undefined && table.bytes >= (tools.threadBytesMin ?? THREAD_BYTES_MIN);
  if (!inThread) return readChunks(table, plan, tools.vault);
  return readInThread({ place, limits, plan, keys: tools.vault.forThread });
}

const NOTHING: BatchCounts = { added: 0, changed: 0, same: 0, failed: 0 };

function plus(a: BatchCounts, b: BatchCounts): BatchCounts {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    same: a.same + b.same,
    failed: a.failed + b.failed,
  };
}

type End = {
  readonly problem: Problem | null;
  readonly rowsRead: number;
  readonly counts: BatchCounts;
  readonly passedOver?: readonly PassedOver[];
};

async function finish(tools: ImportTools, run: BatchRun, end: End): Promise<Result<BatchResult, Problem>> {
  const { batch, rehearsal, token } = run;
  const { batchId } = batch;
  const cause = end.problem && fileProblem(end.problem, { fileName: batch.fileName, rowsRead: end.rowsRead });
  const state: BatchState = cause ? "failed" : rehearsal ? "checked" : "done";
  const command = rehearsal ? "endRegisterCheck" : "endRegisterImport";
  const done = await tools.run({ token, command, key: `${command}:${batchId}`, input: { batchId } }, async (tx) => {
    const current = await lockBatch(tx, batchId);
    if (current?.state !== (rehearsal ? "checking" : "running"))
      return fail({ code: "registers.alreadyFinished", params: {} });
    const { passedOver } = end;
    await endBatch(tx, batchId, { state, problem: cause, now: tools.now(), ...(passedOver ? { passedOver } : {}) });
    const after = { state, rows: end.rowsRead, ...end.counts, ...(cause ? { problem: cause.code } : {}) };
    return ok({ reply: { state }, subject: { kind: "batch", id: batchId }, officeId: batch.coverage.officeId, after });
  });
  return done.ok ? ok({ kind: "ended", state, counts: end.counts }) : done;
}
