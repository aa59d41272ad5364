import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { deleteFailedRows, endBatch, lockBatch, restartBatch } from "../../areas/registers/index.ts";
import type { CommandRunner, Token } from "../../storage/index.ts";

type Asked = { readonly token: Token; readonly key: string };

/** From a finished dry run to the import. Problems: `registers.notChecked`, `http.notFound`. */
export function startImport(
  run: CommandRunner,
  asked: Asked,
  batchId: number,
): Promise<Result<{ readonly batchId: number }, Problem>> {
  return run({ ...asked, command: "startRegisterImport", input: { batchId } }, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch) return fail(problem("http.notFound"));
    if (batch.state !== "checked") return fail(problem("registers.notChecked"));
    await deleteFailedRows(tx, batchId);
    await restartBatch(tx, batchId);
    const { officeId } = batch.coverage;
    return ok({
      reply: { batchId },
      subject: { kind: "batch", id: batchId },
      officeId,
      before: { state: "checked" },
      after: { state: "running" },
    });
  });
}

/** Ends a batch where it stands; what was imported stays. Problems: `registers.alreadyFinished`, `http.notFound`. */
export function cancelImport(
  run: CommandRunner,
  asked: Asked,
  { batchId, now }: { readonly batchId: number; readonly now: Date },
): Promise<Result<{ readonly done: true }, Problem>> {
  return run({ ...asked, command: "cancelRegisterImport", input: { batchId } }, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch) return fail(problem("http.notFound"));
    if (!["checking", "checked", "running"].includes(batch.state)) return fail(problem("registers.alreadyFinished"));
    await endBatch(tx, batchId, { state: "cancelled", problem: null, now });
    const { officeId } = batch.coverage;
    const before = { state: batch.state, rows: batch.rowsRead };
    return ok({
      reply: { done: true as const },
      subject: { kind: "batch", id: batchId },
      officeId,
      before,
      after: { state: "cancelled" },
    });
  });
}
