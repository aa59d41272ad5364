import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  type Analytics,
  AnalyticsCancelled,
  AnalyticsFault,
  type AnalyticsSettings,
  type Columns,
  type Lane,
} from "./analytics.ts";
import type { WorkerReply, WorkerRequest } from "./worker-messages.ts";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

type Waiting = {
  readonly sql: string;
  readonly resolve: (columns: Columns | null) => void;
  readonly reject: (cause: Error) => void;
};

type Unnumbered = WorkerRequest extends infer Each ? (Each extends WorkerRequest ? Omit<Each, "id"> : never) : never;

/**
 * The same as `openAnalytics`, in a child process of its own. Aborting `signal` kills the child at once: every call
 * under way then throws `AnalyticsCancelled`, and what it was writing is left for the caller to remove.
 * Throws `AnalyticsFault` where DuckDB refuses a query or the child dies (out of memory, say).
 */
export async function forkAnalytics(settings: AnalyticsSettings, signal?: AbortSignal): Promise<Analytics> {
  signal?.throwIfAborted();
  const child = fork(WORKER, [], {
    serialization: "advanced",
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // Nothing of the server's environment (addresses, passwords) is the child's business.
    env: { PATH: process.env.PATH ?? "", TZ: "UTC" },
  });
  const waiting = new Map<number, Waiting>();
  const calls = { next: 0, lanes: 0, ended: false };
  const endWith = (cause: Error): void => {
    calls.ended = true;
    for (const one of waiting.values()) one.reject(cause);
    waiting.clear();
  };
  const cancel = (): void => {
    endWith(new AnalyticsCancelled("the analytics were cancelled"));
    child.kill("SIGKILL");
  };
  signal?.addEventListener("abort", cancel, { once: true });
  child.on("message", (reply: WorkerReply) => {
    const one = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === "done") one?.resolve(reply.columns);
    else one?.reject(new AnalyticsFault(reply.message, one.sql));
  });
  child.on("error", (cause) => endWith(cause));
  const exited = new Promise<void>((resolve) => {
    child.on("exit", (code, killedBy) => {
      endWith(new AnalyticsFault(`the analytics process ended (${killedBy ?? `code ${code}`})`, ""));
      resolve();
    });
  });
  const ask = (request: Unnumbered, sql: string): Promise<Columns | null> =>
    new Promise((resolve, reject) => {
      if (calls.ended) {
        reject(signal?.aborted ? new AnalyticsCancelled("cancelled") : new AnalyticsFault("the process ended", sql));
        return;
      }
      calls.next += 1;
      waiting.set(calls.next, { sql, resolve, reject });
      child.send({ ...request, id: calls.next });
    });
  const close = async (): Promise<void> => {
    signal?.removeEventListener("abort", cancel);
    if (child.connected) child.disconnect();
    await exited;
  };
  try {
    await ask({ kind: "open", settings }, "");
  } catch (cause) {
    await close();
    throw cause;
  }
  const openLane = (): Lane => {
    const lane = calls.lanes;
    calls.lanes += 1;
    return {
      run: async (sql, parameters = []) => {
        await ask({ kind: "run", lane, sql, parameters }, sql);
      },
      columns: async (sql, parameters = []) => (await ask({ kind: "columns", lane, sql, parameters }, sql)) ?? {},
    };
  };
  return { ...openLane(), lane: async () => openLane(), close };
}
