import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { findSweep, insertSweep, markUsed, policiesInForce, type SweepSummary } from "../../areas/policies/index.ts";
import type { Token } from "../../storage/index.ts";
import type { SweepDesk } from "./sweep-desk.ts";

export type StartSweep = {
  readonly token: Token;
  readonly key: string;
  /** Itself and the offices below it are swept. */
  readonly officeId: number;
  readonly asOf: Day;
  readonly startedBy: string;
  /** It began by itself, when it was due. */
  readonly scheduled?: boolean;
};

/**
 * Enters a sweep and begins it in the background.
 * Problems: `policies.futureSweep`, `policies.nothingInForce`, `policies.sweepRunning`.
 */
export async function startSweep(
  desk: SweepDesk,
  given: StartSweep,
): Promise<Result<{ readonly sweepId: number }, Problem>> {
  const { token, key, officeId, asOf, startedBy, scheduled = false } = given;
  const today = desk.today();
  if (asOf > today) {
    return fail(problem("policies.futureSweep", { asOf: formatDay(asOf), today: formatDay(today) }));
  }
  const input = { officeId, asOf: formatDay(asOf) };
  const fresh = { entered: false };
  const started = await desk.run({ token, command: "startSweep", key, input }, async (tx) => {
    const published = await desk.book.list(tx);
    const policies = policiesInForce(
      published.map(({ policy }) => policy),
      asOf,
    );
    if (policies.length === 0) return fail(problem("policies.nothingInForce", { asOf: formatDay(asOf) }));
    const now = desk.now();
    const sweepId = await insertSweep(tx, { officeId, asOf, policies: policies.length, startedBy, scheduled, now });
    if (sweepId === undefined) return fail(problem("policies.sweepRunning"));
    await markUsed(tx, policies, now);
    fresh.entered = true;
    const versions = policies.map(({ envelope }) => `${envelope.id}@${envelope.version}`);
    const after = { asOf: formatDay(asOf), policies: versions };
    return ok({ reply: { sweepId }, subject: { kind: "sweep", id: sweepId }, officeId, after });
  });
  // The same key again only repeats the reply: the sweep is under way already.
  if (started.ok && fresh.entered) desk.take({ sweepId: started.value.sweepId, officeId, asOf });
  return started;
}

/** The same, and waits for its end: for seeding a demo, the tour and tests. Undefined where the sweep failed. */
export async function startSweepAndWait(
  desk: SweepDesk,
  given: StartSweep,
): Promise<Result<{ readonly sweepId: number; readonly summary: SweepSummary | undefined }, Problem>> {
  const started = await startSweep(desk, given);
  if (!started.ok) return started;
  return ok({ ...started.value, summary: await desk.ended(started.value.sweepId) });
}

/**
 * Ends a running sweep; nothing of it remains. An office's sweep is ended by itself or an office above it, though those below read
 * its findings. Problem: `http.notFound` where there is none to end.
 */
export async function cancelSweep(
  desk: SweepDesk,
  given: {
    readonly token: Token;
    readonly key: string;
    readonly sweepId: number;
    readonly offices: readonly number[];
  },
): Promise<Result<{ readonly sweepId: number }, Problem>> {
  const { token, key, sweepId, offices } = given;
  const cancelled = await desk.run({ token, command: "cancelSweep", key, input: { sweepId } }, async (tx) => {
    const sweep = await findSweep(tx, sweepId);
    if (sweep?.state !== "running" || !offices.includes(sweep.officeId)) return fail(problem("http.notFound"));
    return ok({ reply: { sweepId }, subject: { kind: "sweep", id: sweepId }, officeId: sweep.officeId });
  });
  if (!cancelled.ok) return cancelled;
  desk.cancel(sweepId);
  await desk.ended(sweepId);
  return cancelled;
}
