import { availableParallelism } from "node:os";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { openJobSession } from "../../areas/access/index.ts";
import {
  comparePeople,
  endComparison,
  failLostComparisons,
  findComparison,
  insertComparison,
  noteComparisonProgress,
} from "../../areas/people/index.ts";
import { describeFault, progressNotes } from "../../jobs/progress.ts";
import {
  type Analytics,
  AnalyticsCancelled,
  type AnalyticsSettings,
  forkAnalytics,
} from "../../storage/analytics/index.ts";
import { actInSession, type Token } from "../../storage/index.ts";
import type { LinkDesk } from "../link-people/link-desk.ts";
import { type Counts, writeFound } from "./write-found.ts";

export type ComparisonDeskOptions = LinkDesk & {
  /** Memory and threads of the process that compares. */
  readonly analytics?: AnalyticsSettings;
  /** A comparison that ended by a bug: its number and the error, never a value. */
  readonly report: (line: string) => void;
};

/** Compares registers in the background; each comparison is a job with a session and a process of its own. */
export type ComparisonDesk = ComparisonDeskOptions & {
  /** Enters a comparison and begins it. Problem: `people.comparisonRunning`. */
  readonly start: (given: StartComparison) => Promise<Result<{ readonly comparisonId: number }, Problem>>;
  /** Ends a running one of the given offices; what it found by then is kept. Problem: `http.notFound`. */
  readonly cancel: (given: CancelComparison) => Promise<Result<{ readonly comparisonId: number }, Problem>>;
  /** Resolves when it has ended, however. */
  readonly ended: (comparisonId: number) => Promise<void>;
  /** Marks those that a stopped server left behind as failed. */
  readonly settleLost: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type StartComparison = {
  readonly token: Token;
  readonly key: string;
  readonly officeId: number;
  readonly startedBy: string;
};
export type CancelComparison = {
  readonly token: Token;
  readonly key: string;
  readonly comparisonId: number;
  readonly offices: readonly number[];
};

type Job = { readonly comparisonId: number; readonly officeId: number };
type Running = { readonly abort: AbortController; readonly done: Promise<void> };

const JOB_MINUTES = 6 * 60;
const MEMORY_MIB = 3_000;

export function createComparisonDesk(options: ComparisonDeskOptions): ComparisonDesk {
  const running = new Map<number, Running>();
  const take = (job: Job): void => {
    const abort = new AbortController();
    const done = work(options, job, abort.signal).finally(() => running.delete(job.comparisonId));
    running.set(job.comparisonId, { abort, done });
  };
  return {
    ...options,
    start: async ({ token, key, officeId, startedBy }) => {
      const fresh = { entered: false };
      const started = await options.run(
        { token, command: "startRegisterComparison", key, input: { officeId } },
        async (tx) => {
          const comparisonId = await insertComparison(tx, { officeId, startedBy, now: options.now() });
          if (comparisonId === undefined) return fail(problem("people.comparisonRunning"));
          fresh.entered = true;
          return ok({ reply: { comparisonId }, subject: { kind: "registerComparison", id: comparisonId }, officeId });
        },
      );
      if (started.ok && fresh.entered) take({ comparisonId: started.value.comparisonId, officeId });
      return started;
    },
    cancel: async ({ token, key, comparisonId, offices }) => {
      const cancelled = await options.run(
        { token, command: "cancelRegisterComparison", key, input: { comparisonId } },
        async (tx) => {
          const found = await findComparison(tx, comparisonId);
          if (found?.state !== "running" || !offices.includes(found.officeId)) return fail(problem("http.notFound"));
          const subject = { kind: "registerComparison", id: comparisonId };
          return ok({ reply: { comparisonId }, subject, officeId: found.officeId });
        },
      );
      if (!cancelled.ok) return cancelled;
      running.get(comparisonId)?.abort.abort();
      await running.get(comparisonId)?.done;
      return cancelled;
    },
    ended: async (comparisonId) => running.get(comparisonId)?.done,
    settleLost: async () => {
      const token = await openJob(options, options.tenantId, "settle lost comparisons");
      await actInSession(options.database, token, (tx) => failLostComparisons(tx, options.now()));
    },
    stop: async () => {
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** Never rejects: a comparison that breaks ends as failed, and its error is reported. */
async function work(desk: ComparisonDeskOptions, job: Job, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  try {
    const token = await openJob(desk, job.officeId, `register comparison ${job.comparisonId}`);
    const end = (state: "finished" | "failed" | "cancelled", counts: Counts | null) =>
      finish(desk, token, { job, state, counts, milliseconds: Math.round(performance.now() - began) });
    try {
      await end("finished", await compare(desk, { token, job, signal }));
    } catch (cause) {
      const cancelled = signal.aborted || cause instanceof AnalyticsCancelled;
      if (!cancelled) desk.report(`register comparison ${job.comparisonId}: ${describeFault(cause)}`);
      await end(cancelled ? "cancelled" : "failed", null);
    }
  } catch (cause) {
    desk.report(`register comparison ${job.comparisonId}: ${describeFault(cause)}`);
  }
}

type AtWork = { readonly token: Token; readonly job: Job; readonly signal: AbortSignal };

async function compare(desk: ComparisonDeskOptions, { token, job, signal }: AtWork): Promise<Counts> {
  const onProgress = progressNotes((percent) =>
    actInSession(desk.database, token, (tx) => noteComparisonProgress(tx, job.comparisonId, percent)),
  );
  const settings = desk.analytics ?? { memoryMiB: MEMORY_MIB, threads: availableParallelism() };
  const analytics: Analytics = await forkAnalytics(settings, signal);
  const compared = await comparePeople({ database: desk.database, token, analytics, onProgress }).finally(
    analytics.close,
  );
  if (!compared.ok) throw new Error(`${compared.error.code} ${JSON.stringify(compared.error.params)}`);
  return writeFound(desk, { token, comparisonId: job.comparisonId, officeId: job.officeId, signal }, compared.value);
}

type Ending = {
  readonly job: Job;
  readonly state: "finished" | "failed" | "cancelled";
  readonly counts: Counts | null;
  readonly milliseconds: number;
};

async function finish(
  desk: ComparisonDeskOptions,
  token: Token,
  { job, state, counts, milliseconds }: Ending,
): Promise<void> {
  const { comparisonId, officeId } = job;
  const request = {
    token,
    command: "endRegisterComparison",
    key: `endRegisterComparison ${comparisonId}`,
    input: { comparisonId, state },
  };
  await desk.run(request, async (tx) => {
    const { people = null, pairs = null, merged = null, toReview = null } = counts ?? {};
    await endComparison(tx, { comparisonId, state, people, pairs, merged, toReview, milliseconds, now: desk.now() });
    const after = { state, people, pairs, merged, toReview };
    return ok({ reply: { comparisonId }, subject: { kind: "registerComparison", id: comparisonId }, officeId, after });
  });
}

function openJob({ database, tenantId }: ComparisonDeskOptions, officeId: number, purpose: string): Promise<Token> {
  return openJobSession(database, { tenantId, officeId, purpose, minutesMax: JOB_MINUTES });
}
