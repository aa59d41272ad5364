import { availableParallelism } from "node:os";
import {
  type ComparisonKind,
  comparePeople,
  findLastComparison,
  hasNewcomers,
  noteComparisonProgress,
  type PeopleCompared,
  personalSecrets,
  placePeople,
} from "../../areas/people/index.ts";
import { progressNotes } from "../../jobs/progress.ts";
import { type AnalyticsSettings, forkAnalytics } from "../../storage/analytics/index.ts";
import { actInSession, inSession, type Token } from "../../storage/index.ts";
import type { LinkDesk } from "../link-people/link-desk.ts";
import { type Counts, writeFound } from "./write-found.ts";

export type Comparing = {
  readonly token: Token;
  readonly job: { readonly comparisonId: number; readonly officeId: number; readonly kind: ComparisonKind };
  readonly signal: AbortSignal;
};

/** What a finished job leaves: how much it found, and what the next one begins with. */
export type Outcome = Counts & Pick<PeopleCompared, "throughPerson" | "model">;

type Desk = LinkDesk & { readonly analytics?: AnalyticsSettings };

const MEMORY_MIB = 3_000;

/** Compares, in a process of its own, and writes down what was found. Throws where it breaks or is cancelled. */
export async function compareJob(desk: Desk, comparing: Comparing): Promise<Outcome> {
  const { token, job, signal } = comparing;
  const writing = { token, comparisonId: job.comparisonId, officeId: job.officeId, signal };
  const found =
    job.kind === "everybody" ? await compareEverybody(desk, comparing) : await compareNewcomers(desk, comparing);
  const { throughPerson, model } = found;
  // Of newcomers all pairs or none: a job that is killed begins anew with the same people.
  const counts = await writeFound(desk, writing, found, job.kind === "newcomers" ? { atOnce: found.pairs.length } : {});
  return { ...counts, throughPerson, model };
}

async function compareEverybody(desk: Desk, comparing: Comparing): Promise<PeopleCompared> {
  const compared = await withAnalytics(desk, comparing, comparePeople);
  if (!compared.ok) throw new Error(`${compared.error.code} ${JSON.stringify(compared.error.params)}`);
  return compared.value;
}

async function compareNewcomers(desk: Desk, comparing: Comparing): Promise<PeopleCompared> {
  const { token, job } = comparing;
  const last = await inSession(desk.database, token, (tx) => findLastComparison(tx, job.officeId));
  if (!last) throw new Error(`office ${job.officeId} has no finished comparison`);
  const { throughPerson: afterPerson, model } = last;
  const some = await inSession(desk.database, token, (tx) => hasNewcomers(tx, afterPerson));
  if (!some) return { people: 0, throughPerson: afterPerson, model, pairs: [] };
  return withAnalytics(desk, comparing, (given) => placePeople({ ...given, afterPerson, model }));
}

async function withAnalytics<Value>(
  desk: Desk,
  { token, job, signal }: Comparing,
  work: (given: Parameters<typeof comparePeople>[0]) => Promise<Value>,
): Promise<Value> {
  const onProgress = progressNotes((percent) =>
    actInSession(desk.database, token, (tx) => noteComparisonProgress(tx, job.comparisonId, percent)),
  );
  const settings = desk.analytics ?? { memoryMiB: MEMORY_MIB, threads: availableParallelism() };
  const analytics = await forkAnalytics(settings, signal);
  const secrets = personalSecrets(desk.vault, desk.tenantId);
  return work({ database: desk.database, token, analytics, secrets, onProgress }).finally(analytics.close);
}
