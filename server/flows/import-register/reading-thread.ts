// The thread that reads a register's file into chunks, see read-in-thread.ts.
import { parentPort, workerData } from "node:worker_threads";
import { openPlace, openTable } from "../../documents/index.ts";
import { openVaultInThread } from "../../storage/index.ts";
import { type ChunkEvent, readChunks } from "./read-chunks.ts";
import type { ReadingReply, ReadingTask } from "./read-in-thread.ts";

if (!parentPort) throw new Error("this file is run as a thread");
const port = parentPort;
const { place, limits, plan, keys } = workerData as ReadingTask;

const asked = { chunks: 0, wake: () => {} };
port.on("message", () => {
  asked.chunks += 1;
  asked.wake();
});

const table = await openTable(() => openPlace(place), limits);
if (table.ok) {
  for await (const event of readChunks(table.value, plan, openVaultInThread(keys))) await send(event);
} else await send({ kind: "failed", problem: table.error });
await send({ kind: "end" });
port.close();

async function send(reply: ReadingReply): Promise<void> {
  while (asked.chunks === 0) await new Promise<void>((resolve) => (asked.wake = resolve));
  asked.chunks -= 1;
  port.postMessage(reply, reply.kind === "chunk" ? memoryOf(reply) : []);
}

/** The columns' memory is handed over, not copied. */
function memoryOf({ sound, content }: Extract<ChunkEvent, { readonly kind: "chunk" }>): ArrayBuffer[] {
  if (content.kind === "employers") return [];
  const { rows, bearers, workplaces } = content.prepared;
  const columns = [...rows.columns, ...(bearers.newcomers ?? []), ...workplaces.columns].map((one) => one.array);
  return [sound, rows.positions, rows.bearers, bearers.firsts, workplaces.bearers, ...columns].map(
    (one) => one.buffer as ArrayBuffer,
  );
}
