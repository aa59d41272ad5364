import { on } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Problem } from "@wutong/kernel";
import type { ByteSource } from "../byte-source.ts";
import { DocumentFault } from "../problems.ts";
import { documentTooLarge } from "../seal-file.ts";
import type { ReadOptions, TableEvent, TableLimits } from "../table.ts";

/** What the thread is given: the file whole, and how much of it is wanted. */
export type WorkbookTask = {
  readonly content: Uint8Array;
  readonly rowsPerSheetMax: number | undefined;
  readonly limits: TableLimits;
};

export type WorkbookReply =
  | Exclude<TableEvent, { readonly kind: "failed" }>
  | { readonly kind: "fault"; readonly problem: Problem }
  | { readonly kind: "end" };

/** A hostile file may keep a parser busy: no workbook of 40 MB takes this long. */
const SECONDS_MAX = 120;
const MEGABYTES_MAX = 1_024;

/**
 * Reads a workbook of an older kind with a library, in a thread whose time and memory are bounded: BIFF (.xls of Excel 5 to
 * 2003 and of WPS), XML 2003, OpenDocument. Values are those that were stored: no formula is calculated and no macro run.
 */
export async function* readInWorkbookThread(
  source: ByteSource,
  limits: TableLimits,
  { rowsPerSheetMax }: ReadOptions = {},
): AsyncGenerator<Exclude<TableEvent, { readonly kind: "failed" }>> {
  if (source.bytes > limits.wholeBytesMax) {
    const { params } = documentTooLarge(source.bytes, { bytesMax: limits.wholeBytesMax });
    throw new DocumentFault("documents.tooLarge", params);
  }
  const content = Uint8Array.from(await source.readAt(0, source.bytes));
  const thread = new Worker(new URL("./workbook-thread.ts", import.meta.url), {
    workerData: { content, rowsPerSheetMax, limits } satisfies WorkbookTask,
    transferList: [content.buffer],
    // The library remarks on what it finds odd.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_MAX },
  });
  const late = new AbortController();
  const ended = new AbortController();
  void sleep(SECONDS_MAX * 1_000, undefined, { ref: false, signal: ended.signal }).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const replies = on(thread, "message", { close: ["exit"], signal: late.signal });
    for await (const [reply] of replies as AsyncIterable<readonly [WorkbookReply]>) {
      if (reply.kind === "end") return;
      if (reply.kind === "fault") throw DocumentFault.of(reply.problem);
      yield reply;
    }
    throw new DocumentFault("documents.corruptWorkbook", { reason: "the reader stopped" });
  } catch (cause) {
    throw tooMuch(cause) ? new DocumentFault("documents.tooMuchContent", { part: "workbook" }) : cause;
  } finally {
    ended.abort();
    await thread.terminate();
  }
}

/** The thread ran out of its memory or its time. */
function tooMuch(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return cause.name === "AbortError" || ("code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY");
}
