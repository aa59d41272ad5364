// The child process in which heavy analytics run: its memory goes back to the machine when it ends, and killing it is
// how work is cancelled. It holds one DuckDB database and answers requests one after the other.
import type { Analytics, Columns } from "./analytics.ts";
import { openAnalytics } from "./open-analytics.ts";
import type { WorkerReply, WorkerRequest } from "./worker-messages.ts";

// Whatever it writes is for its owner alone.
process.umask(0o077);

const state: { analytics?: Analytics; last: Promise<void> } = { last: Promise.resolve() };

process.on("message", (request: WorkerRequest) => {
  state.last = state.last.then(() => answer(request));
});
process.on("disconnect", () => process.exit(0));

async function answer(request: WorkerRequest): Promise<void> {
  try {
    reply({ kind: "done", id: request.id, columns: await carryOut(request) });
  } catch (cause) {
    reply({ kind: "failed", id: request.id, message: cause instanceof Error ? cause.message : String(cause) });
  }
}

async function carryOut(request: WorkerRequest): Promise<Columns | null> {
  if (request.kind === "open") {
    state.analytics = await openAnalytics(request.settings);
    return null;
  }
  if (state.analytics === undefined) throw new Error("the worker was asked before it was opened");
  if (request.kind === "columns") return state.analytics.columns(request.sql, request.parameters);
  await state.analytics.run(request.sql, request.parameters);
  return null;
}

function reply(message: WorkerReply): void {
  process.send?.(message);
}
