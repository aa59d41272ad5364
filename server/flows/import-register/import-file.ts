import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import type { RegisterKind } from "@wutong/codes";
import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  type Batch,
  type Coverage,
  findBatch,
  findStoppedBatch,
  type HeaderMapping,
  insertBatch,
} from "../../areas/registers/index.ts";
import { DEFAULT_TABLE_LIMITS, openTable, type TableLimits } from "../../documents/index.ts";
import { type Database, inSession, type Token } from "../../storage/index.ts";
import { fileProblem } from "./file-problem.ts";
import type { ImportTools } from "./record-chunk.ts";
import { type BatchResult, runBatch } from "./run-batch.ts";

export type FileImport = {
  readonly token: Token;
  readonly path: string;
  readonly register: RegisterKind;
  readonly coverage: Coverage;
  /** What somebody says of the file's headers. */
  readonly mapping?: HeaderMapping;
  readonly startedBy: string;
  readonly today: Day;
  readonly limits?: TableLimits;
  readonly stopping?: () => boolean;
};

/** Whoever can put a file on this machine is not held to what a web form takes: a million people's spells are 800 MB. */
const LOCAL_FILE_LIMITS: TableLimits = {
  ...DEFAULT_TABLE_LIMITS,
  bytesMax: 16 * 1024 ** 3,
  rowsMax: 200_000_000,
  unpackedBytesMax: 16 * 1024 ** 3,
};

/**
 * Imports a file that already lies on this machine, without a dry run before it: for seeding, for the command line, for
 * measuring. The same file and coverage go on with the batch that an earlier, stopped run began.
 * Problems: those of the file (`registers.…`), and `access.officeOutOfScope`.
 */
export async function importFile(
  tools: ImportTools & { readonly database: Database },
  file: FileImport,
): Promise<Result<BatchResult & { readonly batchId: number }, Problem>> {
  const fileName = basename(file.path);
  const { token, today, stopping, limits = LOCAL_FILE_LIMITS } = file;
  const place = { path: file.path };
  const table = await openTable(place.path, limits);
  if (!table.ok) return fail(fileProblem(table.error, { fileName, rowsRead: 0 }));
  const digest = await digestOfFile(file.path);
  const opened = await openBatch(tools, file, { fileName, digest, bytes: table.value.bytes });
  if (!opened.ok) return opened;
  const run = { token, batch: opened.value, rehearsal: false, today, ...(stopping ? { stopping } : {}) };
  const result = await runBatch(tools, { table, place, limits }, run);
  return result.ok ? ok({ ...result.value, batchId: opened.value.batchId }) : result;
}

async function openBatch(
  tools: ImportTools & { readonly database: Database },
  { token, register, coverage, mapping = {}, startedBy }: FileImport,
  { fileName, digest, bytes }: { readonly fileName: string; readonly digest: Buffer; readonly bytes: number },
): Promise<Result<Batch, Problem>> {
  if (coverage.fromMonth > coverage.throughMonth) return fail(problem("registers.coverageBackwards"));
  const stopped = await inSession(tools.database, token, (tx) =>
    findStoppedBatch(tx, { register, coverage, fileDigest: digest }),
  );
  if (stopped) return ok(stopped);
  const now = tools.now();
  const input = { register, fileName, ...coverage, digest: digest.toString("hex") };
  const opened = await tools.run(
    { token, command: "importRegister", key: `importRegister:${randomUUID()}`, input },
    async (tx) => {
      const batchId = await insertBatch(tx, {
        register,
        coverage,
        fileName,
        fileBytes: bytes,
        fileDigest: digest,
        sealedFileKey: null,
        mapping,
        state: "running",
        startedBy,
        now,
      });
      if (batchId === null) return fail(problem("access.officeOutOfScope", { officeId: coverage.officeId }));
      return ok({
        reply: { batchId },
        subject: { kind: "batch", id: batchId },
        officeId: coverage.officeId,
        after: input,
      });
    },
  );
  if (!opened.ok) return opened;
  const batch = await inSession(tools.database, token, (tx) => findBatch(tx, opened.value.batchId));
  return batch ? ok(batch) : fail(problem("http.notFound"));
}

async function digestOfFile(path: string): Promise<Buffer> {
  const digest = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), digest);
  return digest.digest();
}
