import type { Day, TenantId } from "@wutong/kernel";
import type { PolicyBook } from "../../areas/policies/index.ts";
import type { AnalyticsSettings } from "../../storage/analytics/index.ts";
import type { CommandRunner, Database } from "../../storage/index.ts";

export type SweepDeskOptions = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly tenantId: TenantId;
  readonly book: PolicyBook;
  /** The office's clock; movable in demo mode. */
  readonly now: () => Date;
  readonly today: () => Day;
  /** Holds `snapshots/` and `sweeps/`. */
  readonly dataDir: string;
  /** Memory and threads of the process that sweeps; what the machine has, within 3 GB, where left out. */
  readonly analytics?: AnalyticsSettings;
  /** A sweep that ended by a bug: its number and the error; never a fact. */
  readonly report: (line: string) => void;
};

export type SweepToRun = { readonly sweepId: number; readonly officeId: number; readonly asOf: Day };

/** What a sweep is made with. */
export type SweepTools = SweepDeskOptions & {
  readonly folders: { readonly snapshots: string; readonly sweeps: string; readonly comparisons: string };
};
