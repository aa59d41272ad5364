import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { openJobSession } from "../../areas/access/index.ts";
import {
  type ComparisonKind,
  endComparison,
  failLostComparisons,
  findComparison,
  insertComparison,
  listComparingOffices,
} from "../../areas/people/index.ts";
import { describeFault } from "../../jobs/progress.ts";
import { AnalyticsCancelled, type AnalyticsSettings } from "../../storage/analytics/index.ts";
import { actInSession, inSession, type Token } from "../../storage/index.ts";
import type { LinkDesk } from "../link-people/link-desk.ts";
import { type Comparing, compareJob, type Outcome } from "./compare-job.ts";

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
  /**
   * Compares who is new among an office's people since the last comparison that took them in, with everybody it took in; behind one of
   * that office that is running. Nothing to do where there was none yet: then everybody waits for the first. Never rejects.
   */
  readonly placeNewcomers: (given: PlaceNewcomers) => Promise<void>;
  /** Ends a running one of the given offices; what it found by then is kept. Problem: `http.notFound`. */
  readonly cancel: (given: CancelComparison) => Promise<Result<{ readonly comparisonId: number }, Problem>>;
  /** Resolves when it has ended, however. */
  readonly ended: (comparisonId: number) => Promise<void>;
  /** Marks those that a stopped server left behind as failed, and places newcomers anew where that was under way. */
  readonly settleLost: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type StartComparison = {
  readonly token: Token;
  readonly key: string;
  readonly officeId: number;
  readonly startedBy: string;
};
/** `after` names the import, or whatever brought them: the same one is placed once. */
export type PlaceNewcomers = { readonly officeId: number; readonly after: string };
export type CancelComparison = {
  readonly token: Token;
  readonly key: string;
  readonly comparisonId: number;
  readonly offices: readonly number[];
};

type Job = Comparing["job"];
type Running = { readonly officeId: number; readonly abort: AbortController; readonly done: Promise<void> };
type Entering = StartComparison & { readonly kind: ComparisonKind };

const JOB_MINUTES = 6 * 60;
const AFTER_IMPORT = "导入后比对";

export function createComparisonDesk(options: ComparisonDeskOptions): ComparisonDesk {
  const running = new Map<number, Running>();
  const state = { stopping: false };
  const take = (job: Job): void => {
    const abort = new AbortController();
    const done = work(options, job, abort.signal).finally(() => running.delete(job.comparisonId));
    running.set(job.comparisonId, { officeId: job.officeId, abort, done });
  };
  const start = async (given: Entering) => {
    const { comparison, entered } = await enterComparison(options, given);
    if (comparison.ok && entered) take({ ...comparison.value, officeId: given.officeId, kind: given.kind });
    return comparison;
  };
  const placeNewcomers = async ({ officeId, after }: PlaceNewcomers): Promise<void> => {
    try {
      // The root's sight: an office doesn't see what those above it have compared.
      const token = await openJob(options, options.tenantId, `newcomers ${after}`);
      const [widest] = await inSession(options.database, token, (tx) => listComparingOffices(tx, officeId));
      if (widest === undefined) return;
      const given = {
        token,
        key: `newcomers ${after}`,
        officeId: widest,
        startedBy: AFTER_IMPORT,
        kind: "newcomers",
      } as const;
      while (!state.stopping) {
        const started = await start(given);
        if (started.ok) return;
        const before = [...running.values()].find((one) => one.officeId === widest);
        if (!before) throw new Error(started.error.code);
        await before.done;
      }
    } catch (cause) {
      options.report(`newcomers ${after}: ${describeFault(cause)}`);
    }
  };
  return {
    ...options,
    start: (given) => start({ ...given, kind: "everybody" }),
    placeNewcomers,
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
      const lost = await actInSession(options.database, token, (tx) => failLostComparisons(tx, options.now()));
      for (const { comparisonId, officeId } of lost) await placeNewcomers({ officeId, after: `lost ${comparisonId}` });
    },
    stop: async () => {
      state.stopping = true;
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** `entered` is false where the same key entered it before. */
async function enterComparison(
  options: ComparisonDeskOptions,
  { token, key, officeId, startedBy, kind }: Entering,
): Promise<{ readonly comparison: Result<{ readonly comparisonId: number }, Problem>; readonly entered: boolean }> {
  let entered = false;
  const request = { token, command: "startRegisterComparison", key, input: { officeId } };
  const comparison = await options.run(request, async (tx) => {
    const comparisonId = await insertComparison(tx, { officeId, kind, startedBy, now: options.now() });
    if (comparisonId === undefined) return fail(problem("people.comparisonRunning"));
    entered = true;
    return ok({ reply: { comparisonId }, subject: { kind: "registerComparison", id: comparisonId }, officeId });
  });
  return { comparison, entered };
}

/** Never rejects: a comparison that breaks ends as failed, and its error is reported. */
async function work(desk: ComparisonDeskOptions, job: Job, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  try {
    const token = await openJob(desk, job.officeId, `register comparison ${job.comparisonId}`);
    const end = (state: "finished" | "failed" | "cancelled", outcome: Outcome | null) =>
      finish(desk, token, { job, state, outcome, milliseconds: Math.round(performance.now() - began) });
    try {
      await end("finished", await compareJob(desk, { token, job, signal }));
    } catch (cause) {
      const cancelled = signal.aborted || cause instanceof AnalyticsCancelled;
      if (!cancelled) desk.report(`register comparison ${job.comparisonId}: ${describeFault(cause)}`);
      await end(cancelled ? "cancelled" : "failed", null);
    }
  } catch (cause) {
    desk.report(`register comparison ${job.comparisonId}: ${describeFault(cause)}`);
  }
}

type Ending = {
  readonly job: Job;
  readonly state: "finished" | "failed" | "cancelled";
  readonly outcome: Outcome | null;
  readonly milliseconds: number;
};

async function finish(
  desk: ComparisonDeskOptions,
  token: Token,
  { job, state, outcome, milliseconds }: Ending,
): Promise<void> {
  const { comparisonId, officeId } = job;
  const request = {
    token,
    command: "endRegisterComparison",
    key: `endRegisterComparison ${comparisonId}`,
    input: { comparisonId, state },
  };
  await desk.run(request, async (tx) => {
    const { people = null, pairs = null, merged = null, toReview = null } = outcome ?? {};
    const { throughPerson = null, model = null } = outcome ?? {};
    const counts = { people, pairs, merged, toReview };
    await endComparison(tx, { comparisonId, state, ...counts, throughPerson, model, milliseconds, now: desk.now() });
    const after = { state, ...counts };
    return ok({ reply: { comparisonId }, subject: { kind: "registerComparison", id: comparisonId }, officeId, after });
  });
}

function openJob({ database, tenantId }: ComparisonDeskOptions, officeId: number, purpose: string): Promise<Token> {
  return openJobSession(database, { tenantId, officeId, purpose, minutesMax: JOB_MINUTES });
}
