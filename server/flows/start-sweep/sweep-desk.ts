import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Problem, Result } from "@wutong/kernel";
import { openJobSession } from "../../areas/access/index.ts";
import { endSweep, failLostSweeps, noteProgress, type SweepSummary } from "../../areas/policies/index.ts";
import { describeFault, progressNotes } from "../../jobs/progress.ts";
import { AnalyticsCancelled } from "../../storage/analytics/index.ts";
import { actInSession, type Token } from "../../storage/index.ts";
import { sweepOffice } from "./sweep-office.ts";
import type { SweepDeskOptions, SweepTools, SweepToRun } from "./sweep-tools.ts";

/** Works on sweeps in the background; each is a job with a session of its own and a process of its own. */
export type SweepDesk = SweepTools & {
  /** Begins a sweep that has been entered. Returns at once. */
  readonly take: (sweep: SweepToRun) => void;
  /** Ends a sweep's process; false where it isn't running here. */
  readonly cancel: (sweepId: number) => boolean;
  /** Resolves when the sweep has ended, however; its summary where it finished. */
  readonly ended: (sweepId: number) => Promise<SweepSummary | undefined>;
  /** Marks sweeps that a stopped server left behind as failed. */
  readonly settleLost: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const STOPPED = "the server stops";
const JOB_MINUTES = 6 * 60;
const MEMORY_MIB = 3_000;

type Running = { readonly abort: AbortController; readonly done: Promise<SweepSummary | undefined> };

export function createSweepDesk(options: SweepDeskOptions): SweepDesk {
  const running = new Map<number, Running>();
  const folders = {
    snapshots: join(options.dataDir, "snapshots", String(options.tenantId)),
    sweeps: join(options.dataDir, "sweeps", String(options.tenantId)),
    comparisons: join(options.dataDir, "comparisons", String(options.tenantId)),
  };
  const desk: SweepDesk = {
    ...options,
    analytics: options.analytics ?? { memoryMiB: MEMORY_MIB, threads: availableParallelism() },
    folders,
    take: (sweep) => {
      const abort = new AbortController();
      const done = work(desk, sweep, abort.signal).finally(() => running.delete(sweep.sweepId));
      running.set(sweep.sweepId, { abort, done });
    },
    cancel: (sweepId) => {
      running.get(sweepId)?.abort.abort();
      return running.has(sweepId);
    },
    ended: async (sweepId) => running.get(sweepId)?.done,
    settleLost: async () => {
      const token = await openJob(options, options.tenantId, "settle lost sweeps");
      await actInSession(options.database, token, (tx) => failLostSweeps(tx, options.now()));
    },
    stop: async () => {
      for (const { abort } of running.values()) abort.abort(STOPPED);
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
  return desk;
}

/** Never rejects: a sweep that breaks ends as failed, and its error is reported. */
async function work(desk: SweepDesk, sweep: SweepToRun, signal: AbortSignal): Promise<SweepSummary | undefined> {
  const began = performance.now();
  try {
    const token = await openJob(desk, sweep.officeId, `sweep ${sweep.sweepId}`);
    const end = (how: Pick<Ending, "state" | "summary" | "fault">) =>
      finish(desk, token, { ...how, sweep, milliseconds: Math.round(performance.now() - began) });
    try {
      const onProgress = progressNotes((percent) =>
        actInSession(desk.database, token, (tx) => noteProgress(tx, sweep.sweepId, percent)),
      );
      const summary = await sweepOffice(desk, sweep, { token, signal, onProgress });
      await end({ state: "finished", summary, fault: null });
      return summary;
    } catch (cause) {
      const aborted = signal.aborted || cause instanceof AnalyticsCancelled;
      if (!aborted) desk.report(`sweep ${sweep.sweepId}: ${describeFault(cause)}`);
      // What the server's own end cut short is due again; what somebody cancelled is not.
      const stopped = signal.reason === STOPPED;
      const fault = stopped ? "stopped" : aborted ? null : "bug";
      await end({ state: fault === null ? "cancelled" : "failed", summary: null, fault });
      return undefined;
    }
  } catch (cause) {
    desk.report(`sweep ${sweep.sweepId}: ${describeFault(cause)}`);
    return undefined;
  }
}

type Ending = {
  readonly sweep: SweepToRun;
  readonly state: "finished" | "failed" | "cancelled";
  readonly summary: SweepSummary | null;
  readonly fault: string | null;
  readonly milliseconds: number;
};

async function finish(desk: SweepDesk, token: Token, ending: Ending): Promise<Result<unknown, Problem>> {
  const { sweep, state, summary, fault, milliseconds } = ending;
  const { sweepId, officeId } = sweep;
  const identity = summary?.identity ?? null;
  const request = { token, command: "endSweep", key: `endSweep ${sweepId}`, input: { sweepId, state, identity } };
  return desk.run(request, async (tx) => {
    const people = summary?.people ?? null;
    const snapshotId = summary?.snapshot ?? null;
    await endSweep(tx, { sweepId, state, people, snapshotId, identity, milliseconds, fault, now: desk.now() });
    const after = { state, identity, people };
    return { ok: true, value: { reply: { sweepId }, subject: { kind: "sweep", id: sweepId }, officeId, after } };
  });
}

function openJob(options: SweepDeskOptions, officeId: number, purpose: string): Promise<Token> {
  const { database, tenantId } = options;
  return openJobSession(database, { tenantId, officeId, purpose, minutesMax: JOB_MINUTES });
}
