import { type Analytics, type AnalyticsSettings, forkAnalytics, type Lane } from "../../../storage/analytics/index.ts";

/** Reads the folders of sweeps and snapshots in a process of its own, begun when it is first needed. */
export type FindingsReader = {
  readonly folders: { readonly snapshots: string; readonly sweeps: string; readonly comparisons: string };
  readonly analytics: () => Promise<Analytics>;
  /** Longer work with tables of its own, in one lane or two: one after the other, beside what pages read. */
  readonly alone: <Value>(work: (lane: Lane, beside: Lane) => Promise<Value>) => Promise<Value>;
  readonly close: () => Promise<void>;
};

export function createFindingsReader(
  folders: FindingsReader["folders"],
  settings: AnalyticsSettings = { memoryMiB: 2_048, threads: 2 },
): FindingsReader {
  const held: {
    analytics?: Promise<Analytics>;
    lanes?: { readonly of: Analytics; readonly own: readonly [Lane, Lane] };
  } = {};
  const queue: { last: Promise<unknown> } = { last: Promise.resolve() };
  const open = async (): Promise<Analytics> => {
    held.analytics ??= forkAnalytics(settings);
    const analytics = await held.analytics;
    // A process that died is replaced by the next call.
    const alive = await analytics.columns("SELECT 1").then(
      () => true,
      () => false,
    );
    if (alive) return analytics;
    held.analytics = forkAnalytics(settings);
    return held.analytics;
  };
  const ownLanes = async (): Promise<readonly [Lane, Lane]> => {
    const analytics = await open();
    if (held.lanes?.of !== analytics) {
      held.lanes = { of: analytics, own: [await analytics.lane(), await analytics.lane()] };
    }
    return held.lanes.own;
  };
  return {
    folders,
    analytics: open,
    alone: (work) => {
      const turn = queue.last.then(async () => work(...(await ownLanes())));
      queue.last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      const analytics = await held.analytics?.catch(() => undefined);
      await analytics?.close();
    },
  };
}
