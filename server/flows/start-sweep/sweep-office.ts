import { existsSync, mkdirSync } from "node:fs";
import { factsFolder, takeSnapshot } from "../../areas/people/index.ts";
import {
  findSweep,
  policiesInForce,
  readSummary,
  type SweepSummary,
  snapshotFacts,
  sweepFacts,
  sweepFolder,
} from "../../areas/policies/index.ts";
import { forkAnalytics } from "../../storage/analytics/index.ts";
import { inSession, type Token } from "../../storage/index.ts";
import type { SweepTools, SweepToRun } from "./sweep-tools.ts";

type Job = { readonly token: Token; readonly signal: AbortSignal; readonly onProgress: (part: number) => void };

/** Taking the snapshot is most of the time. */
const SNAPSHOT_SHARE = 0.8;

/** Snapshot, then sweep, each in a process of its own, so that the memory of the first is free for the second. */
export async function sweepOffice(desk: SweepTools, sweep: SweepToRun, job: Job): Promise<SweepSummary> {
  const { snapshots, sweeps } = desk.folders;
  for (const folder of [snapshots, sweeps]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = desk.analytics ?? { memoryMiB: 1_000, threads: 1 };
  const { policies, comparedWith } = await inSession(desk.database, job.token, async (tx) => ({
    policies: policiesInForce(
      (await desk.book.list(tx)).map(({ policy }) => policy),
      sweep.asOf,
    ),
    comparedWith: (await findSweep(tx, sweep.sweepId))?.comparedWith ?? null,
  }));
  const loading = await forkAnalytics(settings, job.signal);
  const { snapshotId } = await takeSnapshot({
    ...{ database: desk.database, token: job.token, analytics: loading, asOf: sweep.asOf, now: desk.now(), snapshots },
    onProgress: (part) => job.onProgress(part * SNAPSHOT_SHARE),
    signal: job.signal,
  }).finally(loading.close);
  const analytics = await forkAnalytics(settings, job.signal);
  const before = comparedWith === null ? undefined : sweepFolder(sweeps, comparedWith);
  return sweepFacts({
    ...{ analytics, policies, asOf: sweep.asOf, snapshot: snapshotId },
    facts: snapshotFacts(factsFolder(snapshots, snapshotId)),
    out: sweepFolder(sweeps, sweep.sweepId),
    onProgress: (part) => job.onProgress(SNAPSHOT_SHARE + part * (1 - SNAPSHOT_SHARE)),
    ...(before && existsSync(before) ? { previous: { ...readSummary(before), folder: before } } : {}),
  }).finally(analytics.close);
}
