import type { Readable } from "node:stream";
import type { RegisterKind } from "@wutong/codes";
import { fail, formatMonth, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type Coverage, type HeaderMapping, insertBatch, rememberMapping } from "../../areas/registers/index.ts";
import { DEFAULT_TABLE_LIMITS, documentTooLarge, openTable, type TableLimits } from "../../documents/index.ts";
import type { CommandRunner, Token } from "../../storage/index.ts";
import { findHeaderProblem } from "./check-header.ts";
import { fileProblem } from "./file-problem.ts";
import type { Received, Uploads } from "./uploads.ts";

export type HandedIn = {
  readonly token: Token;
  /** The caller's idempotency key. */
  readonly key: string;
  readonly register: RegisterKind;
  readonly coverage: Coverage;
  readonly fileName: string;
  readonly stream: Readable;
  readonly startedBy: string;
  /** Who handed the file in, and what the clerk says of its headers; remembered for the source's next file. */
  readonly source?: string;
  readonly mapping?: HeaderMapping;
};

/**
 * Takes a file in: sealed on the disk, its header looked at, entered as a batch that is to be checked. Nothing stays of a
 * file that is refused. Returns the batch's number.
 * Problems: `registers.fileTooLarge`, `.fileUnreadable`, `.fileEmpty`, `.encodingUnknown`, `.columnsMissing`, `.columnTwice`,
 * `.coverageBackwards`, `access.officeOutOfScope`.
 */
export async function receiveFile(
  tools: {
    readonly run: CommandRunner;
    readonly uploads: Uploads;
    readonly now: () => Date;
    readonly limits?: TableLimits;
  },
  file: HandedIn,
): Promise<Result<number, Problem>> {
  const { fileName, coverage } = file;
  if (coverage.fromMonth > coverage.throughMonth) {
    file.stream.destroy();
    const months = { from: formatMonth(coverage.fromMonth), to: formatMonth(coverage.throughMonth) };
    return fail(problem("registers.coverageBackwards", months));
  }
  const limits = tools.limits ?? DEFAULT_TABLE_LIMITS;
  const received = await tools.uploads.receive(file.stream, limits.bytesMax);
  if (!received.ok) return fail(fileProblem(received.error, { fileName, rowsRead: 0 }));
  const refusal = await findRefusal(received.value, file, limits);
  const batchId = refusal
    ? fail(fileProblem(refusal, { fileName, rowsRead: 0 }))
    : await enterBatch(tools, file, received.value);
  if (batchId.ok) await tools.uploads.assign(received.value, batchId.value);
  else await tools.uploads.drop(received.value);
  return batchId;
}

async function findRefusal(received: Received, file: HandedIn, limits: TableLimits): Promise<Problem | undefined> {
  // A web server that stops reading at its own limit hands on a file that is merely cut off.
  if ("truncated" in file.stream && file.stream.truncated === true) {
    return documentTooLarge(Math.max(received.bytes, limits.bytesMax + 100_000), limits);
  }
  const table = await openTable(received.open, limits);
  return table.ok ? findHeaderProblem(table.value, file.register, file.mapping) : table.error;
}

async function enterBatch(
  { run, now }: { readonly run: CommandRunner; readonly now: () => Date },
  { token, key, register, coverage, fileName, startedBy, source = "", mapping = {} }: HandedIn,
  received: Received,
): Promise<Result<number, Problem>> {
  const input = { register, fileName, ...coverage, digest: received.sha256.toString("hex"), source, mapping };
  const entered = await run({ token, command: "handInRegister", key, input }, async (tx) => {
    const batchId = await insertBatch(tx, {
      register,
      coverage,
      fileName,
      fileBytes: received.bytes,
      fileDigest: received.sha256,
      sealedFileKey: received.sealedKey,
      source,
      mapping,
      state: "checking",
      startedBy,
      now: now(),
    });
    if (batchId === null) return fail(problem("access.officeOutOfScope", { officeId: coverage.officeId }));
    if (source !== "") {
      await rememberMapping(tx, { officeId: coverage.officeId, register, source }, { mapping, now: now() });
    }
    return ok({
      reply: { batchId },
      subject: { kind: "batch", id: batchId },
      officeId: coverage.officeId,
      after: input,
    });
  });
  return entered.ok ? ok(entered.value.batchId) : entered;
}
