import type { Day, TenantId } from "@wutong/kernel";
import { endSession, openJobSession } from "../../areas/access/index.ts";
import { findBatch, listUnfinished } from "../../areas/registers/index.ts";
import { openPlace, openTable, type TableLimits } from "../../documents/index.ts";
import { type Database, inSession, type Token } from "../../storage/index.ts";
import type { ImportTools } from "./record-chunk.ts";
import { runBatch } from "./run-batch.ts";
import type { Uploads } from "./uploads.ts";

export type ImportDeskOptions = ImportTools & {
  readonly database: Database;
  readonly uploads: Uploads;
  readonly today: () => Day;
  readonly limits?: TableLimits;
  /** Told when an import is done, for what follows from it; nobody waits for that here. */
  readonly onImported?: (batch: { readonly batchId: number; readonly officeId: number }) => void;
  /** A batch that ended by a bug: its number and the error; never a value of a row. */
  readonly report: (line: string) => void;
};

/** Works on batches in the background, one after the other; each is a job with a session of its own. */
export type ImportDesk = {
  /** Dry run or import, as the batch's state says. Returns at once. */
  readonly take: (batch: { readonly batchId: number; readonly officeId: number }) => void;
  /** Goes on with what was under way when the server stopped. */
  readonly resume: () => Promise<void>;
  /** Resolves when nothing is left to do. */
  readonly idle: () => Promise<void>;
  /** Stops after the chunk at hand; the rest waits for `resume`. */
  readonly stop: () => Promise<void>;
};

const JOB_MINUTES = 12 * 60;

export function createImportDesk(options: ImportDeskOptions): ImportDesk {
  let stopping = false;
  let work: Promise<void> = Promise.resolve();
  const take: ImportDesk["take"] = (one) => {
    work = work.then(async () => {
      if (stopping) return;
      try {
        await workOn(options, one, () => stopping);
      } catch (cause) {
        options.report(
          `import ${one.batchId}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
        );
      }
    });
  };
  return {
    take,
    resume: async () => {
      // The office that bears the tenant's number is the root of its tree.
      const token = await openJob(options, { officeId: options.tenantId, purpose: "resume imports" });
      const batches = await inSession(options.database, token, listUnfinished);
      await endSession(options.database, token);
      for (const batch of batches)
        if (batch.sealedFileKey) take({ batchId: batch.batchId, officeId: batch.coverage.officeId });
    },
    idle: async () => {
      let seen: Promise<void> | undefined;
      while (seen !== work) {
        seen = work;
        await seen;
      }
    },
    stop: async () => {
      stopping = true;
      await work;
    },
  };
}

async function workOn(
  options: ImportDeskOptions,
  { batchId, officeId }: { readonly batchId: number; readonly officeId: number },
  stopping: () => boolean,
): Promise<void> {
  const token = await openJob(options, { officeId, purpose: `import batch ${batchId}` });
  const batch = await inSession(options.database, token, (tx) => findBatch(tx, batchId));
  if (batch && (batch.state === "checking" || batch.state === "running")) {
    const place = batch.sealedFileKey ? options.uploads.placeOf(batch.batchId, batch.sealedFileKey) : undefined;
    const table = await openTable(async () => place && openPlace(place), options.limits);
    const run = { token, batch, rehearsal: batch.state === "checking", today: options.today(), stopping };
    const { limits } = options;
    const result = await runBatch(options, { table, place, ...(limits ? { limits } : {}) }, run);
    if (!result.ok && result.error.code !== "registers.alreadyFinished")
      options.report(`import ${batchId}: ${result.error.code}`);
    const done = result.ok && result.value.kind === "ended" && result.value.state === "done";
    if (done && batch.register !== "employers") options.onImported?.({ batchId, officeId });
  }
  const after = await inSession(options.database, token, (tx) => findBatch(tx, batchId));
  if (after && ["done", "failed", "cancelled"].includes(after.state)) await options.uploads.remove(batchId);
  await endSession(options.database, token);
}

function openJob(
  options: ImportDeskOptions,
  job: { readonly officeId: number; readonly purpose: string },
): Promise<Token> {
  return openJobSession(options.database, { tenantId: options.tenantId as TenantId, minutesMax: JOB_MINUTES, ...job });
}
