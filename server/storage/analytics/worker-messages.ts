import type { AnalyticsSettings, Columns, Parameter } from "./analytics.ts";

/** From the server to the child. `open` comes once and first; a lane is a connection of its own, opened by its first request. */
export type WorkerRequest =
  | { readonly kind: "open"; readonly id: number; readonly settings: AnalyticsSettings }
  | {
      readonly kind: "run" | "columns";
      readonly id: number;
      readonly lane: number;
      readonly sql: string;
      readonly parameters: readonly Parameter[];
    };

/** From the child to the server, one for each request, in the order of its lane's. */
export type WorkerReply =
  | { readonly kind: "done"; readonly id: number; readonly columns: Columns | null }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
