import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { FilePlace, TableLimits } from "../../documents/index.ts";
import type { VaultKeys } from "../../storage/index.ts";
import type { ChunkEvent, ChunkPlan } from "./read-chunks.ts";

/** All that the thread needs, as plain data and handles of keys. */
export type ReadingTask = {
  readonly place: FilePlace;
  readonly limits: TableLimits;
  readonly plan: ChunkPlan;
  readonly keys: VaultKeys;
};

/** What the thread sends; it sends no chunk beyond those that it was told to (`"more"`). */
export type ReadingReply = ChunkEvent | { readonly kind: "end" };

/** The thread may be so many chunks ahead: one waits while the next is made. */
const CHUNKS_AHEAD = 2;
/** Rows live shortly: with room for many of them most are gone before the collector looks. */
const YOUNG_MEGABYTES = 64;

/**
 * The same as `readChunks`, in a thread of its own: reading, checking and sealing take a processor as long as the database
 * takes to write. Ends the thread when the caller stops asking. Throws what the thread threw.
 */
export async function* readInThread(task: ReadingTask): AsyncGenerator<ChunkEvent> {
  const thread = new Worker(new URL("./reading-thread.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  try {
    const replies = on(thread, "message", { close: ["exit"] });
    for (let ahead = 0; ahead < CHUNKS_AHEAD; ahead += 1) thread.postMessage("more");
    for await (const [reply] of replies as AsyncIterable<readonly [ReadingReply]>) {
      if (reply.kind === "end") return;
      thread.postMessage("more");
      yield reply;
    }
    throw new Error("the reading thread ended before the file did");
  } finally {
    await thread.terminate();
  }
}
