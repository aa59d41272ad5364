// The child process in which heavy analytics run: its memory goes back to the machine when it ends, and killing it is
// how work is cancelled. It holds one DuckDB database and answers the requests of each lane one after the other.
import type { Analytics, Columns, Lane } from "./analytics.ts";
import { openAnalytics } from "./open-analytics.ts";
import type { WorkerReply, WorkerRequest } from "./worker-messages.ts";

// Whatever it writes is for its owner alone.
process.umask(0o077);

const FIRST_LANE = 0;
const state: { analytics?: Promise<Analytics> } = {};
const lanes = new Map<number, Promise<Lane>>();
const last = new Map<number, Promise<void>>();

process.on("message", (request: WorkerRequest) => {
  const lane = request.kind === "open" ? FIRST_LANE : request.lane;
  last.set(
    lane,
    (last.get(lane) ?? Promise.resolve()).then(() => answer(request)),
  );
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
    state.analytics = openAnalytics(request.settings);
    lanes.set(FIRST_LANE, state.analytics);
    await state.analytics;
    return null;
  }
  const lane = await laneOf(request.lane);
  if (request.kind === "columns") return lane.columns(request.sql, request.parameters);
  await lane.run(request.sql, request.parameters);
  return null;
}

async function laneOf(number: number): Promise<Lane> {
  const analytics = await state.analytics;
  if (analytics === undefined) throw new Error("the worker was asked before it was opened");
  const lane = lanes.get(number) ?? analytics.lane();
  lanes.set(number, lane);
  return lane;
}

function reply(message: WorkerReply): void {
  process.send?.(message);
}
