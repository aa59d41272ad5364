import { type Analytics, type AnalyticsSettings, forkAnalytics } from "../../../storage/analytics/index.ts";

/** Reads the folders of sweeps and snapshots in a process of its own, begun when it is first needed. */
export type FindingsReader = {
  readonly folders: { readonly snapshots: string; readonly sweeps: string };
  readonly analytics: () => Promise<Analytics>;
  readonly close: () => Promise<void>;
};

export function createFindingsReader(
  folders: FindingsReader["folders"],
  settings: AnalyticsSettings = { memoryMiB: 1_024, threads: 2 },
): FindingsReader {
  const held: { analytics?: Promise<Analytics> } = {};
  return {
    folders,
    analytics: async () => {
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
    },
    close: async () => {
      const analytics = await held.analytics?.catch(() => undefined);
      await analytics?.close();
    },
  };
}
